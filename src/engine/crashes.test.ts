import { describe, expect, test } from 'vitest';
import { act, kindsOf, play } from '../testkit/toy-puppet.ts';
import type { Fault } from './runspec.ts';
import { at, fault, fsync, last, reboot, words } from './stories.test-data.ts';
import { K, NO_NODE } from './trace.ts';

const amnesia = (start: number, until?: number) =>
  fault(start, { type: 'amnesia', node: 'P1', ...(until === undefined ? {} : { until }) });
const outage = (start: number, nodes: readonly string[], until?: number) =>
  fault(start, { type: 'outage', nodes, ...(until === undefined ? {} : { until }) });
const keep = act(10, 'P1', ['keep', 'disk'], ['append', 'e'], ['put', 'term', 3], ['forget', 'memory']);

describe('amnesia', () => {
  test('takes the disk with it: the node restarts as one that never ran, under its old name', () => {
    const run = play([keep, amnesia(50, 100)]);
    expect(run.story).toEqual(['100 P1 starts', '100 P1: back with nothing']);
    expect(at(run, 50)).toMatchObject({ up: false, durable: { kept: [], log: [], term: 0 }, volatile: null });
    // It knows that it has been there before.
    expect(last(run)).toMatchObject({ id: 'P1', up: true, incarnation: 2 });
  });

  test('without end it is a crash without end', () => {
    expect(last(play([keep, amnesia(50)]))).toMatchObject({ up: false, durable: { kept: [] } });
  });

  test('of a node that is down already takes the disk from under the other crash', () => {
    const run = play([keep, reboot(20, 200), amnesia(50, 100)]);
    expect(run.story).toEqual(['200 P1 starts', '200 P1: back with nothing']);
    const other = play([keep, amnesia(20, 200), reboot(50, 100)]);
    expect(other.story).toEqual(['200 P1 starts', '200 P1: back with nothing']);
    // One that failed, too.
    const failed = play([keep, act(20, 'P1', ['throw', 'ouch']), amnesia(50, 100)]);
    expect(words(failed, 'back')).toEqual(['100 P1: back with nothing']);
  });

  test('of a frozen node takes what waits; the restart comes when it wakes', () => {
    const run = play([
      keep,
      fault(20, { type: 'pause', node: 'P1', until: 200 }),
      act(30, 'P2', ['send', 'P1', 'unread']),
      amnesia(50, 100),
    ]);
    expect(run.story).toEqual(['50 P2 ✕ P1 unread (input 3)', '200 P1 starts', '200 P1: back with nothing']);
  });

  test('twice in a microsecond, ended and begun: once more empty', () => {
    const run = play([amnesia(100, 150), amnesia(50, 100), act(60, 'P2', ['send', 'P1', 'lost'])]);
    expect(words(run, 'starts')).toEqual(['100 P1 starts', '150 P1 starts']);
    expect(last(run).incarnation).toBe(3);
  });
});

