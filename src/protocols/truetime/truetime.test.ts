import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaultType } from '../../engine/faultkinds.ts';
import type { Input } from '../../engine/runspec.ts';
import { type PartialSpec, simulate } from '../../testkit/simulate.ts';
import { agree, broken, brokenIn, faultTypes, faulty, proves } from '../../testkit/suite.test-data.ts';
import { meta } from './meta.ts';
import { twins } from './naive.test-data.ts';
import { protocol } from './protocol.ts';
import { rules } from './rules.ts';
import { scenarios } from './scenarios.ts';

proves({ protocol, rules, scenarios, traces: new URL('./traces/', import.meta.url) });

const spec = (id: string) => {
  const found = scenarios.find((s) => s.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found.spec;
};
const told = (run: PartialSpec) =>
  simulate(protocol, run)
    .trace.notes.filter((n) => n.id === 'told')
    .map((n) => [n.node, n.fields.s]);

describe('what the scenarios claim', () => {
  it('commit-wait: 43.0, then more, though the second clock is behind', () => {
    expect(told(spec('commit-wait'))).toEqual([
      ['C1', '43.0'],
      ['C2', '67.0'],
    ]);
  });
  it('no-commit-wait: C2 starts after 43.0 was answered, and gets 42.0', () => {
    expect(told(spec('no-commit-wait'))).toEqual([
      ['C1', '43.0'],
      ['C2', '42.0'],
    ]);
  });
  it('concurrent-transactions come out either way: C2 starts 2 ms later and gets less', () => {
    const run = spec('concurrent-transactions');
    expect(run.inputs.flatMap((i) => ('command' in i ? [i.at] : []))).toEqual([20_000, 22_000]);
    expect(told(run).map(([, s]) => s)).toEqual(['43.0', '29.0']);
  });
  it('slow-clock-waits: 52.5 ms, where a right clock would need 40, and still in order', () => {
    const { trace } = simulate(protocol, spec('slow-clock-waits'));
    const at = (id: string) =>
      trace.columns.time[trace.notes.find((n) => n.id === id && n.node === 'S1')?.row as number] as number;
    // 2ε is 40 ms by its own clock, the first 25 of true time at half speed, and past it by one tick.
    expect(at('commits') - at('stamps')).toBe(52_501);
  });
  it('server-crash: unknown, and what comes after is greater', () => {
    const { trace } = simulate(protocol, spec('server-crash'));
    expect(trace.operations.map((o) => o.outcome)).toEqual(['info', 'ok']);
    const given = trace.notes.filter((n) => n.id === 'stamps').map((n) => Number(n.fields.s));
    expect(given[1]).toBeGreaterThan(given[0] as number);
  });
  it('clock-out-of-epsilon: with a clock within ε the same inputs hold', () => {
    const run = spec('clock-out-of-epsilon');
    const inputs = run.inputs.map(
      (i): Input => ('fault' in i ? { ...i, fault: { type: 'clock', node: 'S1', offset: 9_000 } } : i),
    );
    expect(broken(protocol, { ...run, inputs })).toEqual([]);
  });
  it('many-transactions: each waits at least 2ε at its server, by its own clock', () => {
    const { trace } = simulate(protocol, spec('many-transactions'));
    const at = (row: number) => trace.columns.time[row] as number;
    const stamped = trace.notes.filter((n) => n.id === 'stamps');
    expect(stamped).toHaveLength(6);
    for (const { node, row, fields } of stamped) {
      const end = trace.notes.find((n) => n.id === 'commits' && n.node === node && n.fields.s === fields.s);
      // S1 runs 1 per cent fast.
      expect(at(end?.row as number) - at(row)).toBeGreaterThanOrEqual(19_800);
    }
  });
});

const nodes = fc.record({ server: fc.integer({ min: 1, max: 4 }), client: fc.integer({ min: 1, max: 4 }) });
const params = fc.record({
  transactions: fc.integer({ min: 0, max: 5 }),
  epsilon: fc.constantFrom(2_000, 10_000),
});
/** The same with clocks that stay within ε: off by most of it, and drifting by no more than the rest. */
const within = (variants: string[]) =>
  fc
    .tuple(
      faulty(protocol, ['link', 'crash', 'pause'], { nodes, params, variants, faults: 2 }),
      fc.array(fc.integer({ min: -90, max: 90 }), { minLength: 4, maxLength: 4 }),
      fc.array(fc.integer({ min: -390, max: 390 }), { minLength: 4, maxLength: 4 }),
    )
    .map(([run, offsets, drifts]): PartialSpec => {
      const epsilon = run.params?.epsilon as number;
      const bent = offsets.slice(0, run.nodes?.server ?? 2).map(
        (percent, i): Input => ({
          at: 0,
          fault: {
            type: 'clock',
            node: `S${i + 1}`,
            offset: (epsilon * percent) / 100,
            driftPpm: drifts[i] as number,
          },
        }),
      );
      return { ...run, inputs: [...bent, ...(run.inputs ?? [])] };
    });

describe('in random runs', () => {
  it('with clocks within ε both promises hold, whatever network and servers do', () => {
    expect([...brokenIn(protocol, within([]), 200)]).toEqual([]);
  });
  it.each(faultTypes(protocol))('%s breaks nothing but what it can', (type: FaultType) => {
    const mayBreak = type === 'clock' ? meta.properties.map((p) => p.id) : [];
    const found = brokenIn(protocol, faulty(protocol, [type], { nodes, params }), 30, mayBreak);
    if (type === 'clock') expect([...found]).toContain('interval-contains-time');
  });
  it.each(meta.variants.map((v) => [v.id, v.breaks] as const))(
    '%s breaks what it names, nothing else',
    (id, breaks) => {
      expect([...brokenIn(protocol, within([id]), 100, breaks)].sort()).toEqual([...breaks].sort());
    },
  );
});

it('each promise breaks where its naive twin does', () => {
  const small = { nodes, params, until: 300_000, commands: 5, faults: 3 };
  const runs = [
    ...fc.sample(faulty(protocol, ['clock', 'crash'], small), { seed: 3, numRuns: 30 }),
    ...fc.sample(within(['noCommitWait']), { seed: 3, numRuns: 20 }),
    ...scenarios.map((s) => s.spec),
  ];
  expect([...agree(protocol, twins, runs)].sort()).toEqual(meta.properties.map((p) => p.id).sort());
});
