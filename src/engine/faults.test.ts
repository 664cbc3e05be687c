import { describe, expect, test } from 'vitest';
import { act, play } from '../testkit/toy-puppet.ts';
import type { Fault, Input } from './runspec.ts';
import { K } from './trace.ts';

const fault = (at: number, f: Fault): Input => ({ at, fault: f });
const node = (n: ReturnType<typeof play>, id: string, step = n.trace.steps - 1) => {
  const state = n.world(step).nodes.find((s) => s.id === id);
  if (!state) throw new Error(`no ${id}`);
  return state;
};

describe('crash', () => {
  test('loses volatile state and timers, keeps durable state; the restart runs start', () => {
    const run = play([
      act(10, 'P1', ['keep', 'disk'], ['forget', 'memory'], ['set', 'a', 100]),
      fault(50, { type: 'crash', node: 'P1', until: 200 }),
    ]);
    expect(run.story).toEqual(['200 P1 starts', '200 P1: back with disk']);
    const last = node(run, 'P1');
    expect(last).toMatchObject({
      up: true,
      incarnation: 2,
      durable: { kept: ['disk'] },
      volatile: { words: [] },
      timers: [],
    });
    // Step 3 is the command, step 4 the crash.
    expect(node(run, 'P1', 3)).toMatchObject({ up: true, status: 1, volatile: { words: ['memory'] } });
    expect(node(run, 'P1', 4)).toMatchObject({ up: false, status: -1, volatile: null, timers: [] });
    expect(node(run, 'P1', 4).durable).toMatchObject({ kept: ['disk'] });
  });

  test('a message to a down node is lost when it arrives; one that arrives after the restart is heard', () => {
    const run = play([
      act(10, 'P2', ['send', 'P1', 'early']),
      act(25, 'P2', ['send', 'P1', 'late']),
      fault(15, { type: 'crash', node: 'P1', until: 30 }),
    ]);
    expect(run.story).toEqual([
      '20 P2 ✕ P1 early (input 2)',
      '30 P1 starts',
      '30 P1: back with nothing',
      '35 P2 → P1 late',
    ]);
  });

  test('what the node sent before it crashed is on its way', () => {
    const run = play([act(10, 'P1', ['send', 'P2', 'bye']), fault(11, { type: 'crash', node: 'P1' })]);
    expect(run.story).toEqual(['20 P1 → P2 bye']);
  });

  test('a node is down while any crash says so', () => {
    const run = play([
      fault(10, { type: 'crash', node: 'P1', until: 100 }),
      fault(50, { type: 'crash', node: 'P1', until: 200 }),
      fault(60, { type: 'crash', node: 'P1', until: 70 }),
    ]);
    expect(run.story).toEqual(['200 P1 starts', '200 P1: back with nothing']);
  });

  test('a crash that begins when another ends keeps the node down; ends come before starts', () => {
    const run = play([
      fault(100, { type: 'crash', node: 'P1', until: 200 }),
      fault(10, { type: 'crash', node: 'P1', until: 100 }),
    ]);
    // The end of the first restarts the node, and the second takes it down again in the same microsecond.
    expect(run.story.filter((l) => l.includes('starts'))).toEqual(['100 P1 starts', '200 P1 starts']);
    expect(node(run, 'P1').incarnation).toBe(3);
  });

  test('without an end lasts', () => {
    const run = play([fault(10, { type: 'crash', node: 'P1' }), act(500, 'P1', ['note', 'alive'])]);
    expect(run.story).toEqual(['500 ignored: input 1']);
  });
});

