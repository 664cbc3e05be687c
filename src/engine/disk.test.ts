import { describe, expect, test } from 'vitest';
import { act, kindsOf, play } from '../testkit/toy-puppet.ts';
import { at, fault, fsync, last, reboot, words } from './stories.test-data.ts';
import { K } from './trace.ts';

describe('a disk that takes its time', () => {
  test('nothing of the step is sent before its write is safe', () => {
    const run = play([act(100, 'P1', ['keep', 'x'], ['send', 'P2', 'm'], ['note', 'done'])], fsync(50));
    expect(run.story).toEqual(['100 P1: done', '150 P1 synced', '160 P1 → P2 m']);
    // Its send is a row of the step in which the write became safe.
    expect(kindsOf(run.trace).slice(3)).toEqual(['command', 'note', 'sync', 'send', 'deliver']);
    const sync = [...run.trace.columns.kind].indexOf(K.sync as number);
    expect(run.trace.columns.cause[sync]).toBe(3);
  });

  test('a step that changes no record waits for nobody, even if it assigns one', () => {
    const run = play(
      [act(100, 'P1', ['put', 'term', 0], ['send', 'P2', 'm']), act(200, 'P1', ['send', 'P2', 'n'])],
      fsync(50),
    );
    expect(run.story).toEqual(['110 P1 → P2 m', '210 P1 → P2 n']);
  });

  test('until then the node handles nothing: what comes waits, in the order in which it came due', () => {
    const run = play(
      [
        act(90, 'P1', ['set', 'a', 30, ['note', 'a']]),
        act(100, 'P1', ['keep', 'x']),
        act(100, 'P2', ['send', 'P1', 'm', ['note', 'm']]),
        act(140, 'P1', ['note', 'command']),
        act(141, 'P1', ['note', 'another']),
      ],
      fsync(50),
    );
    expect(run.story).toEqual([
      '150 P1 synced',
      '150 P2 → P1 m',
      '150 P1: m',
      '150 P1 timer a',
      '150 P1: a',
      '150 P1: command',
      '150 P1: another',
    ]);
  });

  test('nor is a client answered: what a step ends it ends when its write is safe, and never if a crash undoes it', () => {
    const begin = act(50, 'P1', ['invoke', 'read']);
    const write = act(100, 'P1', ['keep', 'x'], ['complete', 0, 'ok']);
    const answered = play([begin, write], fsync(50));
    expect(kindsOf(answered.trace).slice(3)).toEqual(['command', 'invoke', 'command', 'sync', 'reply']);
    expect(answered.trace.operations[0]).toMatchObject({ outcome: 'ok', replyRow: 7 });
    const undone = play([begin, write, reboot(140, 200)], fsync(50));
    expect(undone.trace.operations[0]).toMatchObject({ outcome: 'open', replyRow: -1 });
  });

  test('a crash before then says, in its step, whose write it has undone; one after it says nothing', () => {
    const undone = (crash: number) => {
      const { trace } = play([act(100, 'P1', ['keep', 'x']), reboot(crash, 300)], fsync(50));
      const { kind, node, cause, step } = trace.columns;
      return [...kind].flatMap((k, row) =>
        k === K.undone
          ? [
              {
                node: node[row],
                cause: cause[row],
                with: kind[trace.columns.step.indexOf(step[row] as number)],
              },
            ]
          : [],
      );
    };
    // The head of the step that wrote is row 3: three peers have booted before.
    expect(undone(140)).toEqual([{ node: 0, cause: 3, with: K.fault }]);
    // What happens at one instant: inputs come first.
    expect(undone(150)).toHaveLength(1);
    expect(undone(151)).toEqual([]);
    expect(undone(90)).toEqual([]);
  });

  test('how long it takes is the same whatever a protocol draws, were it for the same word', () => {
    const slow = { ...fsync(0, 999_999), until: 2_000_000 };
    const synced = (...acts: Parameters<typeof act>[2][]) =>
      words(play([act(100, 'P1', ...acts, ['keep', 'x'])], slow), 'synced');
    expect(synced()).toHaveLength(1);
    expect(synced(['draw', 'fsync'])).toEqual(synced());
  });

  test('each write of a backlog takes its own time', () => {
    const run = play(
      [act(100, 'P1', ['keep', 'x']), ...['y', 'z'].map((w) => act(110, 'P1', ['keep', w]))],
      fsync(50),
    );
    expect(words(run, 'synced')).toEqual(['150 P1 synced', '200 P1 synced', '250 P1 synced']);
  });

  test('what waits for a write keeps its order when a timer that waits is set again meanwhile', () => {
    const run = play(
      [
        act(90, 'P1', ['set', 'a', 20, ['note', 'old']]),
        act(100, 'P1', ['keep', 'x']),
        act(95, 'P2', ['send', 'P1', 'again', ['set', 'a', 5, ['note', 'new']], ['keep', 'y']]),
        act(160, 'P2', ['send', 'P1', 'later', ['note', 'later']]),
      ],
      fsync(50),
    );
    // Set at 150 for 155, while the step's own write lasts until 200; the message comes at 170.
    expect(run.story).toEqual([
      '150 P1 synced',
      '150 P2 → P1 again',
      '200 P1 synced',
      '200 P1 timer a',
      '200 P1: new',
      '200 P2 → P1 later',
      '200 P1: later',
    ]);
  });

  test('the state on its way is shown as the node believes it, with what is on its way', () => {
    const run = play([act(100, 'P1', ['keep', 'x'], ['append', 'e'], ['put', 'term', 2])], fsync(50));
    expect(at(run, 120)).toMatchObject({
      durable: { kept: ['x'], term: 2 },
      syncing: { until: 150, records: ['kept[0]', 'log[0]', 'term'].sort(byField) },
    });
    expect(at(run, 150)).toMatchObject({ syncing: null, damaged: [] });
  });

  test('is drawn from the whole range, each write for itself', () => {
    const writes = Array.from({ length: 300 }, (_, i) => act(i, 'P1', ['keep', `${i}`]));
    const run = play(writes, { ...fsync(2, 5), until: 3000 });
    const syncs = words(run, 'synced').map((line) => Number(line.split(' ')[0]));
    const took = new Set(syncs.slice(1).map((time, i) => time - (syncs[i] as number)));
    expect([...took].sort()).toEqual([2, 3, 4, 5]);
  });

  test('slowFsync takes the place of the parameter, the latest start wins, and what it covered comes back', () => {
    const run = play(
      [
        fault(0, { type: 'slowFsync', node: 'P1', by: [100, 100], until: 500 }),
        fault(200, { type: 'slowFsync', node: 'P1', by: [10, 10], until: 300 }),
        ...[10, 210, 350, 600].map((t) => act(t, 'P1', ['keep', `${t}`])),
        act(10, 'P2', ['keep', 'usual']),
      ],
      fsync(20),
    );
    expect(words(run, 'synced')).toEqual([
      '30 P2 synced',
      '110 P1 synced',
      '220 P1 synced',
      '450 P1 synced',
      '620 P1 synced',
    ]);
  });

  test('slowFsync that ends while a write is on its way does not hurry it; one of no time makes a disk instant', () => {
    const slow = fault(0, { type: 'slowFsync', node: 'P1', by: [100, 100], until: 50 });
    expect(play([slow, act(10, 'P1', ['keep', 'x'])]).story).toEqual(['110 P1 synced']);
    const none = fault(0, { type: 'slowFsync', node: 'P1', by: [0, 0] });
    expect(play([none, act(10, 'P1', ['keep', 'x'], ['send', 'P2', 'm'])], fsync(20)).story).toEqual([
      '20 P1 → P2 m',
    ]);
  });

  test('a node without disk writes and is done, whatever fsync takes', () => {
    const run = play([act(10, 'G1', ['keep', 'x'], ['send', 'P1', 'm'])], {
      ...fsync(50),
      nodes: { guest: 1 },
    });
    expect(run.story).toEqual(['20 G1 → P1 m']);
  });

  test('a cluster of one goes on by itself', () => {
    const run = play([act(10, 'P1', ['keep', 'x'], ['send', 'P1', 'me', ['keep', 'y']])], {
      ...fsync(50),
      nodes: { peer: 1 },
    });
    expect(run.story).toEqual(['60 P1 synced', '70 P1 → P1 me', '120 P1 synced']);
    expect(last(run)).toMatchObject({ durable: { kept: ['x', 'y'] }, syncing: null });
  });

  function byField(a: string, b: string): number {
    const fields = ['kept[0]', 'term', 'log[0]'];
    return fields.indexOf(a) - fields.indexOf(b);
  }
});

