/** The promises again, from their definitions, over the whole history. */
import { type Moment, naive, type Test } from '../../testkit/suite.test-data.ts';
import type { HlcView } from './state.ts';

interface Event {
  readonly of: string;
  readonly n: number;
  readonly l: number;
  readonly c: number;
  readonly pt: number;
  readonly from: { readonly of: string; readonly n: number } | null;
}
function eventsOf(history: readonly Moment[]): Event[] {
  const all = history
    .map((m) => m.node as HlcView)
    .map(({ id, durable: { l, c, pt, event } }) => ({ of: id, l, c, pt, ...event }));
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
const any = (is: (e: Event, epsilon: number, nodes: number) => boolean): Test => {
  return (history, { params }) => {
    const { epsilon, tick } = params as { epsilon: number; tick: number };
    const nodes = (history.at(-1) as Moment).nodes.length;
    return eventsOf(history).some((e) => is(e, Math.ceil(epsilon / tick), nodes));
  };
};

export const twins = naive({
  'hlc-order': (history) => {
    const all = eventsOf(history);
    return all.some((f) => [...before(all, f)].some((e) => e.l > f.l || (e.l === f.l && e.c >= f.c)));
  },
  'not-behind-pt': any((e) => e.l < e.pt),
  'close-to-pt': any((e, epsilon) => e.l - e.pt > epsilon),
  'small-c': any((e, epsilon, nodes) => e.c > nodes * (epsilon + 1)),
});
