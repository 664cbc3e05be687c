import { describe, expect, test } from 'vitest';
import { act, play } from '../testkit/toy-puppet.ts';
import { fault, last, reboot, words } from './stories.test-data.ts';

describe('a full disk', () => {
  const full = (start: number, until?: number) =>
    fault(start, { type: 'diskFull', node: 'P1', ...(until === undefined ? {} : { until }) });

  test('stops the node at its first write, the step undone, until there is room', () => {
    const run = play([
      full(50, 300),
      act(60, 'P1', ['note', 'still alive'], ['send', 'P2', 'alive']),
      act(100, 'P1', ['keep', 'x'], ['send', 'P2', 'never'], ['invoke', 'never'], ['note', 'never']),
      act(200, 'P2', ['send', 'P1', 'hello']),
      act(310, 'P1', ['keep', 'y']),
    ]);
    expect(run.story).toEqual([
      '60 P1: still alive',
      '70 P1 → P2 alive',
      '100 P1 fails: cannot write: its disk is full',
      '210 P2 ✕ P1 hello (input 0)',
      '300 P1 starts',
      '300 P1: back with nothing',
    ]);
    expect(run.trace.operations).toEqual([]);
    expect(last(run).durable).toMatchObject({ kept: ['y'] });
  });

  test('without end it is down for good; one that writes nothing never notices', () => {
    const run = play([full(0), act(10, 'P1', ['keep', 'x'])]);
    expect(last(run)).toMatchObject({ up: false, durable: { kept: [] } });
    expect(last(play([full(0, 500), act(10, 'P1', ['note', 'x'])]))).toMatchObject({
      up: true,
      incarnation: 1,
    });
  });

  test('a node that it did not stop is not its to restart', () => {
    const run = play([full(0, 200), act(10, 'P1', ['throw', 'ouch'])]);
    expect(run.story).toEqual(['10 P1 fails: ouch']);
    const torn = fault(0, { type: 'tornWrite', node: 'P1', until: 200 });
    expect(play([torn, act(10, 'P1', ['throw', 'ouch'])]).story).toEqual(['10 P1 fails: ouch']);
  });

  test('nor to boot twice', () => {
    const run = play([
      full(0, 200),
      fault(10, { type: 'pause', node: 'P1', until: 300 }),
      fault(20, { type: 'crash', node: 'P1', until: 100 }),
    ]);
    expect(run.story).toEqual(['300 P1 starts', '300 P1: back with nothing']);
    expect(last(run).incarnation).toBe(2);
  });

  test('then a crash: down until both have ended', () => {
    const run = play([full(0, 100), act(10, 'P1', ['keep', 'x']), reboot(50, 200)]);
    expect(words(run, 'starts')).toEqual(['200 P1 starts']);
    const other = play([full(0, 200), act(10, 'P1', ['keep', 'x']), reboot(50, 100)]);
    expect(words(other, 'starts')).toEqual(['200 P1 starts']);
  });

  test('two of them: the one that stopped it lets it go, the other stops it again at its next write', () => {
    const run = play([
      full(0, 400),
      full(5, 100),
      act(10, 'P1', ['keep', 'x']),
      act(200, 'P1', ['keep', 'y']),
    ]);
    expect(run.story).toEqual([
      '10 P1 fails: cannot write: its disk is full',
      '100 P1 starts',
      '100 P1: back with nothing',
      '200 P1 fails: cannot write: its disk is full',
      '400 P1 starts',
      '400 P1: back with nothing',
    ]);
  });

  test('comes first of what may strike a write: other faults wait for one that gets to the disk', () => {
    const run = play([
      full(0, 100),
      fault(0, { type: 'lostWrite', node: 'P1' }),
      act(10, 'P1', ['put', 'term', 1]),
      act(200, 'P1', ['put', 'term', 2]),
      reboot(300, 310),
    ]);
    expect(words(run, 'back')).toEqual(['100 P1: back with nothing', '310 P1: back with nothing']);
  });

  test('loses what waits and says so of a command', () => {
    const run = play(
      [
        full(0, 100),
        act(10, 'P1', ['note', 'x']),
        act(11, 'P1', ['keep', 'x']),
        act(12, 'P1', ['note', 'never']),
      ].concat(fault(0, { type: 'slow', node: 'P1', each: [5, 5], until: 90 })),
    );
    expect(run.story.slice(0, 3)).toEqual([
      '15 P1: x',
      '20 P1 fails: cannot write: its disk is full',
      '20 ignored: input 3',
    ]);
  });
});
