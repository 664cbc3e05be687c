import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaultType } from '../../engine/faultkinds.ts';
import type { Input } from '../../engine/runspec.ts';
import { causality, relation } from '../../query/causality.ts';
import { type PartialSpec, simulate } from '../../testkit/simulate.ts';
import { agree, brokenIn, faultTypes, faulty, proves } from '../../testkit/suite.test-data.ts';
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
const stamps = (id: string, node: string, of: PartialSpec = spec(id)) =>
  simulate(protocol, of)
    .trace.notes.filter((n) => n.node === node && n.fields.l !== undefined)
    .map((n) => `${n.fields.l},${n.fields.c}`);

describe('what the scenarios claim', () => {
  it('behind-the-message: (35, 0), received at (35, 1), then (35, 2) and (50, 0)', () => {
    expect([stamps('behind-the-message', 'N1'), stamps('behind-the-message', 'N2')]).toEqual([
      ['35,0'],
      ['35,1', '35,2', '50,0'],
    ]);
  });

  it('naive-drifts: l runs away, and with the pair it does not', () => {
    const latest = (variants: string[]) => {
      const { last } = simulate(protocol, { ...spec('naive-drifts'), variants });
      return last().nodes.map(({ durable }) => (durable.l as number) - (durable.pt as number));
    };
    expect(Math.min(...latest(['naive']))).toBeGreaterThanOrEqual(10);
    expect(latest([])).toEqual([0, 0]);
  });

  it('one-bad-clock: both messages of N3 are refused; taken, they set everybody’s l', () => {
    const refused = simulate(protocol, spec('one-bad-clock')).trace.notes.filter((n) => n.id === 'rejects');
    expect(refused.map((n) => [n.node, n.fields.from])).toEqual([
      ['N1', 'N3'],
      ['N2', 'N3'],
    ]);
    // And it is N3's clock that moves it, not theirs.
    expect(stamps('one-bad-clock-taken', 'N1')).toEqual(['240,1', '240,2', '300,3']);
    expect(stamps('one-bad-clock-taken', 'N2')).toEqual(['240,3', '240,4', '300,1', '300,2']);
  });

  it('clock-drifts-out: taken while N3 is within 20 ms, refused after', () => {
    const { notes } = simulate(protocol, spec('clock-drifts-out')).trace;
    const fate = notes.filter((n) => n.fields.from === 'N3').map((n) => n.id);
    expect(fate).toEqual(['receives', 'receives', 'receives', 'rejects', 'rejects']);
  });

  it('clock-steps-back: stamps go on from where they were', () => {
    expect(stamps('clock-steps-back', 'N1')).toEqual(['55,0', '55,1', '55,2', '70,0']);
  });

  it('many-in-one-tick: c is 6 when l has not moved', () => {
    expect(stamps('many-in-one-tick', 'N1').at(-1)).toBe('0,6');
  });

  it('not-external: the later event has the smaller stamp, and neither happened before the other', () => {
    const { trace } = simulate(protocol, spec('not-external'));
    const [first, second] = trace.notes.filter((n) => n.id === 'acts');
    expect([first?.fields.l, second?.fields.l]).toEqual([45, 35]);
    const [a, b] = [first, second].map((n) => trace.columns.step[n?.row as number] as number);
    expect(relation(causality(trace), a as number, b as number)).toBe('concurrent');
  });
});

const nodes = fc.record({ node: fc.integer({ min: 2, max: 5 }) });
const params = fc.record({
  messages: fc.integer({ min: 0, max: 6 }),
  tick: fc.constantFrom(1, 1_000, 5_000),
  epsilon: fc.constantFrom(10_000, 20_000),
});
/** Clocks that are off and drift, and stay within ε of one another: each within half of the smallest ε, all run long. */
const skewed = fc
  .tuple(
    faulty(protocol, ['link', 'pause', 'crash'], { nodes, params, faults: 3 }),
    fc.array(fc.integer({ min: -4_000, max: 4_000 }), { minLength: 5, maxLength: 5 }),
    fc.array(fc.integer({ min: -2_000, max: 2_000 }), { minLength: 5, maxLength: 5 }),
  )
  .map(([run, offsets, drifts]): PartialSpec => {
    const count = run.nodes?.node ?? 3;
    const bent = offsets.slice(0, count).map(
      (offset, i): Input => ({
        at: 0,
        fault: { type: 'clock', node: `N${i + 1}`, offset, driftPpm: drifts[i] as number },
      }),
    );
    return { ...run, inputs: [...bent, ...(run.inputs ?? [])] };
  });

