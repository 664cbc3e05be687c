/** The promises again, from their definitions: happened-before is searched for, path by path, among all events ever seen. */
import { type Moment, naive, type Test } from '../../testkit/suite.test-data.ts';
import type { ProcessView, Request } from './state.ts';

interface Event {
  readonly of: string;
  readonly n: number;
  readonly C: number;
  readonly from: { readonly of: string; readonly n: number } | null;
}

const view = (moment: Moment) => moment.node as ProcessView;
const eventsOf = (history: readonly Moment[]): Event[] =>
  history
    .map((m) => view(m))
    .map(({ id, durable: { C, event } }) => ({ of: id, C, ...event }))
    .filter((e, i, all) => e.n > 0 && all.findIndex((o) => o.of === e.of && o.n === e.n) === i);

/** All that happened before an event. */
function before(all: readonly Event[], b: Event, found = new Set<Event>()): Set<Event> {
  for (const e of all) {
    const leads = (e.of === b.of && e.n === b.n - 1) || (e.of === b.from?.of && e.n === b.from.n);
    if (!leads || found.has(e)) continue;
    found.add(e);
    before(all, e, found);
  }
  return found;
}

const grants = (history: readonly Moment[]) =>
  history.flatMap((moment, i) => {
    const { durable } = view(moment);
    const before = history.slice(0, i).findLast((m) => m.node.id === moment.node.id);
    if (!durable.granted || (before && view(before).durable.granted)) return [];
    return [{ moment, request: durable.request as Request }];
  });
const earlier = (a: Request, b: Request) => a.T < b.T || (a.T === b.T && a.P < b.P);

const tests: Readonly<Record<string, Test>> = {
  'clock-condition': (history) => {
    const all = eventsOf(history);
    const { id, durable } = view(history.at(-1) as Moment);
    const now = all.find((e) => e.of === id && e.n === durable.event.n);
    return now !== undefined && [...before(all, now)].some((a) => a.C >= now.C);
  },
  'mutual-exclusion': (history) =>
    (history.at(-1) as Moment).nodes.filter((n) => (n as ProcessView).durable.granted).length > 1,
  'granted-in-order': (history) => {
    const all = grants(history);
    if (all.some(({ request }, i) => all.slice(0, i).some((g) => earlier(request, g.request)))) return true;
    return all.some(({ moment, request }) =>
      moment.nodes.some((n) => {
        const own = (n as ProcessView).durable;
        return own.request !== null && !own.granted && earlier(own.request, request);
      }),
    );
  },
  'granted-in-time': (history, env) =>
    history.some((made, i) => {
      const own = view(made).durable.request;
      const before = history.slice(0, i).findLast((m) => m.node.id === made.node.id);
      if (own === null || view(made).durable.granted) return false;
      if (before && view(before).durable.request?.T === own.T) return false;
      for (const m of history.slice(i + 1)) {
        if (m.node.id !== made.node.id) continue;
        const waited = m.time - made.time;
        const { request, granted } = view(m).durable;
        if (request?.T !== own.T) return false;
        if (granted) return waited > (env.params.patience as number);
        if (waited >= (env.params.patience as number)) return true;
      }
      return false;
    }),
};

export const twins = naive(tests);
