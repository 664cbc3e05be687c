import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inputs } from '../testkit/arbitrary.ts';
import { type PartialSpec, simulate } from '../testkit/simulate.ts';
import { liars, liarsOf } from '../testkit/toy-liar.ts';
import type { Fault, Input } from './runspec.ts';
import { K, type Trace } from './trace.ts';

const until = 200_000;
const nodes = ['P1', 'P2', 'P3', 'P4'];
const time = fc.integer({ min: 0, max: until });
const command: fc.Arbitrary<Input> = fc.record({
  at: time,
  node: fc.constantFrom(...nodes),
  command: fc.record({ type: fc.constant('add'), amount: fc.integer({ min: 0, max: 9 }) }),
});
const fire: fc.Arbitrary<Input> = fc.record({
  at: time,
  fire: fc.record({ node: fc.constantFrom(...nodes), timer: fc.constantFrom('tick', 'idle') }),
});
const world = { nodes, until, behaviours: liarsOf(nodes) };
const specs = fc
  .record({
    seed: fc.nat(),
    inputs: inputs({ ...world, commands: fc.oneof(command, fire) }, 4),
    params: fc.constantFrom(
      {},
      { fifo: true },
      { fsync: [0, 9_000] },
      { checksums: false, diskChecksums: false },
    ),
  })
  .map((spec): PartialSpec => ({ ...spec, until }));

