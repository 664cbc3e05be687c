/** The Clock Condition, by its parts C1 and C2: each event against those right before it, which by transitivity is all of them. */
import type { NodeId, Property } from '../../../engine/api.ts';
import { append, empty, get, type List, truncate } from '../../../protolib/list.ts';
import type { ProcessStep } from '../state.ts';

/** By process: the clock of each of its events, in order. */
type Clocks = Readonly<Record<NodeId, List<number>>>;

export const clockCondition: Property<Clocks> = {
  id: 'clock-condition',
  init: () => ({}),
  step(acc, step, _nodes, broken) {
    const { node } = step as ProcessStep;
    const { C, event } = node.durable;
    const own = acc[node.id] ?? empty<number>();
    if (event.n === 0 || event.n === own.length) return acc;
    const before = get(own, event.n - 2);
    if (before !== undefined && before >= C) {
      broken(`Event ${event.n} of ${node.id} is at ${C}, the one before it at ${before}.`);
    }
    if (event.from) {
      const { of, n } = event.from;
      const sent = get(acc[of] ?? empty<number>(), n - 1);
      if (sent !== undefined && sent >= C) {
        broken(`${node.id} receives at ${C} what ${of} sent at ${sent}.`);
      }
    }
    // A process that lost its memory counts its events anew.
    return { ...acc, [node.id]: append(truncate(own, event.n - 1), C) };
  },
};