describe('pause', () => {
  test('defers messages, commands and expired timers, and hands them over in the order in which they were due', () => {
    const run = play([
      act(10, 'P1', ['set', 'a', 50, ['note', 'a']], ['set', 'b', 90, ['note', 'b']]),
      fault(20, { type: 'pause', node: 'P1', until: 200 }),
      act(30, 'P2', ['send', 'P1', 'first', ['note', 'first']]),
      act(70, 'P2', ['send', 'P1', 'second', ['note', 'second']]),
      act(75, 'P1', ['note', 'command']),
    ]);
    expect(run.story.filter((l) => l.includes(': '))).toEqual([
      '200 P1: first',
      '200 P1: a',
      '200 P1: command',
      '200 P1: second',
      '200 P1: b',
    ]);
  });

  test('a timer that a message deferred before it sets again does not fire', () => {
    const run = play([
      act(10, 'P1', ['set', 'a', 100, ['note', 'old']]),
      fault(20, { type: 'pause', node: 'P1', until: 200 }),
      act(50, 'P2', ['send', 'P1', 'again', ['set', 'a', 30, ['note', 'new']]]),
    ]);
    expect(run.story).toEqual(['200 P2 → P1 again', '230 P1 timer a', '230 P1: new']);
  });

  test('a timer that expired before the message that would set it again fires first', () => {
    const run = play([
      act(10, 'P1', ['set', 'a', 40, ['note', 'old']]),
      fault(20, { type: 'pause', node: 'P1', until: 200 }),
      act(50, 'P2', ['send', 'P1', 'again', ['set', 'a', 30, ['note', 'new']]]),
    ]);
    expect(run.story).toEqual([
      '200 P1 timer a',
      '200 P1: old',
      '200 P2 → P1 again',
      '230 P1 timer a',
      '230 P1: new',
    ]);
  });

  test('a timer put off before the pause keeps its own place, not that of its first setting', () => {
    const run = play([
      act(10, 'P1', ['set', 'a', 50]),
      act(15, 'P1', ['set', 'a', 100, ['note', 'a']]),
      fault(20, { type: 'pause', node: 'P1', until: 200 }),
      act(80, 'P2', ['send', 'P1', 'between', ['clear', 'a']]),
    ]);
    expect(run.story).toEqual(['200 P2 → P1 between']);
  });

  test('a timer that a slower clock puts off during the pause keeps its new place', () => {
    const run = play([
      act(10, 'P1', ['set', 'a', 90]),
      fault(20, { type: 'clock', node: 'P1', driftPpm: -500_000 }),
      // In true time it now expires at 180.
      fault(30, { type: 'pause', node: 'P1', until: 200 }),
      act(140, 'P2', ['send', 'P1', 'before', ['clear', 'a']]),
    ]);
    expect(run.story).toEqual(['200 P2 → P1 before']);
  });

  test('a timer that expired during the pause keeps its place when the clock changes afterwards', () => {
    const run = play([
      act(10, 'P1', ['set', 'a', 40]),
      fault(20, { type: 'pause', node: 'P1', until: 200 }),
      act(70, 'P2', ['send', 'P1', 'after']),
      fault(100, { type: 'clock', node: 'P1', driftPpm: 100_000 }),
    ]);
    expect(run.story).toEqual(['200 P1 timer a', '200 P2 → P1 after']);
  });

  test('lasts while any pause says so; its end and a new start in one microsecond let nothing through', () => {
    const run = play([
      fault(10, { type: 'pause', node: 'P1', until: 100 }),
      fault(50, { type: 'pause', node: 'P1', until: 200 }),
      fault(200, { type: 'pause', node: 'P1', until: 300 }),
      act(20, 'P2', ['send', 'P1', 'hi']),
    ]);
    expect(run.story).toEqual(['300 P2 → P1 hi']);
  });

  test('the clocks run on', () => {
    const run = play([fault(10, { type: 'pause', node: 'P1', until: 100 }), act(50, 'P1', ['clocks'])]);
    expect(run.story).toEqual(['100 P1: wall 100, monotonic 100']);
  });

  test('a crash during it loses what waits, and says so of a command', () => {
    const run = play([
      act(5, 'P1', ['set', 'a', 30]),
      fault(10, { type: 'pause', node: 'P1', until: 300 }),
      act(20, 'P2', ['send', 'P1', 'unread']),
      act(35, 'P1', ['note', 'never']),
      fault(100, { type: 'crash', node: 'P1', until: 200 }),
    ]);
    expect(run.story).toEqual([
      '100 P2 ✕ P1 unread (input 4)',
      '100 ignored: input 3',
      '300 P1 starts',
      '300 P1: back with nothing',
    ]);
  });

  test('a restart due during it waits for its end; until then the node is down', () => {
    const run = play([
      fault(10, { type: 'crash', node: 'P1', until: 100 }),
      fault(50, { type: 'pause', node: 'P1', until: 200 }),
      act(120, 'P2', ['send', 'P1', 'too early']),
    ]);
    expect(run.story).toEqual([
      '130 P2 ✕ P1 too early (node down)',
      '200 P1 starts',
      '200 P1: back with nothing',
    ]);
  });

  test('a crash that begins in the microsecond in which it ends finds everything still unread', () => {
    const run = play([
      fault(10, { type: 'pause', node: 'P1', until: 100 }),
      act(20, 'P2', ['send', 'P1', 'unread']),
      act(35, 'P1', ['note', 'never']),
      fault(100, { type: 'crash', node: 'P1' }),
    ]);
    expect(run.story).toEqual(['100 P2 ✕ P1 unread (input 3)', '100 ignored: input 2']);
  });

  test('a restart that waited for it does not undo a crash that begins in the same microsecond', () => {
    const run = play([
      fault(10, { type: 'crash', node: 'P1', until: 50 }),
      fault(20, { type: 'pause', node: 'P1', until: 100 }),
      fault(100, { type: 'crash', node: 'P1', until: 300 }),
    ]);
    expect(run.story).toEqual(['300 P1 starts', '300 P1: back with nothing']);
  });

  test('what had arrived is not in flight: a cut that begins as it ends eats nothing of it', () => {
    const run = play([
      fault(10, { type: 'pause', node: 'P1', until: 100 }),
      act(20, 'P2', ['send', 'P1', 'arrived']),
      fault(100, { type: 'block', from: 'P2', to: 'P1' }),
    ]);
    expect(run.story).toEqual(['100 P2 → P1 arrived']);
    for (let step = 0; step < run.trace.steps; step++) {
      for (const message of run.world(step).inFlight) expect(message.arrivesAt).toBe(30);
    }
  });

  test('a node that fails on what waited does not take the command after it', () => {
    const run = play([
      fault(10, { type: 'pause', node: 'P1', until: 100 }),
      act(20, 'P2', ['send', 'P1', 'poison', ['throw', 'ouch']]),
      act(50, 'P1', ['note', 'never']),
    ]);
    expect(run.story).toEqual(['100 P2 → P1 poison', '100 P1 fails: ouch', '100 ignored: input 2']);
  });
});

