/** Promises about terms, votes and leaders. */
import type { NodeId, Property } from '../../../engine/api.ts';
import { empty, type List } from '../../../protolib/list.ts';
import type { RaftMessage } from '../state.ts';
import { at, leads, ledThroughout, put, serverStep } from './common.ts';

/** Remembers by term who led it. */
export const electionSafety: Property<List<NodeId | null>> = {
  id: 'election-safety',
  init: () => empty(),
  step(leaders, step, _nodes, broken) {
    const s = serverStep(step);
    if (s === null || !leads(s.node) || ledThroughout(s)) return leaders;
    const { id, durable } = s.node;
    const other = at(leaders, durable.currentTerm);
    if (other === null) return put(leaders, durable.currentTerm, id);
    if (other !== id)
      broken(`${id} becomes leader of term ${durable.currentTerm}, which ${other} led or leads.`);
    return leaders;
  },
};

/**
 * A promise of the server, whose part ends where the disk's begins: a boot is measured by what the disk gave back. Of a disk that
 * lost the term nothing is promised here; what comes of it, two leaders or lost entries, is looked for elsewhere.
 */
export const termMonotone: Property<null> = {
  id: 'term-monotone',
  init: () => null,
  step(acc, step, _nodes, broken) {
    const s = serverStep(step);
    if (s === null) return acc;
    const [before, after] = [s.durableBefore.currentTerm, s.node.durable.currentTerm];
    if (after < before) broken(`${s.node.id} goes back from term ${before} to term ${after}.`);
    return acc;
  },
};

/** What a server was last seen to have on disk, and by term who got its vote. */
type Voter = {
  readonly term: number;
  readonly votedFor: NodeId | null;
  readonly votes: List<NodeId | null>;
};
const NEW: Voter = { term: 0, votedFor: null, votes: empty() };

/**
 * A vote is what a server records as such, and what it tells a candidate: each counts by itself, for each can go wrong alone. A disk
 * that gives back another term or vote than it was given has not kept its word: with it the server begins a new life, and votes anew.
 */
export const oneVotePerTerm: Property<Readonly<Record<NodeId, Voter>>> = {
  id: 'one-vote-per-term',
  init: () => ({}),
  step(voters, step, _nodes, broken) {
    const s = serverStep(step);
    if (s === null) return voters;
    const { id, durable } = s.node;
    const { votedFor, currentTerm } = durable;
    const { durableBefore } = s;
    const known = voters[id] ?? NEW;
    const kept = known.term === durableBefore.currentTerm && known.votedFor === durableBefore.votedFor;
    let { votes } = kept ? known : NEW;
    if (
      votedFor !== null &&
      (!kept || votedFor !== durableBefore.votedFor || currentTerm !== durableBefore.currentTerm)
    )
      votes = cast(votes, id, currentTerm, votedFor, broken);
    for (const { to, message } of s.sent) {
      const reply = message as RaftMessage;
      // Of a PreVote one may say yes to anybody.
      if (reply.type === 'RequestVoteReply' && reply.granted && reply.pre !== true)
        votes = cast(votes, id, reply.term, to, broken);
    }
    if (votes === known.votes && currentTerm === known.term && votedFor === known.votedFor) return voters;
    return { ...voters, [id]: { term: currentTerm, votedFor, votes } };
  },
};

function cast(
  votes: List<NodeId | null>,
  id: NodeId,
  term: number,
  candidate: NodeId,
  broken: (why: string) => void,
): List<NodeId | null> {
  const earlier = at(votes, term);
  if (earlier === null) return put(votes, term, candidate);
  if (earlier !== candidate)
    broken(`${id} votes for ${candidate} in term ${term}, after it voted for ${earlier}.`);
  return votes;
}
