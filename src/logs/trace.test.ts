import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { K, stepHeads } from '../engine/trace.ts';
import { causality, relation } from '../query/causality.ts';
import { indexTrace } from '../timeline/build.ts';
import { checkClocks } from './clocks.ts';
import { type Execution, entryOf } from './log.ts';
import { executionOf, executions, mutate, mutations, type Written } from './random.test-data.ts';
import { MAX_LANES, TICK, traceOf } from './trace.ts';

const shuffled = executions.chain((events) => fc.shuffledSubarray(events, { minLength: events.length }));

/** Happened-before as the clocks have it. */
function seen(log: Execution, a: number, b: number): boolean {
  const [first, second] = [log.events[a], log.events[b]];
  if (!first || !second || a === b) return false;
  return entryOf(second, first.host) >= entryOf(first, first.host);
}

describe('the trace of a log', () => {
  test('has the happened-before of its clocks, for every pair', () => {
    fc.assert(
      fc.property(shuffled, (events) => {
        const log = executionOf(events);
        const { trace, eventOf } = traceOf(log);
        expect(trace.steps).toBe(events.length);
        const c = causality(trace);
        for (let a = 0; a < trace.steps; a++) {
          for (let b = 0; b < trace.steps; b++) {
            const said = seen(log, eventOf[a] as number, eventOf[b] as number);
            expect(relation(c, a, b) === 'before').toBe(said);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('draws no message that the others imply, and no event before what it follows', () => {
    // Chance brings few events that hear from two hosts that know nothing of each other: one is there in any case.
    const two: Written[] = [
      { host: 'a', clock: { a: 1 }, text: 'tells c' },
      { host: 'b', clock: { b: 1 }, text: 'tells c too' },
      { host: 'c', clock: { a: 1, b: 1, c: 1 }, text: 'hears both' },
    ];
    let joins = 0;
    fc.assert(
      fc.property(shuffled, (events) => {
        const log = executionOf(events);
        const { trace, eventOf } = traceOf(log);
        const { kind, cause, step, time, node, peer } = trace.columns;
        const heads = stepHeads(trace);
        for (let row = 0; row < trace.rows; row++) {
          if (row > 0) expect(time[row] as number).toBeGreaterThanOrEqual(time[row - 1] as number);
          if (kind[row] !== K.deliver) continue;
          const send = cause[row] as number;
          expect([kind[send], peer[send], node[send]]).toEqual([K.send, node[row], peer[row]]);
          expect(time[row] as number).toBeGreaterThanOrEqual((time[send] as number) + TICK);
          const [from, to] = [
            eventOf[step[send] as number] as number,
            eventOf[step[row] as number] as number,
          ];
          const between = log.events.findIndex((_, k) => seen(log, from, k) && seen(log, k, to));
          expect(between).toBe(-1);
          if (row > (heads[step[row] as number] as number)) joins++;
        }
        expect(indexTrace(trace).flights.fate.every((fate) => fate === 1)).toBe(true);
      }),
      { numRuns: 200, examples: [[two]] },
    );
    expect(joins).toBeGreaterThan(0);
  });

  test('can be drawn whatever the clocks say, with a flag where they are wrong', () => {
    const several = fc.array(mutations, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(executions, several, (events, changes) => {
        const log = executionOf(changes.reduce(mutate, events));
        const { breaches } = checkClocks(log);
        const { trace, eventOf } = traceOf(log, breaches);
        expect(trace.steps).toBe(events.length);
        expect([...eventOf].sort((a, b) => a - b)).toEqual(events.map((_, i) => i));
        expect(trace.violations.length).toBe(breaches.length);
        for (let row = 0; row < trace.rows; row++) {
          expect(trace.columns.cause[row] as number).toBeLessThan(row);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is the same for the same log', () => {
    const [events] = fc.sample(executions, { seed: 4, numRuns: 1 });
    const log = executionOf(events ?? []);
    expect(traceOf(log).trace).toEqual(traceOf(log).trace);
    expect(traceOf(log).trace.hash).toMatch(/^[0-9a-f]{16}$/);
  });

  test('of no events is empty', () => {
    const { trace } = traceOf(executionOf([]));
    expect([trace.steps, trace.rows, trace.end]).toEqual([0, 0, 0]);
  });
});

test('hosts beyond the lanes are left out, and what went through them still counts', () => {
  // Everybody tells the relay, which tells the last; the relay has fewest events.
  const names = Array.from({ length: MAX_LANES }, (_, i) => `h${i}`);
  const events = names.flatMap((host) => [
    { host, clock: { [host]: 1 }, text: 'one' },
    { host, clock: { [host]: 2 }, text: 'two' },
  ]);
  events.push({ host: 'relay', clock: { relay: 1, h0: 1 }, text: 'hears h0' });
  events.push({ host: 'h1', clock: { h1: 3, relay: 1, h0: 1 }, text: 'hears the relay' });
  const log = executionOf(events);
  expect(checkClocks(log).count).toBe(0);
  const { trace, hidden } = traceOf(log);
  expect(hidden).toEqual(['relay']);
  expect(trace.nodes.map(({ id }) => id)).toEqual(names);
  const c = causality(trace);
  const step = (text: string, node: string) =>
    trace.columns.step[
      trace.notes.find((n) => n.fields.text === text && n.node === node)?.row ?? -1
    ] as number;
  expect(relation(c, step('one', 'h0'), step('hears the relay', 'h1'))).toBe('before');
  expect(relation(c, step('two', 'h0'), step('hears the relay', 'h1'))).toBe('concurrent');
});
