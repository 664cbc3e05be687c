import { describe, expect, test } from 'vitest';
import { act, play } from '../testkit/toy-puppet.ts';
import type { Fault, Input } from './runspec.ts';
import { at, fault, fsync, reboot, words } from './stories.test-data.ts';

const slow = (start: number, low: number, until?: number, high = low): Input =>
  fault(start, { type: 'slow', node: 'P1', each: [low, high], ...(until === undefined ? {} : { until }) });
const hello = (sent: number, word: string) => act(sent, 'P2', ['send', 'P1', word]);

describe('a slow node', () => {
  test('takes its time over a message, a timer, a command; what it sends then leaves at once', () => {
    const run = play([
      act(5, 'P1', ['set', 'a', 195, ['note', 'a']]),
      slow(10, 30),
      act(90, 'P2', ['send', 'P1', 'm', ['send', 'P2', 'answer']]),
      act(300, 'P1', ['note', 'command']),
    ]);
    expect(run.story).toEqual([
      '130 P2 → P1 m',
      '140 P1 → P2 answer',
      '230 P1 timer a',
      '230 P1: a',
      '330 P1: command',
    ]);
  });

  test('does one thing after the other, in the order in which they came due', () => {
    const run = play([
      act(5, 'P1', ['set', 'a', 100, ['note', 'a']]),
      slow(10, 30),
      hello(90, 'first'),
      hello(96, 'third'),
      act(110, 'P1', ['note', 'fourth']),
    ]);
    expect(run.story).toEqual([
      '130 P2 → P1 first',
      '160 P1 timer a',
      '160 P1: a',
      '190 P2 → P1 third',
      '220 P1: fourth',
    ]);
    expect(at(run, 130).waiting).toBe(3);
    expect(at(run, 190).waiting).toBe(1);
  });

  test('draws each time from the whole range', () => {
    const run = play([slow(0, 3, undefined, 6), ...Array.from({ length: 300 }, (_, i) => hello(i, `${i}`))], {
      until: 5000,
    });
    const times = run.story.map((line) => Number(line.split(' ')[0]));
    const took = new Set(times.slice(1).map((time, i) => time - (times[i] as number)));
    expect([...took].sort()).toEqual([3, 4, 5, 6]);
  });

  test('its clocks and its disk are fine: what it writes is as safe and as fast as ever', () => {
    const run = play([slow(0, 30), act(100, 'P1', ['clocks'], ['keep', 'x'], ['send', 'P2', 'm'])], fsync(7));
    expect(run.story).toEqual(['130 P1: wall 130, monotonic 130', '137 P1 synced', '147 P1 → P2 m']);
  });

  test('of no time is as if it were not', () => {
    const inputs = [
      hello(10, 'a'),
      hello(10, 'b'),
      act(15, 'P1', ['set', 'a', 5]),
      act(20, 'P1', ['note', 'c']),
    ];
    expect([...play([slow(0, 0), ...inputs]).story].sort()).toEqual([...play(inputs).story].sort());
  });

  test('when it ends the backlog is handled at once, in order', () => {
    const run = play([slow(0, 100, 150), ...['a', 'b', 'c'].map((w) => hello(10, w)), hello(145, 'd')]);
    expect(run.story).toEqual(['120 P2 → P1 a', '150 P2 → P1 b', '150 P2 → P1 c', '155 P2 → P1 d']);
  });

  test('slowness that ends while another goes on hurries nothing and delays nothing', () => {
    const run = play([slow(0, 100), slow(50, 10, 60), hello(10, 'a'), hello(45, 'b'), hello(300, 'c')]);
    // The first is begun at 20 and takes 100; the second slowness comes and goes meanwhile.
    expect(run.story).toEqual(['120 P2 → P1 a', '220 P2 → P1 b', '410 P2 → P1 c']);
    const latest = play([slow(0, 100), slow(50, 10), hello(10, 'a'), hello(45, 'b')]);
    expect(latest.story).toEqual(['120 P2 → P1 a', '130 P2 → P1 b']);
  });

  describe('a timer that waits for it', () => {
    const busy = [slow(10, 30), act(5, 'P1', ['set', 'a', 95, ['note', 'old']])];

    test('does not fire if what came before clears it', () => {
      const run = play([...busy, act(80, 'P2', ['send', 'P1', 'm', ['clear', 'a']]), hello(95, 'n')]);
      expect(run.story).toEqual(['120 P2 → P1 m', '150 P2 → P1 n']);
    });

    test('set again for later, fires then', () => {
      const run = play([...busy, act(80, 'P2', ['send', 'P1', 'm', ['set', 'a', 200, ['note', 'new']]])]);
      expect(run.story).toEqual(['120 P2 → P1 m', '350 P1 timer a', '350 P1: new']);
    });

    test('set again for soon, takes the place of its new time among what waits', () => {
      const inputs = [
        ...busy,
        act(80, 'P2', ['send', 'P1', 'm', ['set', 'a', 5, ['note', 'new']]]),
        ...[100, 105, 112, 118].map((sent) => hello(sent, `${sent}`)),
      ];
      // Handled at 120, so it expires at 125: after what arrives at 122, before what arrives at 128.
      expect(play(inputs).story).toEqual([
        '120 P2 → P1 m',
        '150 P2 → P1 100',
        '180 P2 → P1 105',
        '210 P2 → P1 112',
        '240 P1 timer a',
        '240 P1: new',
        '270 P2 → P1 118',
      ]);
    });

    test('made to expire by hand waits in its place', () => {
      const run = play([
        slow(10, 30),
        act(5, 'P1', ['set', 'a', 900, ['note', 'a']]),
        hello(80, 'first'),
        { at: 95, fire: { node: 'P1', timer: 'a' } },
        hello(90, 'last'),
      ]);
      expect(run.story).toEqual(['120 P2 → P1 first', '150 P1 timer a', '150 P1: a', '180 P2 → P1 last']);
    });
  });

  test('paused: what it is at waits too; the rest of its time runs on', () => {
    const pause = (from: number, until: number) => fault(from, { type: 'pause', node: 'P1', until });
    // Begun at 20, over at 120.
    const [a, b] = [hello(10, 'a'), hello(30, 'b')];
    expect(play([slow(0, 100), a, b, pause(50, 100)]).story).toEqual(['120 P2 → P1 a', '220 P2 → P1 b']);
    // Over while it is frozen: begun again when it wakes.
    expect(play([slow(0, 100), a, b, pause(50, 300)]).story).toEqual(['400 P2 → P1 a', '500 P2 → P1 b']);
    // No longer slow when it wakes.
    expect(play([slow(0, 100, 200), a, b, pause(50, 300)]).story).toEqual(['300 P2 → P1 a', '300 P2 → P1 b']);
    expect(play([slow(0, 100, 300), a, b, pause(50, 300)]).story).toEqual(['300 P2 → P1 a', '300 P2 → P1 b']);
    // Nor, though it would have been at it for longer than it is frozen.
    expect(play([slow(0, 900, 200), a, b, pause(50, 300)]).story).toEqual(['300 P2 → P1 a', '300 P2 → P1 b']);
  });

  test('paused and crashed: what waited is lost, what it was at too', () => {
    const run = play([
      slow(0, 100),
      hello(10, 'a'),
      hello(30, 'b'),
      act(35, 'P1', ['note', 'c']),
      fault(50, { type: 'pause', node: 'P1', until: 80 }),
      reboot(60, 70),
      hello(200, 'd'),
    ]);
    expect(run.story).toEqual([
      '60 P2 ✕ P1 a (input 5)',
      '60 ignored: input 3',
      '60 P2 ✕ P1 b (input 5)',
      '80 P1 starts',
      '80 P1: back with nothing',
      '310 P2 → P1 d',
    ]);
  });

  test('crashed while it is at something: after the restart it is at nothing', () => {
    const run = play([slow(0, 100), hello(10, 'a'), reboot(50, 60), hello(90, 'b')]);
    expect(words(run, '→')).toEqual(['200 P2 → P1 b']);
  });

  test('that writes: the next thing is begun when the write is safe', () => {
    const run = play(
      [slow(0, 30), act(10, 'P2', ['send', 'P1', 'a', ['keep', 'x']]), hello(20, 'b'), hello(25, 'c')],
      fsync(50),
    );
    expect(run.story).toEqual(['50 P2 → P1 a', '100 P1 synced', '130 P2 → P1 b', '160 P2 → P1 c']);
  });

  test('that fails on what it handles: the rest is lost with it', () => {
    const run = play([
      slow(0, 30),
      act(10, 'P2', ['send', 'P1', 'poison', ['throw', 'ouch']]),
      hello(15, 'unread'),
      act(30, 'P1', ['note', 'never']),
    ]);
    expect(run.story).toEqual([
      '50 P2 → P1 poison',
      '50 P1 fails: ouch',
      '50 P2 ✕ P1 unread (node down)',
      '50 ignored: input 3',
    ]);
  });

  test('a cut does not eat what has arrived and waits', () => {
    const cut: Fault = { type: 'partition', groups: [['P1'], ['P2', 'P3']] };
    const run = play([slow(0, 100), hello(10, 'arrived'), hello(45, 'in flight'), fault(50, cut)]);
    expect(run.story).toEqual(['50 P2 ✕ P1 in flight (input 3)', '120 P2 → P1 arrived']);
  });
});
