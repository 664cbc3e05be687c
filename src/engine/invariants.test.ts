import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inputs } from '../testkit/arbitrary.ts';
import { type PartialSpec, resolve, simulate } from '../testkit/simulate.ts';
import { liars, liarsOf } from '../testkit/toy-liar.ts';
import { act, play, puppet } from '../testkit/toy-puppet.ts';
import type { FaultType } from './faultkinds.ts';
import { describeWorld } from './inspector.ts';
import type { Fault, Input } from './runspec.ts';
import { NULL_SINK, Simulation } from './simulation.ts';
import { fault, last } from './stories.test-data.ts';
import { isNodeStep, K, stepHeads, type Trace } from './trace.ts';
import { World } from './world.ts';

const until = 150_000;
const nodes = ['P1', 'P2', 'P3', 'P4'];
const command: fc.Arbitrary<Input> = fc.record({
  at: fc.nat(until),
  node: fc.constantFrom(...nodes),
  command: fc.record({ type: fc.constant('add'), amount: fc.nat(9) }),
});
const runs = (params: object = {}, types?: readonly FaultType[]) =>
  fc
    .record({
      seed: fc.nat(),
      inputs: inputs(
        { nodes, until, behaviours: liarsOf(nodes), commands: command, ...(types ? { types } : {}) },
        6,
      ),
    })
    .map((spec): PartialSpec => ({ ...spec, until, params: params as NonNullable<PartialSpec['params']> }));
const SLOW_DISK = { fsync: [0, 12_000] };

/** Calls back after every step, with what the world then looks like. */
function eachStep(
  spec: PartialSpec,
  look: (state: ReturnType<typeof describeWorld>, world: World) => void,
): void {
  const world = new World(liars, resolve(liars, spec), NULL_SINK);
  let step = 0;
  while (world.advance()) {
    if (world.step === step) continue;
    step = world.step;
    look(describeWorld(world, step - 1), world);
  }
}

/** Rows of nodes' steps by node, in order: the head of each and the rows in it. */
function stepsOf(trace: Trace): { head: number; rows: number[] }[][] {
  const { columns: c } = trace;
  const heads = stepHeads(trace);
  const steps: { head: number; rows: number[] }[][] = trace.nodes.map(() => []);
  for (let s = 0; s < trace.steps; s++) {
    const head = heads[s] as number;
    if (!isNodeStep(c.kind[head] as number)) continue;
    const rows: number[] = [];
    for (let row = head + 1; row < trace.rows && c.step[row] === s; row++) rows.push(row);
    steps[c.node[head] as number]?.push({ head, rows });
  }
  return steps;
}

test('links that keep order never reorder, whatever strikes them, but for what is held back on purpose', () => {
  let delivered = 0;
  fc.assert(
    fc.property(runs({ fifo: true }), (spec) => {
      const holds = (spec.inputs ?? []).some(
        (i) => 'fault' in i && ('reorder' in i.fault || i.fault.type === 'reorder'),
      );
      fc.pre(!holds);
      const { trace } = simulate(liars, spec);
      const { columns: c } = trace;
      const latest = new Map<number, number>();
      for (let row = 0; row < trace.rows; row++) {
        if (c.kind[row] !== K.deliver) continue;
        const link = (c.peer[row] as number) * nodes.length + (c.node[row] as number);
        const send = c.cause[row] as number;
        // A copy of an old one may come late; nothing comes for the first time after a later one.
        const first = ![...c.cause.slice(0, row)].some(
          (cause, i) => cause === send && c.kind[i] === K.deliver,
        );
        if (first) expect(send).toBeGreaterThan(latest.get(link) ?? -1);
        latest.set(link, Math.max(send, latest.get(link) ?? -1));
        delivered++;
      }
    }),
    { numRuns: 60 },
  );
  expect(delivered).toBeGreaterThan(1000);
});

