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

/** Remembers the latest term of each server. */
export const termMonotone: Property<Readonly<Record<NodeId, number>>> = {
  id: 'term-monotone',
  init: () => ({}),
  step(terms, step, _nodes, broken) {
    const s = serverStep(step);
    if (s === null) return terms;
    const { id, durable } = s.node;
    const before = terms[id] ?? 0;
    if (durable.currentTerm === before) return terms;
    if (durable.currentTerm < before)
      broken(`${id} goes back from term ${before} to term ${durable.currentTerm}.`);
    return { ...terms, [id]: durable.currentTerm };
  },
};

/** By server and term, who got its vote. */
type Votes = Readonly<Record<NodeId, List<NodeId | null>>>;

/** A vote is what a server records as such, and what it tells a candidate: each counts by itself, for each can go wrong alone. */
export const oneVotePerTerm: Property<Votes> = {
  id: 'one-vote-per-term',
  init: () => ({}),
  step(votes, step, _nodes, broken) {
    const s = serverStep(step);
    if (s === null) return votes;
    const { id, durable } = s.node;
    const { votedFor, currentTerm } = durable;
    const { durableBefore } = s;
    let result = votes;
    if (
      votedFor !== null &&
      (votedFor !== durableBefore.votedFor || currentTerm !== durableBefore.currentTerm)
    )
      result = cast(result, id, currentTerm, votedFor, broken);
    for (const { to, message } of s.sent) {
      const reply = message as RaftMessage;
      if (reply.type === 'RequestVoteReply' && reply.granted)
        result = cast(result, id, reply.term, to, broken);
    }
    return result;
  },
};

function cast(
  votes: Votes,
  id: NodeId,
  term: number,
  candidate: NodeId,
  broken: (why: string) => void,
): Votes {
  const own = votes[id] ?? empty<NodeId | null>();
  const earlier = at(own, term);
  if (earlier === null) return { ...votes, [id]: put(own, term, candidate) };
  if (earlier !== candidate)
    broken(`${id} votes for ${candidate} in term ${term}, after it voted for ${earlier}.`);
  return votes;
}
