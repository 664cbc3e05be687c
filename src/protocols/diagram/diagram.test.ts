import { describe, expect, it } from 'vitest';
import { stampAt, stampsOf } from '../../query/stamps.ts';
import { wallClock } from '../../query/walls.ts';
import { simulate } from '../../testkit/simulate.ts';
import { proves } from '../../testkit/suite.test-data.ts';
import { protocol } from './protocol.ts';
import { rules } from './rules.ts';
import { scenarios } from './scenarios.ts';

proves({ protocol, rules, scenarios, traces: new URL('./traces/', import.meta.url) });

/** All stamps of a scenario, by process, in order. */
function stamped(id: string) {
  const scenario = scenarios.find((s) => s.id === id);
  if (!scenario) throw new Error(`no scenario ${id}`);
  const { trace } = simulate(protocol, scenario.spec);
  const walls = trace.nodes.map((node) => wallClock(scenario.spec.inputs, node.id));
  const columns = stampsOf(trace, (n, t) => walls[n]?.(t) ?? t);
  const all = Array.from({ length: trace.steps }, (_, s) => stampAt(columns, s)).filter((s) => s !== null);
  return trace.nodes.map(({ index }) => all.filter((s) => s.lane === index));
}

describe('what the scenarios claim', () => {
  it('there-and-back', () => {
    expect(stamped('there-and-back').map((lane) => lane.map((s) => s.vector))).toEqual([
      [
        [1, 0, 0],
        [2, 2, 2],
      ],
      [
        [1, 1, 0],
        [1, 2, 0],
      ],
      [
        [1, 2, 1],
        [1, 2, 2],
      ],
    ]);
  });
  it('equal-and-less: P1’s first has 1, P2’s last has 4, and they are concurrent', () => {
    const [p1, p2] = stamped('equal-and-less');
    expect(p1?.map((s) => s.lamport)).toEqual([1, 2, 3, 4]);
    expect(p2?.map((s) => s.lamport)).toEqual([1, 4]);
    expect(p2?.at(-1)?.vector[0]).toBe(0);
    expect(p1?.at(0)?.vector[1]).toBe(0);
  });
  it('one-clock-fast: who hears from P1 counts in c until its own clock has caught up', () => {
    const [p1, p2, p3] = stamped('one-clock-fast');
    const hlc = (lane: typeof p1) => lane?.map((s) => [s.hlc.l / 1000, s.hlc.c]);
    expect(hlc(p1)).toEqual([[50, 0]]);
    expect(hlc(p2)).toEqual([
      [50, 1],
      [50, 2],
      [50, 3],
    ]);
    expect(hlc(p3)).toEqual([
      [24, 0],
      [50, 4],
      [78, 0],
    ]);
  });
});

it('a message arrives when it is drawn to, not before it is sent, and later by what a fault adds', () => {
  const at = (inputs: Parameters<typeof simulate>[1]['inputs']) => {
    const { trace } = simulate(protocol, { inputs, until: 100_000 });
    return trace.notes.filter((n) => n.id === 'receives').map((n) => trace.columns.time[n.row]);
  };
  const send = (after: number) => ({ at: 10_000, node: 'P1', command: { type: 'send', to: 'P2', after } });
  expect(at([send(25_000)])).toEqual([35_000]);
  expect(at([send(0)])).toEqual([10_000]);
  expect(at([send(-5000)])).toEqual([10_000]);
  expect(at([{ at: 0, fault: { type: 'delay', from: 'P1', to: 'P2', by: 7000 } }, send(25_000)])).toEqual([
    42_000,
  ]);
});
