/** The promises again: every pair of events there ever was, with happened-before searched for path by path. */
import { type Moment, naive } from '../../testkit/suite.test-data.ts';
import type { MemberView, Vector } from './state.ts';

interface Event {
  readonly of: string;
  readonly n: number;
  readonly V: Vector;
  readonly from: { readonly of: string; readonly n: number } | null;
}
function eventsOf(history: readonly Moment[]): Event[] {
  const all = history
    .map((m) => m.node as MemberView)
    .map(({ id, durable: { V, event } }) => ({ of: id, V, ...event }));
  return all.filter((e, i) => e.n > 0 && all.findIndex((o) => o.of === e.of && o.n === e.n) === i);
}
function before(all: readonly Event[], b: Event, found = new Set<Event>()): Set<Event> {
  for (const e of all) {
    const leads = (e.of === b.of && e.n === b.n - 1) || (e.of === b.from?.of && e.n === b.from.n);
    if (!leads || found.has(e)) continue;
    found.add(e);
    before(all, e, found);
  }
  return found;
}
function less(a: Vector, b: Vector, ids: readonly string[]): boolean {
  const pairs = [...ids, '*'].map((id): [number, number] => [a[id] ?? 0, b[id] ?? 0]);
  return pairs.every(([x, y]) => x <= y) && pairs.some(([x, y]) => x !== y);
}
function pairs(history: readonly Moment[], wrong: (happened: boolean, isLess: boolean) => boolean): boolean {
  const ids = (history.at(-1) as Moment).nodes.map((n) => n.id);
  const all = eventsOf(history);
  return all.some((b) => {
    const past = before(all, b);
    return all.some((a) => a !== b && wrong(past.has(a), less(a.V, b.V, ids)));
  });
}

export const twins = naive({
  'clock-condition': (history) => pairs(history, (happened, isLess) => happened && !isLess),
  'strong-clock-condition': (history) => pairs(history, (happened, isLess) => isLess && !happened),
});
