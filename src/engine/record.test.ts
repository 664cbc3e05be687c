import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inputs } from '../testkit/arbitrary.ts';
import { resolve, simulate } from '../testkit/simulate.ts';
import { toy } from '../testkit/toy.ts';
import { liars, liarsOf } from '../testkit/toy-liar.ts';
import { type Act, act, kindsOf, play, puppet } from '../testkit/toy-puppet.ts';
import type { Input } from './runspec.ts';
import { Simulation } from './simulation.ts';
import { isNodeStep, K, stepHeads, stepOrdinals, type Trace } from './trace.ts';

const until = 150_000;
const nodes = ['P1', 'P2', 'P3', 'P4'];
const specs = fc
  .record({
    seed: fc.nat(),
    inputs: inputs({ nodes, until, behaviours: liarsOf(nodes) }, 6),
    params: fc.constantFrom({}, { fifo: true }, { fsync: [0, 9_000] }),
  })
  .map((s) => ({ ...s, until }));

function rowsOf(trace: Trace, kind: number): number[] {
  return [...trace.columns.kind].flatMap((k, row) => (k === kind ? [row] : []));
}

type Spec = typeof specs extends fc.Arbitrary<infer T> ? T : never;
const ofNetwork: readonly number[] = [K.fault, K.lost, K.ignored, K.corrupt, K.undone];
/** Two go down, one of them with a write on its way. */
const writing: Spec = {
  seed: 0,
  inputs: [{ at: 22_179, fault: { type: 'outage', nodes: ['P2', 'P3'] } }],
  params: { fsync: [0, 9_000] },
  until,
};