describe('clock', () => {
  const clocks = (...at: number[]) => at.map((t) => act(t, 'P1', ['clocks']));

  test('offset: the wall clock steps and steps back, the monotonic clock and timers do not notice', () => {
    const run = play([
      act(10, 'P1', ['set', 'a', 100]),
      fault(50, { type: 'clock', node: 'P1', offset: -1000, until: 200 }),
      ...clocks(49, 51, 250),
    ]);
    expect(run.story).toEqual([
      '49 P1: wall 49, monotonic 49',
      '51 P1: wall -949, monotonic 51',
      '110 P1 timer a',
      '250 P1: wall 250, monotonic 250',
    ]);
  });

  test('drift: both clocks run fast, timers fire early in true time, and the time gained stays', () => {
    const run = play([
      fault(100, { type: 'clock', node: 'P1', driftPpm: 1_000_000, until: 300 }),
      act(100, 'P1', ['set', 'a', 100], ['set', 'b', 500]),
      ...clocks(200, 400),
    ]);
    expect(run.story).toEqual([
      '150 P1 timer a',
      '200 P1: wall 300, monotonic 300',
      '400 P1: wall 600, monotonic 600',
      // 500 on its clock: 400 while fast, 100 afterwards.
      '400 P1 timer b',
    ]);
  });

  test('drift backwards: timers fire late, and the time lost stays lost', () => {
    const run = play([
      fault(100, { type: 'clock', node: 'P1', driftPpm: -500_000, until: 300 }),
      act(100, 'P1', ['set', 'a', 50], ['set', 'b', 150]),
      ...clocks(200, 400),
    ]);
    expect(run.story).toEqual([
      '200 P1: wall 150, monotonic 150',
      '200 P1 timer a',
      '350 P1 timer b',
      '400 P1: wall 300, monotonic 300',
    ]);
  });

  test('a drift that begins while a timer runs moves its expiry', () => {
    const timer = act(10, 'P1', ['set', 'a', 100]);
    const fast = fault(60, { type: 'clock', node: 'P1', driftPpm: 1_000_000 });
    const slow = fault(60, { type: 'clock', node: 'P1', driftPpm: -500_000 });
    expect(play([timer, fast]).story).toEqual(['85 P1 timer a']);
    expect(play([timer, slow]).story).toEqual(['160 P1 timer a']);
  });

  test('the latest start wins field by field, and what it covered comes back when it ends', () => {
    const run = play([
      fault(0, { type: 'clock', node: 'P1', offset: 100, driftPpm: 0 }),
      fault(10, { type: 'clock', node: 'P1', offset: 2000, until: 50 }),
      fault(20, { type: 'clock', node: 'P1', driftPpm: 500_000, until: 40 }),
      ...clocks(5, 15, 30, 45, 60),
    ]);
    expect(run.story).toEqual([
      '5 P1: wall 105, monotonic 5',
      '15 P1: wall 2015, monotonic 15',
      '30 P1: wall 2035, monotonic 35',
      '45 P1: wall 2055, monotonic 55',
      '60 P1: wall 170, monotonic 70',
    ]);
  });

  test('outlives a crash of its node', () => {
    const run = play([
      fault(10, { type: 'clock', node: 'P1', offset: 500 }),
      fault(20, { type: 'crash', node: 'P1', until: 30 }),
      ...clocks(40),
    ]);
    expect(run.story.at(-1)).toBe('40 P1: wall 540, monotonic 40');
  });
});

