import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNodeStep, stepHeads, stepOrdinals } from '../engine/trace.ts';
import { checkClocks } from '../logs/clocks.ts';
import { type ExportFormat, FORMATS } from '../logs/formats.ts';
import { readLog } from '../logs/read.ts';
import { rowLines } from '../logs/rows.ts';
import { SHIVIZ_PATTERN } from '../logs/shiviz.ts';
import { traceOf } from '../logs/trace.ts';
import raft from '../protocols/raft/protocol.ts';
import { specs } from '../protocols/raft/random.test-data.ts';
import minorityLeader from '../protocols/raft/scenarios/minority-leader.ts';
import { causality, cones } from '../query/causality.ts';
import { type PartialSpec, resolve, simulate } from '../testkit/simulate.ts';
import { exportRun } from './export.ts';

const written = (spec: PartialSpec, format: ExportFormat) =>
  [...exportRun(raft, resolve(raft, spec), format)].join('');

describe('a ShiViz log, read again', () => {
  test('has the same events and the same happened-before, for every pair, of random faulty runs', () => {
    let pairs = 0;
    fc.assert(
      fc.property(specs(500_000), (spec) => {
        const { trace } = simulate(raft, spec, { freeze: false });
        const text = written(spec, 'shiviz');
        const read = readLog(text);
        if (!read.ok) throw new Error(read.why);
        const { log } = read;
        expect(log).toMatchObject({ pattern: SHIVIZ_PATTERN, origin: 'header', delimiter: '' });
        const [execution] = log.executions;
        if (!execution) {
          expect(trace.steps).toBe(0);
          return;
        }
        expect(execution.rejectedCount).toBe(0);
        expect(checkClocks(execution).breaches).toEqual([]);

        const heads = stepHeads(trace);
        const { kind, node, time } = trace.columns;
        const steps = [...heads.keys()].filter((s) => isNodeStep(kind[heads[s] as number] as number));
        const host = (s: number) => trace.nodes[node[heads[s] as number] as number]?.id;
        expect(execution.events.map((event) => [execution.hosts[event.host], event.fields.time])).toEqual(
          steps.map((s) => [host(s), `${(time[heads[s] as number] as number) / 1000} ms`]),
        );

        const again = traceOf(execution);
        expect(again.trace.nodes.map(({ id }) => id).sort()).toEqual([...new Set(steps.map(host))].sort());
        const [before, after] = [causality(trace), causality(again.trace)];
        // By step of the run: the step of the same event in the log, events being in the order of the steps.
        const twin = new Int32Array(trace.steps).fill(-1);
        for (const [s, event] of again.eventOf.entries()) twin[steps[event] as number] = s;
        const ordinals = [stepOrdinals(trace), stepOrdinals(again.trace)] as const;
        for (const a of steps) {
          const [marks, marksAgain] = [cones(before, a), cones(after, twin[a] as number)];
          expect(ordinals[0][a]).toBe(ordinals[1][twin[a] as number]);
          expect(steps.map((b) => marksAgain[twin[b] as number])).toEqual(steps.map((b) => marks[b]));
          pairs += steps.length;
        }
      }),
      { numRuns: 12 },
    );
    // Runs are of very different lengths.
    expect(pairs).toBeGreaterThan(2000);
  });

  test('begins with the pattern and a blank line, then two lines an event', () => {
    const lines = written(minorityLeader.spec, 'shiviz').split('\n');
    expect(lines.slice(0, 2)).toEqual([SHIVIZ_PATTERN, '']);
    expect(lines.slice(2, 4)).toEqual(['C1 {"C1":1}', '0 ms C1 starts']);
    expect(lines.some((line) => /^[\d.]+ ms S3 becomes leader of term 2; .*sends an append/.test(line))).toBe(
      true,
    );
  });
});

test('JSON lines are the rows of the trace, read again', () => {
  fc.assert(
    fc.property(specs(200_000), (spec) => {
      const { trace, simulation } = simulate(raft, spec, { freeze: false, bodies: true });
      const rows = written(spec, 'jsonl')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const run = {
        meta: raft.meta,
        resolved: resolve(raft, spec),
        trace,
        bodies: simulation.builder.bodies,
      };
      expect(rows).toEqual([...rowLines(run)].map((line) => JSON.parse(line)));
      expect(rows.length).toBe(trace.rows);
      const { time, cause } = trace.columns;
      for (const [i, row] of rows.entries()) {
        expect([row.i, row.t, row.cause ?? -1]).toEqual([i, time[i], cause[i]]);
        if (row.kind === 'deliver') expect(row.msg).toMatchObject({ type: expect.any(String) });
      }
    }),
    { numRuns: 10 },
  );
});

test('the text tells the story, in the words of the golden runs', () => {
  const text = written(minorityLeader.spec, 'text');
  expect(text).toMatch(
    /^Raft: 1 client, 5 servers, seed 42, run [0-9a-f]{16}\nWith .*one-way delay 20–32 ms/,
  );
  for (const said of [
    /^ *\d+\.\d ms {2}S3 becomes leader of term 2$/m,
    /^ *180\.0 ms {2}— .*C1 S1 S2 \| S3 S4 S5/m,
    /^ *700\.0 ms {2}— .*heals.*C1 S1 S2 \| S3 S4 S5/m,
    /^C1: x=7, never answered \(from /m,
    /^No promise is broken\.$/m,
  ]) {
    expect(text).toMatch(said);
  }
});

test('every format writes every random run, line by line, and the same one twice', () => {
  fc.assert(
    fc.property(specs(400_000), fc.constantFrom(...FORMATS.map(({ id }) => id)), (spec, format) => {
      const text = written(spec, format);
      expect(text === '' || text.endsWith('\n')).toBe(true);
      expect(text).not.toMatch(/undefined|\[object|NaN|\r/);
      expect(written(spec, format)).toBe(text);
    }),
    { numRuns: 24 },
  );
});