describe('in random runs', () => {
  // More than one event in a tick is common where ticks are coarse.
  it('within ε every bound holds, whatever the network does', () => {
    expect([...brokenIn(protocol, skewed, 150, ['small-c'])].filter((p) => p !== 'small-c')).toEqual([]);
  });
  /** Clocks may do what they like: order stays, and l is never behind. */
  const canBreak = (type: FaultType) =>
    type === 'amnesia'
      ? meta.properties.map((p) => p.id)
      : type === 'clock'
        ? ['close-to-pt', 'small-c']
        : ['small-c'];
  it.each(faultTypes(protocol))('%s breaks nothing but what it can', (type) => {
    brokenIn(protocol, faulty(protocol, [type], { nodes, params }), 30, canBreak(type));
  });
  it('naive breaks what it names, nothing else', () => {
    const coarse = fc.constant({ tick: 20_000, messages: 10 });
    const runs = faulty(protocol, [], { nodes, params: coarse, variants: ['naive'] });
    expect([...brokenIn(protocol, runs, 40, ['close-to-pt'])]).toEqual(['close-to-pt']);
  });
  it('noReject breaks what it names, nothing else', () => {
    const fine = fc.constant({ tick: 1, messages: 6 });
    const runs = faulty(protocol, ['clock'], { nodes, params: fine, variants: ['noReject'] });
    expect([...brokenIn(protocol, runs, 40, ['close-to-pt'])]).toEqual(['close-to-pt']);
  });
});

it('each promise breaks where its naive twin does', () => {
  const small = { nodes, params, until: 200_000, commands: 5, faults: 3 };
  const runs = [
    ...fc.sample(faulty(protocol, ['link', 'clock'], small), { seed: 3, numRuns: 20 }),
    ...fc.sample(faulty(protocol, ['clock'], { ...small, variants: ['noReject'] }), { seed: 3, numRuns: 10 }),
    ...scenarios.map((s) => s.spec),
  ];
  expect([...agree(protocol, twins, runs)].sort()).toEqual(['close-to-pt', 'small-c']);
});

it('the other two break where their rule does', () => {
  const { roles } = protocol;
  type AnyRole = NonNullable<(typeof roles)[string]>;
  const node = roles.node as AnyRole;
  /** Runs with the stamp changed after each event. */
  const breaks = (change: (durable: { l: number; c: number; pt: number }) => void) => {
    const changed: AnyRole = {
      ...node,
      timer(ctx, name) {
        node.timer?.(ctx, name);
        change(ctx.durable as { l: number; c: number; pt: number });
      },
    };
    const run = { ...spec('close-to-the-wall') };
    return simulate({ ...protocol, roles: { node: changed } }, run).trace.violations.map((v) => v.property);
  };
  const behind = (d: { l: number; pt: number }) => {
    d.l = d.pt - 1;
  };
  const stuck = (d: { l: number; c: number; pt: number }) => {
    d.l = d.pt;
    d.c = 0;
  };
  expect(breaks(behind)).toContain('not-behind-pt');
  expect(breaks(stuck)).toContain('hlc-order');
});

it('the order of stamps holds for the engine’s own happened-before, between any two events', () => {
  for (const run of fc.sample(skewed, { seed: 5, numRuns: 10 })) {
    const { trace } = simulate(protocol, run);
    const order = causality(trace);
    const events = trace.notes
      .filter((n) => n.fields.l !== undefined)
      .map((n) => ({
        step: trace.columns.step[n.row] as number,
        l: n.fields.l as number,
        c: n.fields.c as number,
      }));
    for (const [i, f] of events.entries()) {
      for (const e of events.slice(0, i)) {
        if (relation(order, e.step, f.step) !== 'before') continue;
        expect(e.l < f.l || (e.l === f.l && e.c < f.c)).toBe(true);
      }
    }
  }
});