describe('a fault that touches nothing leaves every other row identical', () => {
  /** Every column of every row, but for those of one input; indices of rows and steps as if those were not there. */
  function rowsBut(trace: Trace, input: number): unknown[] {
    const { columns: c } = trace;
    const its = (row: number) =>
      (c.kind[row] === K.fault || c.kind[row] === K.ignored) && (c.ref[row] as number) === input;
    const place = new Map<number, number>();
    const steps = new Map<number, number>();
    const rows: unknown[] = [];
    for (let row = 0; row < trace.rows; row++) {
      if (its(row)) continue;
      place.set(row, place.size);
      const step = c.step[row] as number;
      if (!steps.has(step)) steps.set(step, steps.size);
      const [time, kind, node, peer] = [c.time[row], c.kind[row], c.node[row], c.peer[row]];
      const cause = c.cause[row] as number;
      const ref = c.kind[row] === K.lost ? null : c.ref[row];
      rows.push([
        [time, kind, node, peer, cause < 0 ? -1 : place.get(cause), steps.get(step)],
        [ref, c.epoch[row], c.stamp[row], c.content[row]],
      ]);
    }
    return rows;
  }

  function expectSame(spec: PartialSpec, nothing: Input): void {
    const list = spec.inputs ?? [];
    const a = simulate(liars, spec).trace;
    const b = simulate(liars, { ...spec, inputs: [...list, nothing] }).trace;
    expect(rowsBut(b, list.length)).toEqual(rowsBut(a, list.length));
    expect(b.violations.map((v) => [v.property, v.why])).toEqual(
      a.violations.map((v) => [v.property, v.why]),
    );
    expect(b.notes.map((n) => [n.id, n.fields])).toEqual(a.notes.map((n) => [n.id, n.fields]));
    expect(b.operations.map((o) => [o.node, o.outcome])).toEqual(
      a.operations.map((o) => [o.node, o.outcome]),
    );
  }

  const node = fc.constantFrom(...nodes);
  const end = fc.option(fc.nat(until), { nil: undefined });
  const never = 1_000_000;

  test('one that waits for what never comes', () => {
    const waits = fc.tuple(time, node, end).chain(([at, id, last]) =>
      fc
        .constantFrom<Fault>(
          { type: 'drop', from: id, to: id === 'P1' ? 'P2' : 'P1', nth: never },
          { type: 'corrupt', from: id, to: id === 'P1' ? 'P2' : 'P1', nth: never },
          { type: 'lostWrite', node: id, nth: never },
          { type: 'misdirectedWrite', node: id, nth: never },
          {
            type: 'tornWrite',
            node: id,
            nth: never,
            ...(last === undefined ? {} : { until: at + 1 + last }),
          },
        )
        .map((fault): Input => ({ at, fault })),
    );
    fc.assert(fc.property(specs, waits, expectSame), { numRuns: 60 });
  });

  test('one that says what is so already', () => {
    const same = fc.tuple(time, node, end).chain(([at, id, last]) => {
      const until = last === undefined ? {} : { until: at + 1 + last };
      return fc
        .constantFrom<Fault>(
          { type: 'link', from: '*', to: id, latency: [10_000, 30_000], loss: 0, ...until },
          { type: 'link', from: id, to: '*', duplicate: 0, reorder: 0, corrupt: 0, ...until },
          { type: 'clock', node: id, driftPpm: 0, ...until },
          // Toys never look at their wall clocks.
          { type: 'clock', node: id, offset: 5_000, step: -7_000, ...until },
          { type: 'slowFsync', node: id, by: [0, 0], ...until },
          { type: 'byzantine', node: id, behaviour: 'nobody', ...until },
        )
        .map((fault): Input => ({ at, fault }));
    });
    fc.assert(
      fc.property(specs, same, (spec, nothing) => {
        // Over one that says otherwise it would say something new.
        const { type } = (nothing as { fault: Fault }).fault;
        fc.pre(!spec.inputs?.some((i) => 'fault' in i && i.fault.type === type));
        fc.pre(type !== 'slowFsync' || spec.params?.fsync === undefined);
        expectSame(spec, nothing);
      }),
      { numRuns: 120 },
    );
  });

  test('one that comes and goes while nothing happens there', () => {
    // Nothing that keeps things waiting unseen.
    const types = [
      'crash',
      'drop',
      'delay',
      'duplicate',
      'corrupt',
      'reorder',
      'lostWrite',
      'clock',
    ] as const;
    const calm = fc
      .record({ seed: fc.nat(), inputs: inputs({ ...world, commands: command, types }, 4) })
      .map((spec): PartialSpec => ({ ...spec, until }));
    let tried = 0;
    fc.assert(
      fc.property(calm, node, node, fc.nat(), fc.nat(8), (spec, id, other, pick, which) => {
        const { trace, last } = simulate(liars, spec);
        const { columns: c } = trace;
        /** By send: when the last of what became of the message is seen. */
        const seen = new Map<number, number>();
        for (let row = 0; row < trace.rows; row++) seen.set(c.cause[row] as number, c.time[row] as number);
        for (const { send } of last().inFlight) seen.set(send, until);
        const lane = trace.nodes.findIndex((n) => n.id === id);
        const peer = trace.nodes.findIndex((n) => n.id === other);
        const onLink = which > 5;
        fc.pre(!onLink || id !== other);
        // Times at which the node does something or something reaches it; of a link, spans in which something is on it.
        const busy: [number, number][] = [];
        for (let row = 0; row < trace.rows; row++) {
          const [t, kind] = [c.time[row] as number, c.kind[row]];
          if (onLink) {
            const isSend = kind === K.send && c.node[row] === lane && c.peer[row] === peer;
            if (isSend) busy.push([t, seen.get(row) ?? t]);
          } else if (c.node[row] === lane || c.peer[row] === lane) busy.push([t, t]);
        }
        const quiet = gaps(busy).filter(([from, to]) => to - from > 10);
        fc.pre(quiet.length > 0);
        const [from, to] = quiet[pick % quiet.length] as [number, number];
        const nothing: Fault[] = [
          { type: 'pause', node: id, until: to - 1 },
          { type: 'slow', node: id, each: [3_000, 4_000], until: to - 1 },
          { type: 'diskFull', node: id, until: to - 1 },
          { type: 'slowFsync', node: id, by: [3_000, 4_000], until: to - 1 },
          { type: 'byzantine', node: id, behaviour: 'twister', options: { after: 9 }, until: to - 1 },
          { type: 'clock', node: id, offset: 9_000, until: to - 1 },
          { type: 'block', from: id, to: other, until: to - 1 },
          {
            type: 'partition',
            groups: [[id], [other]],
            oneWay: true,
            flap: { down: 4, up: 3 },
            until: to - 1,
          },
          { type: 'link', from: id, to: other, loss: 1, duplicate: 1, reorder: 1, corrupt: 1, until: to - 1 },
        ];
        tried++;
        expectSame(spec, { at: from + 1, fault: nothing[which] as Fault });
      }),
      { numRuns: 200 },
    );
    expect(tried).toBeGreaterThan(100);
  });

  test('bit rot on a disk that is never read', () => {
    const rot = fc.record({
      at: time,
      fault: fc.record({
        type: fc.constantFrom('bitRot', 'latentError'),
        node,
        record: fc.constant('total'),
      }),
    }) as unknown as fc.Arbitrary<Input>;
    const types = [
      'pause',
      'slow',
      'partition',
      'link',
      'delay',
      'lostWrite',
      'slowFsync',
      'bitRot',
    ] as const;
    const awake = fc
      .record({ seed: fc.nat(), inputs: inputs({ ...world, commands: command, types }, 4) })
      .map((spec): PartialSpec => ({ ...spec, until }));
    fc.assert(fc.property(awake, rot, expectSame), { numRuns: 40 });
  });

  function gaps(busy: readonly (readonly [number, number])[]): [number, number][] {
    const sorted = [...busy].sort((a, b) => a[0] - b[0]);
    const free: [number, number][] = [];
    let from = 0;
    for (const [a, b] of sorted) {
      if (a > from) free.push([from, a]);
      from = Math.max(from, b);
    }
    if (from < until) free.push([from, until]);
    return free;
  }
});