describe('order and ends', () => {
  test('at one time, ends come before starts, whatever their order in the spec', () => {
    const run = play([
      fault(100, { type: 'block', from: 'P1', to: 'P2', until: 150 }),
      fault(50, { type: 'block', from: 'P1', to: 'P2', until: 100 }),
    ]);
    const { columns: c } = run.trace;
    const faults = [...c.kind].flatMap((k, row) =>
      k === K.fault ? [[c.time[row], c.ref[row], c.epoch[row]]] : [],
    );
    expect(faults).toEqual([
      [50, 1, 0],
      [100, 1, 1],
      [100, 0, 0],
      [150, 0, 1],
    ]);
  });

  test('inputs come before messages and timers of the same time, in the order of the spec', () => {
    const run = play([
      act(10, 'P1', ['send', 'P2', 'm'], ['set', 'a', 10, ['note', 'timer']]),
      act(20, 'P2', ['note', 'one']),
      act(20, 'P2', ['note', 'two']),
    ]);
    // Timers are set as the handler runs, messages leave when it has returned.
    expect(run.story).toEqual(['20 P2: one', '20 P2: two', '20 P1 timer a', '20 P1: timer', '20 P1 → P2 m']);
  });

  test('an input at 0 finds every node booted; one at until is taken, and so is what is due then', () => {
    const run = play(
      [
        fault(0, { type: 'crash', node: 'P1' }),
        act(0, 'P2', ['send', 'P3', 'm', ['note', 'heard']], ['set', 'a', 10]),
        act(10, 'P3', ['note', 'end'], ['send', 'P2', 'too late']),
      ],
      { until: 10 },
    );
    expect(run.trace.columns.kind.slice(0, 3)).toEqual(
      new Uint8Array([K.start as number, K.start as number, K.start as number]),
    );
    expect(run.story).toEqual(['10 P3: end', '10 P2 timer a', '10 P2 → P3 m', '10 P3: heard']);
    expect(run.trace.end).toBe(10);
    expect(run.last().inFlight.length).toBe(1);
  });
});

describe('fire', () => {
  const fire = (at: number, id = 'P1'): Input => ({ at, fire: { node: id, timer: 'a' } });

  test('a running timer expires now, and not again', () => {
    const run = play([act(10, 'P1', ['set', 'a', 100, ['note', 'a']]), fire(50)]);
    expect(run.story).toEqual(['50 P1 timer a', '50 P1: a']);
    const { columns: c } = run.trace;
    const timer = [...c.kind].indexOf(K.timer as number);
    expect([c.kind[c.cause[timer] as number], c.ref[c.cause[timer] as number]]).toEqual([K.fault, 1]);
  });

  test('one that is not running, was cleared, or belongs to a down node is ignored, visibly', () => {
    expect(play([fire(50)]).story).toEqual(['50 ignored: input 0']);
    expect(play([act(10, 'P1', ['set', 'a', 100], ['clear', 'a']), fire(50)]).story).toEqual([
      '50 ignored: input 1',
    ]);
    expect(
      play([act(10, 'P1', ['set', 'a', 100]), fault(20, { type: 'crash', node: 'P1' }), fire(50)]).story,
    ).toEqual(['50 ignored: input 2']);
  });

  test('on a paused node it fires when the node wakes, once', () => {
    const run = play([
      act(10, 'P1', ['set', 'a', 100, ['note', 'a']]),
      fault(20, { type: 'pause', node: 'P1', until: 300 }),
      fire(30),
      fire(40),
      fire(200),
    ]);
    expect(run.story).toEqual(['300 P1 timer a', '300 P1: a']);
  });

  test('on a paused node it fires in its place, unless set again by what waited before it', () => {
    const inputs = (heard: number): Input[] => [
      act(10, 'P1', ['set', 'a', 900]),
      fault(20, { type: 'pause', node: 'P1', until: 300 }),
      fire(100),
      act(heard - 10, 'P2', ['send', 'P1', 'm', ['set', 'a', 50, ['note', 'new']]]),
    ];
    expect(play(inputs(150)).story).toEqual([
      '300 P1 timer a',
      '300 P2 → P1 m',
      '350 P1 timer a',
      '350 P1: new',
    ]);
    expect(play(inputs(90)).story).toEqual(['300 P2 → P1 m', '350 P1 timer a', '350 P1: new']);
  });
});