describe('every row', () => {
  test('Lamport stamps obey the clock condition, tick once a step, and are 0 for the network', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const { trace } = simulate(liars, spec);
        const { columns: c } = trace;
        const last = nodes.map(() => 0);
        const heads = stepHeads(trace);
        for (let row = 0; row < trace.rows; row++) {
          const kind = c.kind[row] as number;
          const node = c.node[row] as number;
          const stamp = c.stamp[row] as number;
          const cause = c.cause[row] as number;
          if (ofNetwork.includes(kind)) {
            expect(stamp).toBe(0);
          } else if (row === heads[c.step[row] as number]) {
            expect(isNodeStep(kind)).toBe(true);
            const heard = kind === K.deliver ? (c.stamp[cause] as number) : 0;
            expect(stamp).toBe(Math.max(last[node] as number, heard) + 1);
            last[node] = stamp;
          } else expect(stamp).toBe(last[node]);
        }
      }),
      { numRuns: 40, examples: [[writing]] },
    );
  });

  test('has a cause that explains it: a delivery its send, a loss its send, a timer the step that set it', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const { trace, simulation } = simulate(liars, spec, { bodies: true });
        const { columns: c } = trace;
        const { bodies } = simulation.builder;
        const heads = stepHeads(trace);
        let before = 0;
        for (let row = 0; row < trace.rows; row++) {
          expect(c.time[row]).toBeGreaterThanOrEqual(before);
          before = c.time[row] as number;
          const cause = c.cause[row] as number;
          expect(cause).toBeLessThan(row);
          switch (c.kind[row]) {
            case K.deliver:
              expect([c.kind[cause], c.node[cause], c.peer[cause], c.ref[cause], c.epoch[cause]]).toEqual([
                K.send,
                c.peer[row],
                c.node[row],
                c.ref[row],
                c.epoch[row],
              ]);
              expect(bodies?.get(row)).toBe(bodies?.get(cause));
              break;
            case K.lost:
              expect([c.kind[cause], c.node[cause], c.peer[cause]]).toEqual([
                K.send,
                c.node[row],
                c.peer[row],
              ]);
              break;
            case K.timer:
              expect(cause).toBe(heads[c.step[cause] as number]);
              expect(c.node[cause]).toBe(c.node[row]);
              break;
            case K.start:
            case K.command:
            case K.send:
              expect(cause).toBe(-1);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('every message sent is delivered, lost, duplicated or still on its way: none vanishes', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const { trace, last } = simulate(liars, spec);
        const { columns: c } = trace;
        const fates = new Map<number, number>(rowsOf(trace, K.send as number).map((row) => [row, 0]));
        for (const kind of [K.deliver, K.lost]) {
          for (const row of rowsOf(trace, kind as number)) {
            const send = c.cause[row] as number;
            fates.set(send, (fates.get(send) as number) + 1);
          }
        }
        const world = last();
        for (const { send } of world.inFlight) fates.set(send, (fates.get(send) as number) + 1);
        const busy = new Set(world.nodes.filter((n) => n.waiting > 0).map((n) => n.id));
        for (const [send, fate] of fates) {
          if (busy.has(trace.nodes[c.peer[send] as number]?.id as string)) continue;
          expect(fate).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a protocol that throws', () => {
  const run = play([
    act(10, 'P1', ['keep', 'before'], ['set', 'a', 20]),
    act(
      20,
      'P1',
      ['keep', 'lost'],
      ['send', 'P2', 'never'],
      ['invoke', 'never'],
      ['set', 'b', 1],
      ['throw', 'ouch'],
    ),
    act(30, 'P2', ['invoke', 'read'], ['send', 'P3', 'life goes on'], ['send', 'P1', 'are you there']),
    act(50, 'P2', ['complete', 0, 'ok']),
  ]);

  test('takes its node down with a visible row; nothing of the step is kept, and the rest goes on', () => {
    expect(run.story).toEqual([
      '20 P1 fails: ouch',
      '40 P2 → P3 life goes on',
      '40 P2 ✕ P1 are you there (node down)',
    ]);
    const p1 = run.last().nodes[0];
    expect(p1).toMatchObject({
      up: false,
      durable: { kept: ['before'] },
      volatile: null,
      timers: [],
      status: -1,
    });
    expect(run.trace.statuses.filter((s) => s.node === 0).map((s) => s.status)).toEqual([0, 0, -1]);
  });

  test('has invoked nothing: operations after it keep their numbers', () => {
    expect(run.trace.operations).toEqual([
      expect.objectContaining({ id: 0, node: 'P2', f: 'read', outcome: 'ok' }),
    ]);
    const [reply] = rowsOf(run.trace, K.reply as number);
    expect(run.trace.columns.ref[reply as number]).toBe(0);
  });

  test('comes back by a crash that ends, or fails again', () => {
    const back: Input = { at: 60, fault: { type: 'crash', node: 'P1', until: 70 } };
    const again = play([act(20, 'P1', ['throw', 'ouch']), back, act(80, 'P1', ['throw', 'again'])]);
    expect(again.story).toEqual([
      '20 P1 fails: ouch',
      '70 P1 starts',
      '70 P1: back with nothing',
      '80 P1 fails: again',
    ]);
  });

  test('to an unknown node, with an unknown timer or a senseless delay fails the same way', () => {
    for (const wrong of [
      ['send', 'P9', 'x'],
      ['set', 'nothing' as 'a', 10],
      ['set', 'a', -1],
      ['set', 'a', Number.NaN],
    ] as const) {
      expect(play([act(10, 'P1', wrong)]).story.length).toBe(1);
      expect(play([act(10, 'P1', wrong)]).story[0]).toContain('10 P1 fails: ');
    }
  });

  test('the words of an error are not in the hash: they differ between JavaScript engines', () => {
    const hash = (text: string) => {
      const protocol = {
        ...puppet,
        roles: {
          peer: {
            ...puppet.roles.peer,
            timer: () => {
              throw new Error(text);
            },
          },
        },
      };
      return simulate(protocol as typeof puppet, {
        nodes: { peer: 1 },
        inputs: [act(1, 'P1', ['set', 'a', 5])],
      }).trace.hash;
    };
    expect(hash('x is undefined')).toBe(hash('cannot read x'));
  });
});

test('a run has the hash it always had: if this changes, so does the hash of every run ever shared', () => {
  const inputs: Input[] = [
    { at: 20_000, fault: { type: 'crash', node: 'P2', until: 60_000 } },
    { at: 30_000, fault: { type: 'clock', node: 'P1', driftPpm: 200_000, offset: 5 } },
    { at: 30_000, fault: { type: 'duplicate', from: 'P3', to: 'P4', nth: 2 } },
    { at: 70_000, fault: { type: 'partition', groups: [['P1'], ['P2', 'P3']], until: 100_000 } },
    { at: 80_000, node: 'P1', command: { type: 'add', amount: 3 } },
  ];
  expect(simulate(toy, { seed: 11, until, inputs }).trace.hash).toBe('66d095c15dd2c7c3');
});

describe('the hash sees', () => {
  const base: Input[] = [
    act(
      10,
      'P1',
      ['send', 'P2', 'm', ['note', 'n']],
      ['set', 'a', 50],
      ['rule', 'r'],
      ['invoke', 'f'],
      ['invoke', 'g'],
    ),
    act(90, 'P1', ['complete', 0, 'ok']),
    { at: 100, fault: { type: 'partition', groups: [['P1'], ['P2']], until: 200 } },
    { at: 100, fault: { type: 'partition', groups: [['P3'], ['P2']], until: 300 } },
  ];
  const hash = (inputs: readonly Input[]) => play(inputs).trace.hash;
  const first = (...acts: Act[]): Input[] => [act(10, 'P1', ...acts), ...base.slice(1)];
  test.each<[string, Input[]]>([
    ['a time', [act(11, 'P1', ...acts(base[0])), ...base.slice(1)]],
    ['a node', [act(10, 'P3', ...acts(base[0])), ...base.slice(1)]],
    ['a receiver', first(['send', 'P3', 'm', ['note', 'n']], ...rest(base[0]))],
    ['a field of a message', first(['send', 'P2', 'M', ['note', 'n']], ...rest(base[0]))],
    ['a note', first(['send', 'P2', 'm', ['note', 'N']], ...rest(base[0]))],
    ['the order of rows', first(...rest(base[0]), ['send', 'P2', 'm', ['note', 'n']])],
    [
      'which timer expires',
      [
        act(10, 'P1', ...acts(base[0]).map((a): Act => (a[0] === 'set' ? ['set', 'b', 50] : a))),
        ...base.slice(1),
      ],
    ],
    ['which operation ends', base.with(1, act(90, 'P1', ['complete', 1, 'ok']))],
    ['how it ends', base.with(1, act(90, 'P1', ['complete', 0, 'info']))],
    [
      'the group of a partition',
      base.with(2, { at: 100, fault: { type: 'partition', groups: [['P1'], ['P3']], until: 200 } }),
    ],
    [
      'which of two partitions ends first',
      [
        ...base.slice(0, 2),
        { at: 100, fault: { type: 'partition', groups: [['P1'], ['P2']], until: 300 } },
        { at: 100, fault: { type: 'partition', groups: [['P3'], ['P2']], until: 200 } },
      ],
    ],
  ])('%s', (_, changed) => {
    expect(hash(base)).toBe(hash([...base]));
    expect(hash(changed)).not.toBe(hash(base));
  });

  function acts(input: Input | undefined): Act[] {
    return (input as unknown as { command: { acts: Act[] } }).command.acts;
  }
  function rest(input: Input | undefined): Act[] {
    return acts(input).slice(1);
  }
});

test('a fault that ends and one that starts again have different hashes', () => {
  const clock = { type: 'clock', node: 'P1', offset: 5 } as const;
  const ends = simulate(toy, { until: 1_000, inputs: [{ at: 100, fault: { ...clock, until: 200 } }] });
  const again = simulate(toy, {
    until: 1_000,
    inputs: [
      { at: 100, fault: clock },
      { at: 200, fault: clock },
    ],
  });
  expect(ends.trace.rows).toBe(again.trace.rows);
  expect(ends.trace.hash).not.toBe(again.trace.hash);
});

describe('bounds', () => {
  test('a run that goes on from a keyframe at which the other stopped stops there too', () => {
    const spec = { seed: 3, until: 2_000_000 };
    const longer = { ...spec, until: 2_000_001 };
    const { keyframes } = simulate(toy, spec, { keyframeRows: 64 }).simulation;
    for (const frame of keyframes) {
      // Stopped by rows, and by the bytes of the keyframe itself.
      const { rows } = frame.rows.row > 0 ? { rows: frame.rows.row } : { rows: 1 };
      const bytes = new Simulation(toy, resolve(toy, spec), {
        keyframeRows: 64,
        limits: { rows, bytes: 2 ** 30 },
      })
        .finish()
        .bytes();
      for (const limits of [
        { rows, bytes: 2 ** 30 },
        { rows: 1_000_000, bytes: bytes - 1 },
      ]) {
        const options = { keyframeRows: 64, limits };
        const base = new Simulation(toy, resolve(toy, spec), options).finish();
        const resumed = new Simulation(toy, resolve(toy, longer), options, base).finish();
        const fresh = new Simulation(toy, resolve(toy, longer), options).finish();
        expect([resumed.builder.rows, resumed.trace().hash]).toEqual([
          fresh.builder.rows,
          fresh.trace().hash,
        ]);
      }
    }
  });

  test('too many rows stop the run at the same row everywhere, and it says so', () => {
    const limits = { rows: 500, bytes: 2 ** 30 };
    const stopped = simulate(toy, { seed: 3, until: 10_000_000 }, { limits });
    const whole = simulate(toy, { seed: 3, until: 10_000_000 });
    expect(stopped.trace.stopped).toMatchObject({
      bound: 'rows',
      why: expect.stringMatching(/^This run stopped at 500 rows/),
    });
    expect(stopped.trace.rows).toBeGreaterThanOrEqual(500);
    expect(stopped.trace.rows).toBeLessThan(520);
    expect(stopped.trace.end).toBe(stopped.trace.columns.time[stopped.trace.rows - 1]);
    expect(stopped.trace.hash).toMatch(/^[0-9a-f]{16}$/);
    expect(whole.trace.columns.kind.slice(0, stopped.trace.rows)).toEqual(stopped.trace.columns.kind);
    expect(simulate(toy, { seed: 3, until: 10_000_000 }, { limits }).trace.hash).toBe(stopped.trace.hash);
    const sliced = new Simulation(toy, resolve(toy, { seed: 3, until: 10_000_000 }), { limits });
    while (!sliced.advance(7));
    expect(sliced.trace().hash).toBe(stopped.trace.hash);
    // The last of its steps can be looked into like any other.
    expect(stopped.last().time).toBe(stopped.trace.end);
  });

  test('too much memory does, counted and not measured', () => {
    const limits = { rows: 1_000_000, bytes: 200_000 };
    const run = () => simulate(toy, { seed: 3, until: 10_000_000 }, { limits }).trace;
    expect(run().stopped).toMatchObject({
      bound: 'memory',
      why: expect.stringContaining('the most memory a run may take'),
    });
    expect([run().rows, run().hash]).toEqual([run().rows, run().hash]);
  });

  test('a storm within one microsecond ends at the bound', () => {
    const ping = (depth: number): Act =>
      depth === 0 ? ['note', 'end'] : ['send', depth % 2 ? 'P2' : 'P1', 'x', ping(depth - 1)];
    const storm = { ...puppet, roles: { peer: { ...puppet.roles.peer, message: forever } } } as typeof puppet;
    const { trace } = simulate(
      storm,
      { nodes: { peer: 2 }, params: { latency: [0, 0] }, inputs: [act(5, 'P1', ping(1))] },
      { limits: { rows: 5000, bytes: 2 ** 30 } },
    );
    expect(trace.stopped?.bound).toBe('rows');
    expect(trace.end).toBe(5);
  });

  test('a timer without delay that sets itself again does too', () => {
    const again = {
      ...puppet,
      roles: { peer: { ...puppet.roles.peer, timer: (ctx: never) => rearm(ctx) } },
    } as typeof puppet;
    const { trace } = simulate(
      again,
      { nodes: { peer: 1 }, inputs: [act(5, 'P1', ['set', 'a', 0])] },
      { limits: { rows: 5000, bytes: 2 ** 30 } },
    );
    expect(trace.stopped?.bound).toBe('rows');
    expect(trace.end).toBe(5);
  });

  function forever(ctx: { send(to: string, m: object): void }, from: string, message: object): void {
    ctx.send(from, message);
  }
  function rearm(ctx: { setTimer(name: string, delay: number): void }): void {
    ctx.setTimer('a', 0);
  }
});

describe('statuses, notes and operations', () => {
  test('are recorded with the rows and steps they belong to', () => {
    const run = play([
      act(10, 'P1', ['invoke', 'read'], ['forget', 'x']),
      act(20, 'P1', ['note', 'hello'], ['keep', 'y']),
      act(30, 'P1', ['complete', 0, 'ok'], ['complete', 0, 'fail']),
      act(40, 'P2', ['invoke', 'open']),
    ]);
    const { trace } = run;
    const kinds = kindsOf(trace);
    expect(
      trace.operations.map((o) => [o.node, o.f, kinds[o.invokeRow], kinds[o.replyRow], o.outcome]),
    ).toEqual([
      // An operation ends once: what comes later is a row, not another end.
      ['P1', 'read', 'invoke', 'reply', 'ok'],
      ['P2', 'open', 'invoke', undefined, 'open'],
    ]);
    expect(trace.notes.map((n) => [n.node, n.id, kinds[n.row], trace.columns.time[n.row]])).toEqual([
      ['P1', 'says', 'note', 20],
    ]);
    expect(trace.statuses.filter((s) => s.node === 0)).toEqual([
      { step: 0, node: 0, status: 0, epoch: 0 },
      { step: 3, node: 0, status: 1, epoch: 0 },
      { step: 4, node: 0, status: 1, epoch: 1 },
    ]);
    const heads = stepHeads(trace);
    expect([...stepOrdinals(trace, heads)].slice(0, 6)).toEqual([1, 1, 1, 2, 3, 4]);
  });

  test('an edit forgets what came after it, and rules are numbered as in a fresh run', () => {
    const early = [act(10, 'P1', ['invoke', 'f'], ['rule', 'one'], ['send', 'P2', 'a'])];
    const late = (rule: string) =>
      act(500, 'P1', ['complete', 0, 'ok'], ['complete', 0, 'fail'], ['rule', rule], ['note', rule]);
    const end = act(600, 'P1', ['rule', 'three'], ['rule', 'two']);
    const options = { keyframeRows: 4 };
    const spec = (inputs: Input[]) => resolve(puppet, { nodes: { peer: 3 }, inputs });
    const base = new Simulation(puppet, spec([...early, late('two'), end]), options).finish();
    const edited = [...early, late('three'), end];
    const resumed = new Simulation(puppet, spec(edited), options, base).finish();
    const fresh = new Simulation(puppet, spec(edited), options).finish();
    expect(resumed.keptRows).toBeGreaterThan(0);
    expect(resumed.trace()).toEqual(fresh.trace());
    expect(fresh.trace().ruleIds).toEqual(['one', 'three', 'two']);
    // The run that was edited stays as it was.
    expect(base.trace()).toEqual(
      new Simulation(puppet, spec([...early, late('two'), end]), options).finish().trace(),
    );
  });
});