describe('a disk that takes its time', () => {
  test('from the step that wrote to its sync, or its crash, the node takes no step and sends nothing', () => {
    let syncs = 0;
    fc.assert(
      fc.property(runs(SLOW_DISK), (spec) => {
        const { trace } = simulate(liars, spec);
        const { columns: c } = trace;
        for (const steps of stepsOf(trace)) {
          steps.forEach(({ head }, i) => {
            if (c.kind[head] !== K.sync) return;
            syncs++;
            const wrote = steps[i - 1] as (typeof steps)[number];
            expect(c.cause[head]).toBe(wrote.head);
            expect(wrote.rows.filter((row) => c.kind[row] === K.send)).toEqual([]);
          });
        }
      }),
      { numRuns: 60 },
    );
    expect(syncs).toBeGreaterThan(1000);
  });

  test('while a write is on its way the state is what the node believes, and nothing else changes it', () => {
    let pending = 0;
    fc.assert(
      fc.property(runs(SLOW_DISK), (spec) => {
        const before = new Map<string, unknown>();
        eachStep(spec, (state) => {
          for (const node of state.nodes) {
            if (node.syncing === null || !node.up) before.delete(node.id);
            else if (!before.has(node.id)) before.set(node.id, [node.durable, node.volatile]);
            else {
              pending++;
              expect([node.durable, node.volatile]).toEqual(before.get(node.id));
            }
          }
        });
      }),
      { numRuns: 30 },
    );
    expect(pending).toBeGreaterThan(300);
  });

  test('after a crash the durable state is one that was synced: no faults of the disk itself', () => {
    const honest: FaultType[] = [
      'crash',
      'outage',
      'pause',
      'slow',
      'diskFull',
      'slowFsync',
      'byzantine',
      'clock',
      'delay',
    ];
    let [crashes, undone] = [0, 0];
    fc.assert(
      fc.property(runs(SLOW_DISK, honest), (spec) => {
        const synced = new Map<string, unknown>();
        const latest = new Map<string, { up: boolean; durable: unknown }>();
        eachStep(spec, (state) => {
          for (const node of state.nodes) {
            const was = latest.get(node.id);
            if (node.up && node.syncing === null) synced.set(node.id, node.durable);
            else if (!node.up && was?.up) {
              crashes++;
              expect(node.durable).toEqual(synced.get(node.id) ?? { total: 0, heard: [] });
              if (JSON.stringify(node.durable) !== JSON.stringify(was.durable)) undone++;
            } else if (!node.up && was) expect(node.durable).toEqual(was.durable);
            latest.set(node.id, { up: node.up, durable: node.durable });
          }
        });
      }),
      { numRuns: 80 },
    );
    expect(crashes).toBeGreaterThan(60);
    expect(undone).toBeGreaterThan(8);
  });

  test('what was undone was never promised: no property sees it', () => {
    fc.assert(
      fc.property(runs(SLOW_DISK, ['crash', 'outage', 'pause', 'slowFsync']), (spec) => {
        // Totals never shrink, as far as anybody can tell.
        const { violations } = simulate(liars, spec).trace;
        expect(violations.filter((v) => v.property === 'growing')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the content of a row', () => {
  const story = (...more: Input[]): Input[] => [
    act(100, 'P1', ['send', 'P2', 'm', ['note', 'heard']], ['invoke', 'read'], ['rule', 'r'], ['keep', 'x']),
    act(200, 'P1', ['complete', 0, 'ok'], ['note', 'done'], ['draw', 'lots']),
    fault(300, { type: 'crash', node: 'P1', until: 400 }),
    fault(500, { type: 'drop', from: 'P2', to: 'P3' }),
    act(510, 'P2', ['send', 'P3', 'lost']),
    ...more,
  ];
  /** Rows of P1 and P2 without their indices. */
  const said = (list: readonly Input[]) => {
    const { trace } = play(list);
    const { columns: c } = trace;
    return [...c.kind].flatMap((kind, row) =>
      c.node[row] === 2 ? [] : [[c.time[row], kind, c.node[row], c.peer[row], c.epoch[row], c.content[row]]],
    );
  };

  test('is the same however inputs, notes, rules, operations and rows are numbered', () => {
    const shift = act(
      50,
      'P3',
      ['note', 'first'],
      ['invoke', 'first'],
      ['rule', 'first'],
      ['note', 'second'],
    );
    const shifted = story().map((input) => {
      // Operation 0 is now 1: whoever completes it knows its own.
      if (!('command' in input)) return input;
      const text = JSON.stringify(input).replace('["complete",0', '["complete",1');
      return JSON.parse(text) as Input;
    });
    const moved = said([shift, ...shifted]);
    const own = new Set(JSON.stringify(said(story()).filter(([, kind]) => kind !== K.command)).split('],['));
    const theirs = new Set(JSON.stringify(moved.filter(([, kind]) => kind !== K.command)).split('],['));
    expect(theirs).toEqual(own);
  });

  test('differs where what is said differs', () => {
    const contents = (kind: number, list: readonly Input[]) => {
      const { columns: c } = play(list).trace;
      return [...c.kind].flatMap((k, row) => (k === kind ? [c.content[row]] : []));
    };
    const all = [
      contents(K.send as number, [act(1, 'P1', ['send', 'P2', 'a'], ['send', 'P2', 'b'])]),
      contents(K.deliver as number, [act(1, 'P1', ['send', 'P2', 'a'], ['send', 'P2', 'b'])]),
      contents(K.note as number, [act(1, 'P1', ['note', 'a'], ['note', 'b'])]),
      contents(K.rule as number, [act(1, 'P1', ['rule', 'a'], ['rule', 'b'])]),
      contents(K.invoke as number, [act(1, 'P1', ['invoke', 'a'], ['invoke', 'b'])]),
      contents(K.reply as number, [act(1, 'P1', ['complete', 0, 'ok'], ['complete', 0, 'fail'])]),
      contents(K.command as number, [act(1, 'P1', ['note', 'a']), act(1, 'P1', ['note', 'b'])]),
      contents(K.timer as number, [act(1, 'P1', ['set', 'a', 1], ['set', 'b', 1])]),
      contents(K.fault as number, [
        fault(1, { type: 'crash', node: 'P1' }),
        fault(1, { type: 'amnesia', node: 'P1' }),
      ]),
    ];
    for (const [a, b, ...more] of all) {
      expect(more).toEqual([]);
      expect(a).not.toBe(b);
    }
  });

  test('of a message is the same wherever it is: sent, delivered, lost; of a damaged one it is what arrives', () => {
    fc.assert(
      fc.property(runs({ checksums: false }), (spec) => {
        const { trace, simulation } = simulate(liars, spec, { bodies: true });
        const { columns: c } = trace;
        const { bodies } = simulation.builder;
        const damaged = new Map<number, number>();
        for (let row = 0; row < trace.rows; row++) {
          const cause = c.cause[row] as number;
          if (c.kind[row] === K.corrupt) damaged.set(cause, c.content[row] as number);
          if (c.kind[row] !== K.deliver && c.kind[row] !== K.lost) continue;
          expect([c.content[cause], damaged.get(cause)]).toContain(c.content[row]);
          if (c.kind[row] !== K.deliver) continue;
          const same = JSON.stringify(bodies?.get(row)) === JSON.stringify(bodies?.get(cause));
          expect(c.content[row] === c.content[cause]).toBe(same);
        }
      }),
      { numRuns: 40 },
    );
  });
});

test('what the page is told is plain data that crosses to it as it is', () => {
  fc.assert(
    fc.property(runs({ fsync: [0, 9_000], diskChecksums: false }), (spec) => {
      const { trace, world, detail } = simulate(liars, spec);
      for (let step = 0; step < trace.steps; step += 5) {
        const state = world(step);
        expect(structuredClone(state)).toEqual(state);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        const one = detail(step);
        expect(structuredClone(one)).toEqual(one);
      }
    }),
    { numRuns: 15 },
  );
});

describe('keyframes count what they hold', () => {
  const sizes = (list: readonly Input[], spec: PartialSpec = {}) => {
    const run = resolve(puppet, { nodes: { peer: 2 }, until: 100_000, ...spec, inputs: list });
    const simulation = new Simulation(puppet, run).finish();
    return { bytes: simulation.bytes(), rows: simulation.builder.rows, frames: simulation.keyframes.length };
  };
  const chatter = Array.from({ length: 1000 }, (_, i) => act(10_000 + i * 20, 'P2', ['send', 'P2', 'x']));

  test.each<[string, Input[]]>([
    [
      'messages held back',
      Array.from({ length: 900 }, (): Fault => ({ type: 'reorder', from: 'P1', to: 'P2' })).flatMap(
        (f, i) => [fault(0, { ...f, nth: i + 1 } as Fault), act(1 + i, 'P1', ['send', 'P2', 'held'])],
      ),
    ],
    [
      'records that went bad',
      [
        ...Array.from({ length: 900 }, (_, i) => act(1 + i, 'P1', ['append', 'e'])),
        ...Array.from({ length: 900 }, (_, i) =>
          fault(2000 + i, { type: 'latentError', node: 'P1', record: `log[${i}]` }),
        ),
      ],
    ],
    [
      'what liars remember',
      Array.from({ length: 500 }, (_, i) => [
        fault(10 * i, {
          type: 'byzantine',
          node: 'P1',
          behaviour: 'liar',
          options: { counts: true },
          until: 10 * i + 9,
        }),
        act(10 * i + 1, 'P1', ['note', 'n']),
      ]).flat(),
    ],
  ])('%s', (_, list) => {
    const held = sizes([...list, ...chatter]);
    const light = sizes([...list.filter((i) => 'command' in i), ...chatter]);
    // Beyond what its rows take.
    expect(held.bytes - held.rows * 60).toBeGreaterThan(light.bytes - light.rows * 60 + 50_000);
  });

  test('and a write on its way, with what waits for it', () => {
    const sends = Array.from({ length: 60 }, () => ['send', 'P2', 'x'] as const);
    const run = (by: number) =>
      new Simulation(
        puppet,
        resolve(puppet, {
          nodes: { peer: 2 },
          until: 100_000,
          inputs: [
            fault(0, { type: 'slowFsync', node: 'P1', by: [by, by] }),
            act(1, 'P1', ['append', 'e'], ...sends),
            ...chatter,
          ],
        }),
      ).finish();
    const [on, off] = [run(60_000), run(1)];
    expect(on.bytes() / on.builder.rows).toBeGreaterThan(off.bytes() / off.builder.rows + 5);
  });
});

describe('a protocol that throws where nobody expects it', () => {
  const throwing = (what: 'status' | 'epoch' | 'recover') => ({
    ...puppet,
    roles: {
      ...puppet.roles,
      peer: {
        ...(puppet.roles.peer as object),
        [what](state: { kept?: readonly string[] }) {
          if (what === 'recover' || state.kept?.includes('bad')) throw new Error(`no ${what}`);
          return 0;
        },
      },
    },
  });

  test('in status or epoch: its node is down, the step undone, the run goes on', () => {
    for (const what of ['status', 'epoch'] as const) {
      const { trace, last: end } = simulate(throwing(what) as never, {
        nodes: { peer: 2 },
        inputs: [act(10, 'P1', ['keep', 'bad'], ['send', 'P2', 'never']), act(50, 'P2', ['keep', 'fine'])],
      });
      expect(trace.notes.map((n) => [n.id, n.fields])).toEqual([['!error', { message: `no ${what}` }]]);
      expect(end().nodes.map((n) => [n.up, n.durable.kept])).toEqual([
        [false, []],
        [true, ['fine']],
      ]);
    }
  });

  test('in recover: it fails at every boot, and its disk stays as bad as it was', () => {
    const run = simulate(throwing('recover') as never, {
      nodes: { peer: 1 },
      inputs: [
        act(10, 'P1', ['put', 'term', 1]),
        fault(20, { type: 'latentError', node: 'P1', record: 'term' }),
        fault(30, { type: 'crash', node: 'P1', until: 40 }),
        fault(50, { type: 'crash', node: 'P1', until: 60 }),
      ],
    });
    expect(run.trace.notes.map((n) => n.fields.message)).toEqual(['no recover', 'no recover']);
    expect(last(run as never).damaged).toEqual([{ record: 'term', what: 'unreadable' }]);
  });

  test('in a property: it is broken, says why, and is not asked again', () => {
    const protocol = {
      ...puppet,
      properties: [
        {
          id: 'sound',
          init: () => 0,
          step(acc: number) {
            if (acc === 5) throw new Error('what is this?');
            return acc + 1;
          },
        },
      ],
    };
    const { trace } = simulate(protocol, {
      nodes: { peer: 3 },
      inputs: [1, 2, 3, 4].map((t) => act(t, 'P1', ['note', 'x'])),
    });
    expect(trace.violations.map((v) => [v.property, v.why])).toEqual([
      ['sound', 'It could not be checked: what is this?'],
    ]);
    expect(trace.stopped).toBeNull();
  });
});
