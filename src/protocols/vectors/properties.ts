/** Both directions of what vectors promise, against happened-before as it was: in the order of `meta.properties`. */
import type { NodeId, Property } from '../../engine/api.ts';
import { NO_PASTS, observe, type Past, type Pasts, pastOf } from '../../protolib/happened.ts';
import { append, empty, get, type List, last, truncate } from '../../protolib/list.ts';
import { less, type MemberStep, type Vector, vectorText } from './state.ts';

interface Seen {
  readonly ids: readonly NodeId[];
  readonly pasts: Pasts;
  /** By member: the vector of each of its events, in order. */
  readonly vectors: Readonly<Record<NodeId, List<Vector>>>;
}
const NONE: List<Vector> = empty();

interface Event {
  readonly id: NodeId;
  readonly n: number;
  readonly V: Vector;
  readonly past: Past;
}

/** A property that compares each new event with those before it. Vectors never sink along a member, so the nearest tell of all. */
function condition(
  id: string,
  check: (acc: Seen, event: Event, broken: (why: string) => void) => void,
): Property<Seen> {
  return {
    id,
    init: (nodes) => ({ ids: nodes.map((node) => node.id), pasts: NO_PASTS, vectors: {} }),
    step(acc, step, _nodes, broken) {
      const { node } = step as MemberStep;
      const { V, event } = node.durable;
      const pasts = observe(acc.pasts, node.id, event);
      if (pasts === acc.pasts) return acc;
      const own = truncate(acc.vectors[node.id] ?? NONE, event.n - 1);
      const before = { ...acc, pasts, vectors: { ...acc.vectors, [node.id]: own } };
      const past = pastOf(pasts, { of: node.id, n: event.n });
      check(before, { id: node.id, n: event.n, V, past }, broken);
      return { ...before, vectors: { ...before.vectors, [node.id]: append(own, V) } };
    },
  };
}

const clockCondition = condition('clock-condition', ({ ids, vectors }, { id, n, V, past }, broken) => {
  for (const other of ids) {
    const k = other === id ? n - 1 : (past[other] ?? 0);
    const before = k > 0 ? get(vectors[other] ?? NONE, k - 1) : undefined;
    if (before === undefined || less(before, V)) continue;
    broken(
      `Event ${k} of ${other} at ${vectorText(before, ids)} happened before event ${n} of ${id} at ${vectorText(V, ids)}, which is not greater.`,
    );
  }
});

const strongClockCondition = condition(
  'strong-clock-condition',
  ({ ids, vectors }, { id, n, V, past }, broken) => {
    for (const other of ids) {
      if (other === id) continue;
      const all = vectors[other] ?? NONE;
      const k = past[other] ?? 0;
      const [next, latest] = [get(all, k), last(all)];
      const [a, b] = next && less(next, V) ? [next, V] : latest && less(V, latest) ? [V, latest] : [];
      if (a && b) {
        broken(
          `${vectorText(a, ids)} is less than ${vectorText(b, ids)}, one of ${id} (its event ${n}) and one of ${other}, and neither knew of the other.`,
        );
      }
    }
  },
);

export const properties: readonly Property[] = [clockCondition, strongClockCondition];
