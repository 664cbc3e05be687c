import { describe, expect, test } from 'vitest';
import { act, play } from '../testkit/toy-puppet.ts';
import type { ClockFault, Input } from './runspec.ts';
import { at, fault, fsync, last, reboot } from './stories.test-data.ts';

const clock = (start: number, more: Partial<ClockFault>): Input =>
  fault(start, { type: 'clock', node: 'P1', ...more });
const clocks = (...times: number[]) => times.map((t) => act(t, 'P1', ['clocks']));

describe('a clock that steps', () => {
  test('jumps at the start of the fault, for good; the monotonic clock and timers do not notice', () => {
    const run = play([act(10, 'P1', ['set', 'a', 100]), clock(50, { step: 1000 }), ...clocks(49, 51, 500)]);
    expect(run.story).toEqual([
      '49 P1: wall 49, monotonic 49',
      '51 P1: wall 1051, monotonic 51',
      '110 P1 timer a',
      '500 P1: wall 1500, monotonic 500',
    ]);
  });

  test('stays where it jumped to when the fault ends, and after a crash', () => {
    const run = play([clock(50, { step: -300, until: 100 }), reboot(120, 130), ...clocks(90, 200)]);
    expect(run.story.filter((line) => line.includes('wall'))).toEqual([
      '90 P1: wall -210, monotonic 90',
      '200 P1: wall -100, monotonic 200',
    ]);
  });

  test('several add up, and with an offset, which steps back', () => {
    const run = play([
      clock(10, { step: 100 }),
      clock(20, { step: 1000, offset: 5, until: 40 }),
      ...clocks(15, 30, 50),
    ]);
    expect(run.story).toEqual([
      '15 P1: wall 115, monotonic 15',
      '30 P1: wall 1135, monotonic 30',
      '50 P1: wall 1150, monotonic 50',
    ]);
  });
});

describe('a clock that stands still', () => {
  test('both do, and with them every timer; then they go on from there', () => {
    const run = play([
      act(10, 'P1', ['set', 'a', 100, ['clocks']]),
      clock(50, { stop: true, until: 200 }),
      ...clocks(100, 250),
    ]);
    expect(run.story).toEqual([
      '100 P1: wall 50, monotonic 50',
      '250 P1: wall 100, monotonic 100',
      '260 P1 timer a',
      '260 P1: wall 110, monotonic 110',
    ]);
    expect(at(run, 100)).toMatchObject({ driftPpm: -1_000_000, timers: [{ name: 'a', expiresAt: -1 }] });
    expect(at(run, 250)).toMatchObject({ driftPpm: 0, timers: [{ name: 'a', expiresAt: 260 }] });
  });

  test('without end no timer expires any more, but those of no time and those made to', () => {
    const run = play([
      act(10, 'P1', ['set', 'a', 100]),
      clock(50, { stop: true }),
      act(60, 'P1', ['set', 'b', 0, ['set', 'b', 1]]),
      { at: 300, fire: { node: 'P1', timer: 'a' } },
    ]);
    expect(run.story).toEqual(['60 P1 timer b', '300 P1 timer a']);
    expect(last(run).timers).toMatchObject([{ name: 'b', expiresAt: -1, setAt: 60 }]);
  });

  test('a timer set, set again and cleared meanwhile: what counts is what is left of it', () => {
    const run = play([
      clock(50, { stop: true, until: 200 }),
      act(60, 'P1', ['set', 'a', 100], ['set', 'b', 10]),
      act(70, 'P1', ['set', 'a', 20], ['clear', 'b']),
    ]);
    expect(run.story).toEqual(['220 P1 timer a']);
  });

  test('one that would have expired in the microsecond in which it stops waits, as at any other', () => {
    const timer = act(10, 'P1', ['set', 'a', 40]);
    // The fault starts first: at 50 by true time the clock shows 50, which is when the timer expires.
    expect(play([timer, clock(50, { stop: true })]).story).toEqual(['50 P1 timer a']);
    expect(play([timer, clock(49, { stop: true, until: 300 })]).story).toEqual(['301 P1 timer a']);
  });

  test('messages, and the disk, are not its affair', () => {
    const run = play(
      [clock(0, { stop: true }), act(10, 'P2', ['send', 'P1', 'm', ['keep', 'x']])],
      fsync(50),
    );
    expect(run.story).toEqual(['20 P2 → P1 m', '70 P1 synced']);
  });

  test('may step, and be off, all the same', () => {
    const run = play([clock(50, { stop: true, until: 100 }), clock(60, { step: 1000 }), ...clocks(70, 150)]);
    expect(run.story).toEqual(['70 P1: wall 1050, monotonic 50', '150 P1: wall 1100, monotonic 100']);
    const off = play([clock(50, { stop: true, offset: 7, until: 100 }), ...clocks(70, 150)]);
    expect(off.story).toEqual(['70 P1: wall 57, monotonic 50', '150 P1: wall 100, monotonic 100']);
  });

  test('under a drift the latest start wins: a drift that begins later makes it run, and ends into the stop', () => {
    const run = play([
      clock(50, { stop: true, until: 200 }),
      clock(100, { driftPpm: 1_000_000, until: 150 }),
      ...clocks(75, 125, 175, 250),
    ]);
    expect(run.story).toEqual([
      '75 P1: wall 50, monotonic 50',
      '125 P1: wall 100, monotonic 100',
      '175 P1: wall 150, monotonic 150',
      '250 P1: wall 200, monotonic 200',
    ]);
    const other = play([
      clock(50, { driftPpm: 1_000_000, until: 200 }),
      clock(100, { stop: true, until: 150 }),
      ...clocks(75, 125, 175, 250),
    ]);
    expect(other.story).toEqual([
      '75 P1: wall 100, monotonic 100',
      '125 P1: wall 150, monotonic 150',
      '175 P1: wall 200, monotonic 200',
      '250 P1: wall 300, monotonic 300',
    ]);
  });

  test('crashed meanwhile: the clock is the machine’s, and still stands when the node comes back', () => {
    const run = play([clock(50, { stop: true }), reboot(60, 70), act(80, 'P1', ['clocks'], ['set', 'a', 1])]);
    expect(run.story.slice(2)).toEqual(['80 P1: wall 50, monotonic 50']);
  });

  test('at the bounds of what a document may hold', () => {
    const slowest = play([clock(0, { driftPpm: -999_999 }), act(10, 'P1', ['set', 'a', 1]), ...clocks(500)], {
      until: 2_000_000,
    });
    // One microsecond of its clock in a second.
    expect(slowest.story).toEqual(['500 P1: wall 0, monotonic 0', '1000000 P1 timer a']);
    const fastest = play([clock(0, { driftPpm: 1_000_000 }), act(10, 'P1', ['set', 'a', 1]), ...clocks(500)]);
    expect(fastest.story).toEqual(['11 P1 timer a', '500 P1: wall 1000, monotonic 1000']);
    const day = 86_400_000_000;
    const far = play([clock(0, { step: day, offset: -day }), clock(5, { step: day }), ...clocks(10)]);
    expect(far.story).toEqual([`10 P1: wall ${10 + day}, monotonic 10`]);
  });
});
