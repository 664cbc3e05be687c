import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../base/json.ts';
import { faultInput } from '../testkit/arbitrary.ts';
import { entangled } from '../testkit/entangle.ts';
import { type PartialSpec, resolve } from '../testkit/simulate.ts';
import { type Act, act, puppet } from '../testkit/toy-puppet.ts';
import { watched } from '../testkit/toy-watcher.ts';
import { FAULT_KINDS, faultKind } from './faultkinds.ts';
import { describeWorld } from './inspector.ts';
import type { Fault, Input } from './runspec.ts';
import { NULL_SINK, Simulation } from './simulation.ts';
import { World } from './world.ts';

const watchedPuppet = watched(puppet);
/** All of a world that a trace does not show. */
const inside = ({ promises, lies, disks, rows }: World) => [
  promises.save(),
  lies.save(),
  disks.save().damages,
  rows.save(),
];

const nodes = ['P1', 'P2', 'K1', 'D1'];

const DISK = FAULT_KINDS.filter((kind) => kind.family === 'disk').map((kind) => kind.type);

describe('on a grid so narrow that everything coincides', () => {
  const until = 60;
  const node = fc.constantFrom(...nodes);
  const timer = fc.constantFrom('a' as const, 'b' as const);
  const { acts } = fc.letrec<{ act: Act; acts: Act[] }>((tie) => ({
    act: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<Act>(
        ['note', 'n'],
        ['keep', 'k'],
        ['forget', 'f'],
        ['rule', 'r1'],
        ['rule', 'r2'],
        ['clocks'],
        ['draw', 'd'],
        ['says'],
      ),
      fc.constantFrom<Act>(
        ['put', 'term', 1],
        ['put', 'term', 2],
        ['put', 'vote', 'P1'],
        ['put', 'name', 'x'],
        ['append', 'e'],
        ['append', 'g'],
        ['cut', 1],
        ['cut', 0],
      ),
      fc.constantFrom<Act>(['invoke', 'i'], ['complete', 0, 'ok'], ['complete', 1, 'fail'], ['throw', 'x']),
      timer.map((t): Act => ['clear', t]),
      fc
        .tuple(fc.constantFrom('send', 'send', 'send', 'early'), node, tie('acts'))
        .map(([how, to, then]) => [how, to, 'm', ...then] as unknown as Act),
      node.map((to): Act => ['vouch', to, { x: 1 }]),
      fc
        .tuple(timer, fc.nat(15), tie('acts'))
        .map(([t, delay, then]) => ['set', t, delay, ...then] as unknown as Act),
    ),
    acts: fc.array(tie('act'), { maxLength: 3, depthIdentifier: 'acts' }),
  }));
  const command = fc.tuple(fc.nat(until), node, acts).map(([at, id, list]) => act(at, id, ...list));
  const fire = fc.record({ at: fc.nat(until), fire: fc.record({ node, timer }) });
  const options = fc.record(
    {
      deaf: fc.boolean(),
      echo: node,
      late: fc.nat(20),
      mute: fc.boolean(),
      acts: acts as unknown as fc.Arbitrary<Json>,
      counts: fc.boolean(),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<JsonObject>;
  const grid = {
    nodes,
    until,
    behaviours: [{ id: 'liar', nodes, options }],
    records: ['term', 'vote', 'kept[0]', 'log[0]', 'log[1]'],
  };
  const input: fc.Arbitrary<Input> = fc.oneof(
    { weight: 3, arbitrary: command },
    { weight: 1, arbitrary: fire },
    { weight: 3, arbitrary: faultInput(grid) },
    { weight: 2, arbitrary: faultInput({ ...grid, types: DISK }) },
  );
  const params = fc.record({
    latency: fc.constantFrom([0, 6], [3, 3]),
    fsync: fc.constantFrom([0, 0], [0, 5], [4, 4]),
    fifo: fc.boolean(),
    checksums: fc.boolean(),
    diskChecksums: fc.boolean(),
  }) as fc.Arbitrary<JsonObject>;
  const specs = fc.record({
    seed: fc.nat(),
    inputs: entangled(fc.array(input, { maxLength: 16 }), grid),
    params,
  });
  const full = (spec: PartialSpec) =>
    resolve(watchedPuppet, { nodes: { peer: 2, keeper: 1, diarist: 1 }, until, ...spec });

  /** One of them ends at another time, or happens at another. */
  function edit(list: Input[], by: number, how: 'stretch' | 'move'): void {
    const able = list.flatMap((one, i) =>
      'fault' in one && how === 'stretch' && canEnd(one.fault) ? [i] : how === 'move' ? [i] : [],
    );
    const index = able[by % Math.max(1, able.length)];
    if (index === undefined) return;
    const made = structuredClone(list[index]) as { at: number; fault?: { until?: number } };
    const span = made.fault?.until === undefined ? undefined : made.fault.until - made.at;
    if (how === 'move') made.at = (made.at + (by >> 8)) % until;
    if (made.fault && (how === 'stretch' || span !== undefined)) {
      made.fault.until = made.at + (how === 'move' ? (span as number) : 1 + ((by >> 8) % until));
    }
    list[index] = made as unknown as Input;
  }
  function canEnd({ type }: Fault): boolean {
    return type === 'tornWrite' || faultKind(type).lasts === 'span';
  }

  test('a resumed run is the run simulated afresh, row for row', () => {
    let kept = 0;
    fc.assert(
      fc.property(
        specs,
        input,
        fc.nat(),
        fc.constantFrom('add', 'drop', 'change', 'stretch', 'move'),
        (spec, other, at, how) => {
          const list = [...spec.inputs];
          const place = at % (list.length + 1);
          if (how === 'add') list.splice(place, 0, other);
          else if (how === 'drop') list.splice(place, 1);
          else if (how === 'stretch' || how === 'move') edit(list, at, how);
          else list.splice(place, 1, other);
          const options = { keyframeRows: 3, freeze: true };
          const base = new Simulation(watchedPuppet, full(spec), options).finish();
          const before = base.trace().hash;
          const resumed = new Simulation(
            watchedPuppet,
            full({ ...spec, inputs: list }),
            options,
            base,
          ).finish();
          const fresh = new Simulation(watchedPuppet, full({ ...spec, inputs: list }), options).finish();
          expect(resumed.trace()).toEqual(fresh.trace());
          expect(resumed.bytes()).toBe(fresh.bytes());
          expect(inside(resumed.world)).toEqual(inside(fresh.world));
          expect(base.trace().hash).toBe(before);
          if (resumed.keptRows > 0) kept++;
        },
      ),
      { numRuns: 900 },
    );
    expect(kept).toBeGreaterThan(100);
  });

  test('every step found by seeking is the step of a fresh run', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const simulation = new Simulation(watchedPuppet, full(spec), { keyframeRows: 3 }).finish();
        const fresh = new World(watchedPuppet, full(spec), NULL_SINK);
        const expected: unknown[] = [];
        while (fresh.advance())
          if (fresh.step > expected.length) expected.push(describeWorld(fresh, fresh.step - 1));
        for (let s = expected.length - 1; s >= 0; s--) {
          expect(describeWorld(simulation.at(s), s)).toEqual(expected[s]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a node that is down or frozen takes no step', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const world = new World(watchedPuppet, full(spec), NULL_SINK);
        let step = 0;
        let before = describeWorld(world, 0).nodes;
        while (world.advance()) {
          if (world.step === step) continue;
          step = world.step;
          const { nodes: now } = describeWorld(world, step - 1);
          now.forEach((n, i) => {
            const b = before[i] as (typeof now)[number];
            if (n.up && b.up && b.paused && n.paused)
              expect([n.incarnation, n.durable]).toEqual([b.incarnation, b.durable]);
            // But for amnesia, which takes the disk of one that is down.
            if (!b.up && !n.up && n.incarnation === b.incarnation && n.durable.kept !== b.durable.kept) {
              expect([n.durable, n.damaged]).toEqual([
                { kept: [], term: 0, vote: null, name: '', log: [] },
                [],
              ]);
            }
          });
          before = now;
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('thousands of inputs', () => {
  const many = Array.from({ length: 32 }, (_, i) => `P${i + 1}`);
  const send = (at: number) => act(at, 'P1', ...many.slice(1).map((to): Act => ['send', to, 'x']));
  const half: Fault = { type: 'partition', groups: [many.slice(0, 16), many.slice(16)] };

  /** Calls of the world are what a run takes: counted, where milliseconds would be luck. The clock only catches hangs. */
  function finish(inputs: readonly Input[], spec: PartialSpec = {}): { simulation: Simulation; ms: number } {
    const run = resolve(puppet, { nodes: { peer: 32 }, until: 100_000, ...spec, inputs });
    const start = process.cpuUsage();
    const simulation = new Simulation(puppet, run).finish();
    const { user } = process.cpuUsage(start);
    return { simulation, ms: user / 1000 };
  }

  test('partitions that all last', () => {
    const inputs = Array.from({ length: 5000 }, (_, i) => ({ at: 2 * i, fault: half }));
    const { simulation, ms } = finish([...inputs, send(50_000)]);
    expect(simulation.trace().stopped).toBeNull();
    expect(ms).toBeLessThan(30_000);
  });

  test('partitions nested in one another, ending in any order', () => {
    const inputs = Array.from({ length: 5000 }, (_, i) => ({
      at: i,
      fault: { ...half, until: 10_001 + ((i * 7919) % 5000) },
    }));
    const { simulation, ms } = finish([...inputs, send(20_000)]);
    expect(simulation.world.tables.active.size).toBe(0);
    expect([...simulation.world.tables.cutBy].every((by) => by === -1)).toBe(true);
    expect(ms).toBeLessThan(30_000);
  });

  test('drops waiting on one link for their turn', () => {
    const inputs: Input[] = Array.from({ length: 20_000 }, (_, i) => ({
      at: 0,
      fault: { type: 'drop', from: 'P1', to: 'P2', nth: 1_000_000 + i },
    }));
    const storm = Array.from({ length: 4000 }, (_, i) => act(1 + i * 20, 'P1', ['send', 'P2', 'x']));
    const { simulation, ms } = finish([...inputs, ...storm], { nodes: { peer: 2 } });
    expect(simulation.builder.rows).toBeGreaterThan(12_000);
    expect(ms).toBeLessThan(30_000);
  });

  test('pauses end to end over a full inbox', () => {
    const flood = Array.from({ length: 1000 }, () =>
      act(0, 'P1', ...Array.from({ length: 20 }, (): Act => ['send', 'P2', 'x'])),
    );
    const pauses: Input[] = Array.from({ length: 8000 }, (_, i) => ({
      at: 1 + i,
      fault: { type: 'pause', node: 'P2', until: 2 + i },
    }));
    const { simulation, ms } = finish([...flood, ...pauses], { nodes: { peer: 2 } });
    expect(simulation.builder.rows).toBeGreaterThan(30_000);
    expect(ms).toBeLessThan(30_000);
  });

  test('keyframes of a run with much in flight do not outweigh its rows', () => {
    const flood = Array.from({ length: 2000 }, (_, i) =>
      act(i, 'P1', ...Array.from({ length: 20 }, (): Act => ['send', 'P2', 'x'])),
    );
    const { simulation } = finish(flood, { nodes: { peer: 2 }, params: { latency: [90_000, 90_000] } });
    const keyframes = simulation.keyframes.reduce((sum, f) => sum + f.queue.items.length * 8, 0);
    expect(simulation.world.queue.size + simulation.builder.rows).toBeGreaterThan(40_000);
    expect(keyframes / simulation.builder.rows).toBeLessThan(64);
  });

  test('one call of advance does a bounded amount of work, whether or not rows come of it', () => {
    const inputs = [act(0, 'P1', ...Array.from({ length: 5000 }, (): Act => ['send', 'P2', 'x']))];
    const pause: Input = { at: 5, fault: { type: 'pause', node: 'P2' } };
    const simulation = new Simulation(
      puppet,
      resolve(puppet, { nodes: { peer: 2 }, inputs: [...inputs, pause] }),
    );
    while (simulation.builder.rows < 5000) simulation.advance(100);
    // Five thousand messages arrive at the paused node without a row.
    const size = simulation.world.queue.size;
    simulation.advance(100);
    expect(size - simulation.world.queue.size).toBeLessThanOrEqual(100);
  });
});
