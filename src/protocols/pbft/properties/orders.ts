/** What correct replicas execute: the same, in the same order, each request once, and nothing that nobody asked for. */
import type { NodeId, Property } from '../../../engine/api.ts';
import * as map from '../../../protolib/map.ts';
import { digestOf, NULL_DIGEST } from '../signed.ts';
import type { Executed, Request } from '../state.ts';
import { requestText } from '../words.ts';
import { clientStep, executedText, newlyExecuted, replicaStep } from './common.ts';

/** By number, what was executed under it, and who was first. */
type ByNumber = map.PersistentMap<{ readonly by: NodeId; readonly what: Executed }>;

export const agreement: Property<ByNumber> = {
  id: 'agreement',
  init: () => map.empty(),
  step(acc, step, _nodes, broken) {
    const s = replicaStep(step);
    if (s === null) return acc;
    let next = acc;
    for (const what of newlyExecuted(s)) {
      const known = map.get(next, `${what.n}`);
      if (known === undefined) next = map.set(next, `${what.n}`, { by: s.node.id, what });
      else if (known.what.d !== what.d) {
        const first = executedText(known.by, known.what);
        broken(`${first}, and ${executedText(s.node.id, what)}.`);
      }
    }
    return next;
  },
};

/** By replica: the place of each request in its order, and how far along another's order the requests both have executed go. */
type Orders = Readonly<Record<NodeId, Order>>;
interface Order {
  readonly places: map.PersistentMap<number>;
  readonly reached: Readonly<Record<NodeId, number>>;
}
const NO_ORDER: Order = { places: map.empty(), reached: {} };

/**
 * Two replicas order two requests alike if, whenever one executes a request that the other has, it lies behind all they had in common so far. That is
 * looked at when the second of the two executes it, so that each pair is compared once.
 */
export const totalOrder: Property<Orders> = {
  id: 'total-order',
  init: () => ({}),
  step(acc, step, nodes, broken) {
    const s = replicaStep(step);
    if (s === null) return acc;
    let next = acc;
    for (const what of newlyExecuted(s)) {
      if (what.m === null || !what.applied) continue;
      const key = `${what.m.c} ${what.m.t}`;
      const mine = next[s.node.id] ?? NO_ORDER;
      if (map.has(mine.places, key)) continue;
      let reached = mine.reached;
      for (const other of nodes) {
        const theirs = other.id === s.node.id || other.byzantine ? undefined : next[other.id];
        const place = theirs && map.get(theirs.places, key);
        if (theirs === undefined || place === undefined) continue;
        if (place < (mine.reached[other.id] ?? -1)) {
          broken(
            `${s.node.id} executed ${requestText(what.m)} later than ${other.id} did, after requests that follow it there.`,
          );
        }
        reached = { ...reached, [other.id]: Math.max(place, reached[other.id] ?? -1) };
        // For the other, too, all it executes from now on comes behind this.
        const back = {
          ...theirs.reached,
          [s.node.id]: Math.max(mine.places.size, theirs.reached[s.node.id] ?? -1),
        };
        next = { ...next, [other.id]: { ...theirs, reached: back } };
      }
      const places = map.set(mine.places, key, mine.places.size);
      next = { ...next, [s.node.id]: { places, reached } };
    }
    return next;
  },
};

/** Digests of what clients asked for. */
type Asked = map.PersistentMap<true>;

export const validity: Property<Asked> = {
  id: 'validity',
  init: () => map.set(map.empty<true>(), NULL_DIGEST, true),
  step(acc, step, _nodes, broken) {
    const c = clientStep(step);
    if (c !== null) return withAsked(acc, c.node.volatile.pending?.request);
    const s = replicaStep(step);
    if (s === null) return acc;
    for (const what of newlyExecuted(s)) {
      if (!map.has(acc, what.d)) broken(`${executedText(s.node.id, what)}, which no client asked for.`);
    }
    return acc;
  },
};

/** A client sends nothing but the request it waits for, so what it waits for is what it asked. */
function withAsked(acc: Asked, request: Request | undefined): Asked {
  return request === undefined ? acc : map.set(acc, digestOf(request), true);
}

/** By replica and request, the number under which it took effect. */
type Effects = map.PersistentMap<number>;

export const exactlyOnce: Property<Effects> = {
  id: 'exactly-once',
  init: () => map.empty(),
  step(acc, step, _nodes, broken) {
    const s = replicaStep(step);
    if (s === null) return acc;
    let next = acc;
    for (const { n, m, applied } of newlyExecuted(s)) {
      if (m === null || !applied) continue;
      const key = `${s.node.id} ${m.c} ${m.t}`;
      const before = map.get(next, key);
      if (before === undefined) next = map.set(next, key, n);
      else
        broken(`${requestText(m)} took effect at ${s.node.id} as number ${before} and again as number ${n}.`);
    }
    return next;
  },
};
