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
import type { Sample } from './state.ts';

proves({ protocol, rules, scenarios, traces: new URL('./traces/', import.meta.url) });

const spec = (id: string) => {
  const found = scenarios.find((s) => s.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found.spec;
};
/** The latest sample of C1, and by how much its clock is off at the end, µs. */
function end(run: PartialSpec) {
  const { last } = simulate(protocol, run);
  const world = last();
  const c1 = world.nodes.find((n) => n.id === 'C1');
  const off = (c1?.wallClock ?? 0) + ((c1?.durable.correction as number) ?? 0) - world.time;
  return { sample: c1?.volatile?.sample as unknown as Sample, off };
}

describe('what the scenarios claim', () => {
  it('four-timestamps: t1 … t4 are 10, 70, 76, 56; θ = 40, δ = 40; then exactly right', () => {
    const { sample, off } = end(spec('four-timestamps'));
    const { t1, t2, t3, t4, offset, delay, bound } = sample;
    expect([t1, t2, t3, t4].map((t) => t / 1000)).toEqual([10, 70, 76, 56]);
    expect([offset, delay, bound, off]).toEqual([40_000, 40_000, 20_000, 0]);
  });
  it('asymmetric: 20 ms off after every question', () => {
    expect(end(spec('asymmetric')).off).toBe(20_000);
    expect(end(spec('asymmetric')).sample).toMatchObject({ offset: 0, delay: 50_000, bound: 25_000 });
  });
  it('cristian: right, within 15', () => {
    expect(end(spec('cristian'))).toMatchObject({ off: 0, sample: { bound: 15_000 } });
  });
  it('server-at-work: 15 ms off by Cristian, right by NTP', () => {
    const run = spec('server-at-work');
    expect(end(run).off).toBe(15_000);
    expect(end({ ...run, params: { ...run.params, method: 'NTP' } }).off).toBe(0);
  });
  it('slow-answer: not used; used, it would have left the clock 40 ms behind', () => {
    const run = spec('slow-answer');
    expect(end(run).off).toBe(0);
    const hasty = { ...run, params: { ...run.params, maxDelay: 0 }, inputs: run.inputs.slice(0, 2) };
    expect(end(hasty).off).toBe(-40_000);
  });
  it('drift: some 2 ms in ten seconds at 200 ppm', () => {
    const sets = simulate(protocol, spec('drift')).trace.notes.filter(
      (n) => n.id === 'sets' && n.node === 'C1',
    );
    expect(sets).toHaveLength(6);
    for (const n of sets.slice(1)) {
      const by = Number(String(n.fields.offset).replace('−', '-'));
      expect(by).toBeLessThan(-0.9);
      expect(by).toBeGreaterThan(-3.1);
    }
  });
  it('a question that is copied: what counts is the way of the copy whose answer came first', () => {
    const run: PartialSpec = {
      ...spec('four-timestamps'),
      params: { polls: 0, latency: [20_000, 20_000], fifo: false },
      inputs: [
        { at: 10_000, fault: { type: 'duplicate', from: 'C1', to: 'S1', by: 5_000 } },
        { at: 15_000, fault: { type: 'delay', from: 'S1', to: 'C1', by: 60_000 } },
        { at: 20_000, node: 'C1', command: { type: 'ask' } },
      ],
    };
    const { trace } = simulate(protocol, run);
    // 25 ms there and 20 back.
    expect(trace.notes.filter((n) => n.id === 'sets').map((n) => [n.fields.offset, n.fields.delay])).toEqual([
      ['2.5', '45.0'],
    ]);
    expect(broken(protocol, run)).toEqual([]);
  });
  it('server-is-wrong: with a right server the same inputs hold', () => {
    const run = spec('server-is-wrong');
    expect(broken(protocol, { ...run, inputs: run.inputs.filter((i) => !('fault' in i)) })).toEqual([]);
  });
});

const nodes = fc.record({ client: fc.integer({ min: 1, max: 4 }) });
const params = fc.record({
  method: fc.constantFrom('NTP', 'Cristian'),
  polls: fc.integer({ min: 0, max: 4 }),
  period: fc.constantFrom(40_000, 100_000),
  work: fc.constantFrom(0, 0, 7_000),
  shortest: fc.constant(0),
});
/** Clients' clocks off by anything, drifting by less than one in a thousand; the server right. */
const bent = (run: PartialSpec, offsets: readonly number[]): PartialSpec => ({
  ...run,
  inputs: [
    ...offsets.slice(0, run.nodes?.client ?? 2).map(
      (offset, i): Input => ({
        at: 0,
        fault: { type: 'clock', node: `C${i + 1}`, offset, driftPpm: offset % 900 },
      }),
    ),
    ...(run.inputs ?? []),
  ],
});
const offsets = fc.array(fc.integer({ min: -90_000, max: 90_000 }), { minLength: 4, maxLength: 4 });

describe('in random runs', () => {
  it('whatever clients’ clocks show, and whatever the network does, copies included, both hold', () => {
    const types: FaultType[] = ['delay', 'drop', 'duplicate', 'reorder', 'partition', 'pause'];
    const runs = fc
      .tuple(faulty(protocol, types, { nodes, params }), offsets)
      .map(([run, o]) => bent(run, o));
    expect([...brokenIn(protocol, runs, 150, [])]).toEqual([]);
  });
  const all = meta.properties.map((p) => p.id);
  // A client without its memory counts anew.
  const canBreak: Partial<Record<FaultType, string[]>> = {
    clock: all,
    amnesia: ['error-is-asymmetry'],
  };
  it.each(faultTypes(protocol))('%s breaks nothing but what it can', (type) => {
    brokenIn(protocol, faulty(protocol, [type], { nodes, params }), 40, canBreak[type] ?? []);
  });
  it('wallRoundTrip breaks what it names, nothing else', () => {
    // Only steps of clients: of a wrong server, or of clocks that drift a lot, nothing is promised.
    const steps = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: -60_000, max: 60_000 })),
      { minLength: 6, maxLength: 12 },
    );
    const runs = fc.tuple(faulty(protocol, [], { params, variants: ['wallRoundTrip'] }), steps).map(
      ([run, list]): PartialSpec => ({
        ...run,
        inputs: [
          ...(run.inputs ?? []),
          ...list.map(([at, step]): Input => ({ at, fault: { type: 'clock', node: 'C1', step } })),
        ],
      }),
    );
    expect([...brokenIn(protocol, runs, 80, all)].sort()).toEqual(all);
    const sound = runs.map((run): PartialSpec => ({ ...run, variants: [] }));
    expect([...brokenIn(protocol, sound, 80)]).toEqual([]);
  });
});

it('each promise breaks where its naive twin does', () => {
  const small = { nodes, params, until: 300_000, commands: 4, faults: 3 };
  const runs = [
    ...fc.sample(faulty(protocol, ['clock', 'delay', 'drop', 'duplicate'], small), { seed: 3, numRuns: 40 }),
    ...scenarios.filter((s) => s.id !== 'drift').map((s) => s.spec),
  ];
  expect([...agree(protocol, twins, runs)].sort()).toEqual(meta.properties.map((p) => p.id).sort());
});