describe('outage', () => {
  test('all its nodes crash at one instant, in one step, and restart together in the order they are named', () => {
    const run = play([keep, act(10, 'P3', ['send', 'P1', 'lost']), outage(15, ['P3', 'P1'], 100)]);
    expect(run.story).toEqual([
      '20 P3 ✕ P1 lost (input 2)',
      '100 P3 starts',
      '100 P3: back with nothing',
      '100 P1 starts',
      '100 P1: back with disk term=3 log=e',
    ]);
    const down = run.trace.statuses.filter((s) => s.status === -1);
    expect(down.map((s) => s.node)).toEqual([2, 0]);
    expect(new Set(down.map((s) => s.step)).size).toBe(1);
    const { columns: c } = run.trace;
    const row = [...c.kind].indexOf(K.fault as number);
    expect(c.node[row]).toBe(NO_NODE);
  });

  test('of one node is a crash of that node', () => {
    const a = play([keep, outage(15, ['P1'], 100)]);
    const b = play([keep, reboot(15, 100)]);
    expect(a.story).toEqual(b.story);
    expect(kindsOf(a.trace)).toEqual(kindsOf(b.trace));
  });

  test('overlapping a crash: each node is down until all that hold it down have ended', () => {
    const run = play([
      outage(50, ['P1', 'P2'], 200),
      reboot(20, 100),
      fault(150, { type: 'crash', node: 'P2', until: 300 }),
      outage(180, ['P2', 'P3'], 250),
    ]);
    expect(words(run, 'starts')).toEqual(['200 P1 starts', '250 P3 starts', '300 P2 starts']);
  });

  test('undoes the writes on their way, of all of them', () => {
    const write = (node: string) => act(100, node, ['keep', 'x'], ['send', 'P3', 'never']);
    const run = play([write('P1'), write('P2'), outage(120, ['P1', 'P2'], 200)], fsync(50));
    expect(run.story).toEqual([
      '200 P1 starts',
      '200 P1: back with nothing',
      '200 P2 starts',
      '200 P2: back with nothing',
    ]);
  });

  test('one of its nodes is frozen: that one restarts when it wakes', () => {
    const run = play([fault(5, { type: 'pause', node: 'P2', until: 300 }), outage(10, ['P1', 'P2'], 100)]);
    expect(words(run, 'starts')).toEqual(['100 P1 starts', '300 P2 starts']);
  });

  test('at 0 and at the end of the run', () => {
    const early = play([outage(0, ['P1', 'P2', 'P3'], 10)]);
    expect(words(early, 'starts').length).toBe(3);
    const late = play([outage(1000, ['P1', 'P2', 'P3'])]);
    expect(late.last().nodes.map((n) => n.up)).toEqual([false, false, false]);
    const until = play([outage(10, ['P1', 'P2'], 1000)]);
    expect(words(until, 'starts')).toEqual(['1000 P1 starts', '1000 P2 starts']);
    expect(words(play([outage(10, ['P1', 'P2'], 1001)]), 'starts')).toEqual([]);
  });
});

test('a restart and a crash in one microsecond, of every kind that takes a node down', () => {
  const kinds: Fault[] = [
    { type: 'crash', node: 'P1', until: 200 },
    { type: 'amnesia', node: 'P1', until: 200 },
    { type: 'outage', nodes: ['P1'], until: 200 },
  ];
  for (const kind of kinds) {
    for (const other of kinds) {
      const run = play([fault(100, other), fault(50, { ...kind, until: 100 } as Fault)]);
      expect(words(run, 'starts')).toEqual(['100 P1 starts', '200 P1 starts']);
      // Begun together: one crash, until the later end.
      const both = play([fault(100, other), fault(100, { ...kind, until: 150 } as Fault)]);
      expect(words(both, 'starts')).toEqual(['200 P1 starts']);
    }
  }
});

test('a command that waited and is lost with its node says which it was', () => {
  const lost = (word: string) => {
    const { trace } = play([
      fault(10, { type: 'pause', node: 'P1', until: 300 }),
      act(20, 'P1', ['note', word]),
      reboot(50, 100),
    ]);
    return trace.columns.content[[...trace.columns.kind].indexOf(K.ignored as number)];
  };
  expect(lost('x')).not.toBe(lost('y'));
  expect(lost('x')).toBe(lost('x'));
});

test('a node that restarts at the instant at which it thaws starts before anything of that instant, whichever fault was made first', () => {
  const crash = fault(300, { type: 'crash', node: 'P1', until: 800 });
  const pause = fault(400, { type: 'pause', node: 'P1', until: 800 });
  const late = act(800, 'P1', ['keep', 'taken']);
  const runs = [
    [crash, pause, late],
    [pause, crash, late],
    [late, pause, crash],
  ].map((inputs) => play(inputs));
  for (const run of runs) {
    expect(last(run).durable.kept).toEqual(['taken']);
    expect(last(run).incarnation).toBe(2);
  }
});
