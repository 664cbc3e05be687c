import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { History, HistoryEvent } from './history.ts';
import { disorder } from './history-order.ts';
import { generateHistory } from './linearizability/generate.ts';

const shape = { clients: 4, operations: 60, keys: 0, values: 3, cas: true, unfinished: 0.1, stale: 0 };
const lined = (events: readonly HistoryEvent[]): History => ({
  events: events.map((event, i) => ({ ...event, at: i + 1 })),
  place: 'line',
});

test('a history in the order of its times is in order, also where neighbours changed places', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(100), (seed, k) => {
      const { events } = generateHistory({ ...shape, seed });
      expect(disorder(lined(events))).toBeNull();
      const swapped = events.toSpliced(k, 2, events[k + 1] as HistoryEvent, events[k] as HistoryEvent);
      expect(disorder(lined(swapped))).toBeNull();
    }),
    { numRuns: 50 },
  );
});

test('logs of clients one behind the other are not', () => {
  const { events } = generateHistory({ ...shape, unfinished: 0, seed: 1 });
  const of = (client: number) => events.filter(({ process }) => process === client);
  const first = of(0);
  expect(disorder(lined([...first, ...of(1)]))).toEqual({ at: first.length + 1, after: first.length });
  // Times that nobody took say nothing.
  const untimed = [...first, ...of(1)].map((event, i) => ({
    ...event,
    time: i < first.length ? (event.time ?? 0) : -1,
  }));
  expect(disorder(lined(untimed))).toBeNull();
  expect(disorder(lined([...first, ...of(1)].map(({ time: _, ...event }) => event)))).toBeNull();
  expect(disorder(lined([]))).toBeNull();
});