describe('a crash before the fsync', () => {
  const write = act(100, 'P1', ['keep', 'x'], ['send', 'P2', 'never'], ['set', 'a', 200]);

  test('undoes the write: nothing was sent, and the node comes back as it was', () => {
    const run = play([act(10, 'P1', ['keep', 'old']), write, reboot(120, 200)], fsync(50));
    expect(run.story).toEqual(['60 P1 synced', '200 P1 starts', '200 P1: back with old']);
    expect(at(run, 110).durable).toMatchObject({ kept: ['old', 'x'] });
    expect(at(run, 120)).toMatchObject({ up: false, durable: { kept: ['old'] }, syncing: null });
  });

  test('in the microsecond of the sync comes first: inputs do', () => {
    expect(play([write, reboot(150, 200)], fsync(50)).story).toEqual([
      '200 P1 starts',
      '200 P1: back with nothing',
    ]);
    expect(words(play([write, reboot(151, 200)], fsync(50)), 'back')).toEqual(['200 P1: back with x']);
  });

  test('the sync of a write that was undone is not taken for that of a later one', () => {
    const again = act(125, 'P1', ['keep', 'y'], ['send', 'P2', 'm']);
    const run = play([write, reboot(120, 121), again], fsync(50));
    expect(run.story).toEqual([
      '121 P1 starts',
      '121 P1: back with nothing',
      '175 P1 synced',
      '185 P1 → P2 m',
    ]);
  });

  test('its boot may write too, and be undone, torn or refused', () => {
    const spec = { ...fsync(50), nodes: { diarist: 1 } };
    // Begun at 20 and safe at 70; the next crash comes at 60.
    const undone = play([reboot(10, 20, 'D1'), reboot(60, 80, 'D1')], {
      ...spec,
      params: { fsync: [50, 50] },
    });
    expect(words(undone, 'back')).toEqual(['20 D1: back with nothing', '80 D1: back with nothing']);
    expect(last(undone, 'D1').durable).toMatchObject({ kept: ['boot'] });
    const torn = fault(5, { type: 'tornWrite', node: 'D1', until: 40 });
    const twice = play([torn, reboot(10, 20, 'D1')], { nodes: { diarist: 1 } });
    expect(words(twice, 'starts')).toEqual(['20 D1 starts', '40 D1 starts']);
    const full = fault(5, { type: 'diskFull', node: 'D1', until: 40 });
    expect(play([full, reboot(10, 20, 'D1')], { nodes: { diarist: 1 } }).story).toEqual([
      '20 D1 starts',
      '20 D1 fails: cannot write: its disk is full',
      '40 D1 starts',
      '40 D1: back with boot',
    ]);
  });

  test('what was sent before the sync on purpose is gone', () => {
    const early = act(100, 'P1', ['keep', 'x'], ['early', 'P2', 'too soon'], ['send', 'P2', 'never']);
    expect(play([early, reboot(120, 200)], fsync(50)).story).toEqual([
      '110 P1 → P2 too soon',
      '200 P1 starts',
      '200 P1: back with nothing',
    ]);
    expect(play([early], fsync(50)).story).toEqual([
      '110 P1 → P2 too soon',
      '150 P1 synced',
      '160 P1 → P2 never',
    ]);
  });

  test('pause while the write is on its way: it is safe when the node wakes, and then what waited comes', () => {
    const run = play(
      [
        write,
        fault(120, { type: 'pause', node: 'P1', until: 300 }),
        act(100, 'P2', ['send', 'P1', 'during', ['note', 'during']]),
        act(180, 'P2', ['send', 'P1', 'after', ['note', 'after']]),
      ],
      fsync(50),
    );
    expect(run.story).toEqual([
      '300 P1 synced',
      '300 P2 → P1 during',
      '300 P1: during',
      '300 P2 → P1 after',
      '300 P1: after',
      '300 P1 timer a',
      '310 P1 → P2 never',
    ]);
  });

  test('the disk of a frozen node works on: what was written in time survives a crash, and is never told', () => {
    const pause = fault(120, { type: 'pause', node: 'P1', until: 300 });
    const other = act(160, 'P2', ['note', 'later']);
    const late = play([write, pause, other, reboot(200, 250)], fsync(50));
    expect(late.story).toEqual(['160 P2: later', '300 P1 starts', '300 P1: back with x']);
    expect(at(late, 149)).toMatchObject({ syncing: { until: 150, stored: false } });
    expect(at(late, 160)).toMatchObject({ syncing: { until: 150, stored: true } });
    const early = play([write, pause, reboot(140, 250)], fsync(50));
    expect(early.story).toEqual(['300 P1 starts', '300 P1: back with nothing']);
  });

  test('amnesia takes what was safe as well', () => {
    const amnesia = fault(120, { type: 'amnesia', node: 'P1', until: 200 });
    const run = play([act(10, 'P1', ['keep', 'old']), write, amnesia], fsync(50));
    expect(words(run, 'back')).toEqual(['200 P1: back with nothing']);
  });
});
