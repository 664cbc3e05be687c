/** What the paper proves, in the order of `meta.properties`. */
import type { NodeId, Property } from '../../engine/api.ts';
import { append, empty, get, type List, truncate } from '../../protolib/list.ts';
import { type Durable, epsilonTicks, type HlcStep } from './state.ts';

/** The state if the step was an event. */
function eventOf(step: HlcStep): Durable | null {
  const { durable } = step.node;
  return durable.event.n !== step.durableBefore.event.n ? durable : null;
}

type Stamp = readonly [l: number, c: number];
const NONE: List<Stamp> = empty();

function less([l, c]: Stamp, [m, d]: Stamp): boolean {
  return l < m || (l === m && c < d);
}

/** Each event against those right before it: by transitivity that is all of them. */
const hlcOrder: Property<Readonly<Record<NodeId, List<Stamp>>>> = {
  id: 'hlc-order',
  init: () => ({}),
  step(acc, step, _nodes, broken) {
    const now = eventOf(step as HlcStep);
    if (now === null) return acc;
    const { id } = step.node;
    const own = acc[id] ?? NONE;
    const stamp: Stamp = [now.l, now.c];
    const { n, from: after } = now.event;
    const before: [string, Stamp | undefined][] = [
      [`event ${n - 1} of ${id}`, get(own, n - 2)],
      [`event ${after?.n} of ${after?.of}`, after ? get(acc[after.of] ?? NONE, after.n - 1) : undefined],
    ];
    for (const [name, earlier] of before) {
      if (earlier === undefined || less(earlier, stamp)) continue;
      broken(`Event ${n} of ${id} at (${stamp.join(', ')}) comes after ${name} at (${earlier.join(', ')}).`);
    }
    return { ...acc, [id]: append(truncate(own, n - 1), stamp) };
  },
};

const notBehind: Property<null> = {
  id: 'not-behind-pt',
  init: () => null,
  step(acc, step, _nodes, broken) {
    const now = eventOf(step as HlcStep);
    if (now && now.l < now.pt) broken(`${step.node.id} has l = ${now.l} while its clock shows ${now.pt}.`);
    return acc;
  },
};

const close: Property<number> = {
  id: 'close-to-pt',
  init: (_nodes, env) => epsilonTicks(env),
  step(epsilon, step, _nodes, broken) {
    const now = eventOf(step as HlcStep);
    if (now && now.l - now.pt > epsilon) {
      broken(`${step.node.id} has l = ${now.l}, ${now.l - now.pt} ahead of its clock; ε is ${epsilon}.`);
    }
    return epsilon;
  },
};

const smallC: Property<number> = {
  id: 'small-c',
  init: (nodes, env) => nodes.length * (epsilonTicks(env) + 1),
  step(most, step, _nodes, broken) {
    const now = eventOf(step as HlcStep);
    if (now && now.c > most) broken(`${step.node.id} has c = ${now.c}, more than ${most}.`);
    return most;
  },
};

export const properties: readonly Property[] = [hlcOrder, notBehind, close, smallC];
