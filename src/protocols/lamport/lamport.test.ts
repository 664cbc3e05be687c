import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaultType } from '../../engine/faultkinds.ts';
import type { Trace } from '../../engine/trace.ts';
import { causality, relation } from '../../query/causality.ts';
import { simulate } from '../../testkit/simulate.ts';
import { agree, broken, brokenIn, faultTypes, faulty, proves } from '../../testkit/suite.test-data.ts';
import { meta } from './meta.ts';
import { twins } from './naive.test-data.ts';
import { protocol } from './protocol.ts';
import { rules } from './rules.ts';
import { scenarios } from './scenarios.ts';
import type { Durable } from './state.ts';

proves({ protocol, rules, scenarios, traces: new URL('./traces/', import.meta.url) });

const spec = (id: string) => {
  const found = scenarios.find((s) => s.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found.spec;
};
/** Notes of a kind: who, and one field. */
const said = (trace: Trace, id: string, field: string) =>
  trace.notes.filter((n) => n.id === id).map((n) => [n.node, n.fields[field]]);

describe('what the scenarios claim', () => {
  it('one-resource: six uses, in the total order, one at a time', () => {
    const { trace } = simulate(protocol, spec('one-resource'));
    const granted = said(trace, 'granted', 'request').map(([, r]) => r);
    expect(granted).toEqual(['(1, P1)', '(1, P2)', '(3, P3)', '(8, P1)', '(11, P2)', '(14, P3)']);
    expect(trace.notes.filter((n) => n.id === 'releases')).toHaveLength(6);
  });

  it('clock-jumps: the receivers of (6, P3) go from 0 to 7', () => {
    const { trace } = simulate(protocol, spec('clock-jumps'));
    const jumps = trace.notes.filter((n) => n.id === 'jumps' && n.fields.T === 6);
    expect(jumps.map((n) => [n.node, n.fields.from, n.fields.to])).toEqual([
      ['P1', 0, 7],
      ['P2', 0, 7],
    ]);
  });

  it('less-is-not-before: 1 < 3, and neither happened before the other', () => {
    const { trace } = simulate(protocol, spec('less-is-not-before'));
    const acts = trace.notes.filter((n) => n.id === 'acts');
    expect(acts.map((n) => [n.node, n.fields.C])).toEqual([
      ['P1', 1],
      ['P2', 1],
      ['P2', 2],
      ['P2', 3],
    ]);
    const [first, last] = [acts[0], acts.at(-1)].map((n) => trace.columns.step[n?.row as number] as number);
    expect(relation(causality(trace), first as number, last as number)).toBe('concurrent');
  });

  it('tie: both at 1, P1 first though P2 asked first', () => {
    const { trace } = simulate(protocol, spec('tie'));
    expect(said(trace, 'requests', 'request')).toEqual([
      ['P2', '(1, P2)'],
      ['P1', '(1, P1)'],
    ]);
    expect(said(trace, 'granted', 'request').map(([p]) => p)).toEqual(['P1', 'P2']);
  });

  it('overtaken-request: on links that keep order the same inputs hold', () => {
    const run = spec('overtaken-request');
    expect(broken(protocol, { ...run, params: { ...run.params, fifo: true } })).toEqual([]);
  });

  it('lost-request, one-crash-blocks: without the fault the same inputs hold', () => {
    for (const id of ['lost-request', 'one-crash-blocks']) {
      const run = spec(id);
      expect(broken(protocol, { ...run, inputs: run.inputs.filter((i) => !('fault' in i)) })).toEqual([]);
    }
  });
});

/** What a fault can break; the algorithm needs every message, in order and once. What is empty is tolerated. */
const SAFETY = ['mutual-exclusion', 'granted-in-order', 'granted-in-time'];
const LATE = ['granted-in-time'];
const CAN_BREAK: Readonly<Partial<Record<FaultType, readonly string[]>>> = {
  pause: LATE,
  slow: LATE,
  delay: LATE,
  clock: LATE,
  crash: SAFETY,
  outage: SAFETY,
  amnesia: [...SAFETY, 'clock-condition'],
  partition: SAFETY,
  partial: SAFETY,
  block: SAFETY,
  drop: SAFETY,
  corrupt: SAFETY,
  link: SAFETY,
  duplicate: SAFETY,
  reorder: SAFETY,
};
const nodes = fc.record({ process: fc.integer({ min: 2, max: 5 }) });
const params = fc.record({
  rounds: fc.integer({ min: 0, max: 3 }),
  use: fc.constantFrom(0, 5_000, 30_000),
  think: fc.constantFrom([0, 20_000], [10_000, 60_000]),
});

describe('under random faults of one kind', () => {
  it.each(faultTypes(protocol))('%s breaks nothing but what it can', (type) => {
    brokenIn(protocol, faulty(protocol, [type], { nodes, params }), 60, CAN_BREAK[type] ?? []);
  });
  it('none, in 300 runs', () => {
    expect([...brokenIn(protocol, faulty(protocol, [], { nodes, params }), 300)]).toEqual([]);
  });
  it('links that do not keep order break safety, and never the clock condition', () => {
    const loose = params.map((p) => ({ ...p, fifo: false, latency: [1_000, 60_000] }));
    const found = brokenIn(protocol, faulty(protocol, [], { nodes, params: loose }), 200, SAFETY);
    expect([...found]).toContain('mutual-exclusion');
  });
  it.each(meta.variants.map((v) => [v.id, v.breaks] as const))(
    '%s breaks what it names, nothing else',
    (id, breaks) => {
      const short = params.map((p) => ({ ...p, patience: 400_000 }));
      const runs = faulty(protocol, [], { nodes, params: short, variants: [id] });
      const found = brokenIn(protocol, runs, 150, breaks);
      expect([...found].sort()).toEqual([...breaks].sort());
    },
  );
});

it('each promise breaks where its naive twin does, and each does somewhere', () => {
  const small = { nodes, params, until: 250_000 };
  const types: FaultType[] = ['crash', 'link', 'drop'];
  const runs = [
    ...fc.sample(faulty(protocol, types, small), { seed: 3, numRuns: 20 }),
    ...meta.variants.flatMap(({ id }) =>
      fc.sample(faulty(protocol, [], { ...small, variants: [id] }), { seed: 4, numRuns: 4 }),
    ),
    ...scenarios.slice(1).map((s) => s.spec),
  ];
  expect([...agree(protocol, twins, runs)].sort()).toEqual(meta.properties.map((p) => p.id).sort());
});

it('the clock condition holds for the engine’s own happened-before, between any two events', () => {
  for (const run of fc.sample(faulty(protocol, ['link', 'crash', 'pause'], { nodes, params }), {
    seed: 5,
    numRuns: 12,
  })) {
    const { trace, world } = simulate(protocol, run);
    const order = causality(trace);
    const clocks: { readonly step: number; readonly C: number }[] = [];
    for (let step = 0; step < trace.steps; step++) {
      const lane = order.lane[step] as number;
      const node = world(step).nodes[lane];
      const before = step > 0 ? world(step - 1).nodes[lane] : undefined;
      if (!node) continue;
      const { C } = node.durable as unknown as Durable;
      if (C !== ((before?.durable as unknown as Durable | undefined)?.C ?? 0)) clocks.push({ step, C });
    }
    for (const a of clocks) {
      for (const b of clocks) {
        if (a.step < b.step && relation(order, a.step, b.step) === 'before') expect(a.C).toBeLessThan(b.C);
      }
    }
  }
});
