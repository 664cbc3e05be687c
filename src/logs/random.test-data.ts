/** Random executions with their true vector clocks, and a judge of clocks that knows nothing but the definition. */
import fc from 'fast-check';
import type { Execution, LogEvent } from './log.ts';

export interface Written {
  readonly host: string;
  readonly clock: Record<string, number>;
  readonly text: string;
}

/** Events in an order in which they could have happened; each may have received from any earlier ones. */
export const executions: fc.Arbitrary<Written[]> = fc
  .record({
    hosts: fc.integer({ min: 1, max: 5 }),
    steps: fc.array(
      fc.record({ host: fc.nat(99), from: fc.array(fc.nat(999), { maxLength: 3 }), receives: fc.boolean() }),
      { minLength: 1, maxLength: 24 },
    ),
  })
  .map(({ hosts, steps }) => {
    const events: Written[] = [];
    for (const [k, { host, from, receives }] of steps.entries()) {
      const name = `h${host % hosts}`;
      const clock: Record<string, number> = {};
      const merge = (other: Written | undefined) => {
        for (const [h, n] of Object.entries(other?.clock ?? {})) clock[h] = Math.max(clock[h] ?? 0, n);
      };
      merge(events.findLast((event) => event.host === name));
      if (receives && k > 0) for (const f of from) merge(events[f % k]);
      clock[name] = (clock[name] ?? 0) + 1;
      events.push({ host: name, clock, text: `event ${k}` });
    }
    return events;
  });

/** One entry of one clock is changed, taken out or put in. */
export const mutations = fc.record({
  event: fc.nat(999),
  host: fc.nat(99),
  change: fc.constantFrom(-2, -1, -1, 1, 1, 2, 1000),
});

export function mutate(
  events: readonly Written[],
  { event, host, change }: { event: number; host: number; change: number },
): Written[] {
  const hosts = [...new Set(events.map((e) => e.host))].sort();
  const name = hosts[host % hosts.length] as string;
  return events.map((e, i) => {
    if (i !== event % events.length) return e;
    const count = Math.max(0, (e.clock[name] ?? 0) + change);
    return { ...e, clock: { ...e.clock, [name]: count } };
  });
}

export function executionOf(events: readonly Written[]): Execution {
  const hosts = [...new Set(events.flatMap((e) => [e.host, ...Object.keys(e.clock)]))];
  return {
    label: '',
    hosts,
    rejected: [],
    rejectedCount: 0,
    lines: 0,
    events: events.map(
      ({ host, clock, text }, i): LogEvent => ({
        host: hosts.indexOf(host),
        line: i + 1,
        text,
        clock: Int32Array.from(
          Object.entries(clock)
            .filter(([, n]) => n > 0)
            .flatMap(([h, n]) => [hosts.indexOf(h), n]),
        ),
        clockText: JSON.stringify(clock),
        fields: {},
      }),
    ),
  };
}

/**
 * Whether clocks are vector clocks, by building the run they tell of: the hosts' own orders and a message for every entry, then every
 * chain of these; there must be no circle, and counting what each event is after must give the clocks back.
 */
export function naivelyValid(events: readonly Written[]): boolean {
  const size = events.length;
  const find = (host: string, count: number) =>
    events.findIndex((e) => e.host === host && (e.clock[host] ?? 0) === count);
  const before = events.map(() => events.map(() => false));
  for (const [i, { host, clock }] of events.entries()) {
    if ((clock[host] ?? 0) < 1) return false;
    for (const [other, count] of Object.entries(clock)) {
      if (count === 0) continue;
      const seen = find(other, count);
      if (seen < 0) return false;
      if (seen !== i) (before[seen] as boolean[])[i] = true;
    }
    const next = find(host, (clock[host] ?? 0) + 1);
    if (next >= 0) (before[i] as boolean[])[next] = true;
  }
  for (let k = 0; k < size; k++)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) if (before[i]?.[k] && before[k]?.[j]) (before[i] as boolean[])[j] = true;
  for (let i = 0; i < size; i++) if (before[i]?.[i]) return false;
  return events.every(({ clock }, i) => {
    const counted: Record<string, number> = {};
    for (const [k, { host }] of events.entries()) {
      if (k === i || before[k]?.[i]) counted[host] = (counted[host] ?? 0) + 1;
    }
    const names = new Set([...Object.keys(clock), ...Object.keys(counted)]);
    return [...names].every((name) => (clock[name] ?? 0) === (counted[name] ?? 0));
  });
}
