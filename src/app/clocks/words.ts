/** Stamps and orders in words. Pure. */
import type { EventOrder, Stamp } from '../../worker/wire.ts';
import { ms, plainMs } from '../text.ts';

export type ClockKind = 'lamport' | 'vector' | 'hlc';

/** As it stands beside an event: `7`, `[1, 0, 2]`, `(30, 0)` with the first in ms. */
export function stampText(stamp: Stamp, kind: ClockKind): string {
  if (kind === 'lamport') return String(stamp.lamport);
  if (kind === 'vector') return `[${stamp.vector.join(', ')}]`;
  return hlcText(stamp.hlc);
}

export function hlcText({ l, c }: Stamp['hlc']): string {
  return `(${plainMs(l)}, ${c})`;
}

/** "4 events of S1", "no event of S1". */
function events(n: number, node: string): string {
  return n === 0 ? `no event of ${node}` : `${n} event${n === 1 ? '' : 's'} of ${node}`;
}

/** Of the two, `a` and `b`: what the vectors say, as sentences. Empty where one has no stamp. */
export function whyByVectors(order: EventOrder, ids: readonly string[]): readonly string[] {
  const [a, b] = order.stamps;
  if (a === null || b === null) return [];
  const id = (lane: number) => ids[lane] ?? '?';
  const own = (s: Stamp) => s.vector[s.lane] as number;
  if (order.relation === 'concurrent') {
    const known = (who: 'a' | 'b', x: Stamp, y: Stamp) =>
      `${who} knows of ${events(x.vector[y.lane] as number, id(y.lane))}, and ${who === 'a' ? 'b' : 'a'} is number ${own(y)}.`;
    return [known('a', a, b), known('b', b, a)];
  }
  const [x, y, names] = order.relation === 'before' ? [a, b, 'ab'] : [b, a, 'ba'];
  const [from, to] = [names.charAt(0), names.charAt(1)];
  return [
    `${to} knows of ${events(y.vector[x.lane] as number, id(x.lane))}, and ${from} is number ${own(x)}: it is among them.`,
    ...(x.lane === y.lane
      ? []
      : [
          `${from} knows of ${events(x.vector[y.lane] as number, id(y.lane))}, and ${to} is number ${own(y)}.`,
        ]),
  ];
}

/** What Lamport's stamps and the true time say of two concurrent events: nothing, and why. */
export function notOrdered(order: EventOrder, gap: number): readonly string[] {
  const [a, b] = order.stamps;
  if (order.relation !== 'concurrent' || a === null || b === null) return [];
  const lamport =
    a.lamport === b.lamport
      ? `Their Lamport stamps are equal, ${a.lamport}.`
      : `Their Lamport stamps, ${a.lamport} and ${b.lamport}, put ${a.lamport < b.lamport ? 'a' : 'b'} first all the same: less does not mean before.`;
  const time =
    gap === 0
      ? 'Both happen at the same instant.'
      : `In true time ${gap > 0 ? 'b' : 'a'} is ${ms(Math.abs(gap))} later, which no node can know.`;
  return [lamport, time];
}

export const VERDICT = {
  same: 'They are one and the same event.',
  before: 'a happened before b.',
  after: 'b happened before a.',
  concurrent: 'They are concurrent: neither can have caused the other.',
} as const;
