/** Promises about terms, votes and leaders. */
import type { NodeId, Property } from '../../../engine/api.ts';
import { empty, type List } from '../../../protolib/list.ts';
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

/** Remembers by server and term who got its vote. */
export const oneVotePerTerm: Property<Readonly<Record<NodeId, List<NodeId | null>>>> = {
  id: 'one-vote-per-term',
  init: () => ({}),
  step(votes, step, _nodes, broken) {
    const s = serverStep(step);
    if (s === null) return votes;
    const { id, durable } = s.node;
    const { votedFor, currentTerm } = durable;
    if (votedFor === null) return votes;
    if (votedFor === s.durableBefore.votedFor && currentTerm === s.durableBefore.currentTerm) return votes;
    const own = votes[id] ?? empty<NodeId | null>();
    const earlier = at(own, currentTerm);
    if (earlier === null) return { ...votes, [id]: put(own, currentTerm, votedFor) };
    if (earlier !== votedFor)
      broken(`${id} votes for ${votedFor} in term ${currentTerm}, after it voted for ${earlier}.`);
    return votes;
  },
};
