import { beforeEach, describe, expect, test } from 'vitest';
import { raft, raftRun } from '../run.test-data.ts';
import { createSessionStore, stepTime } from '../stores/session.ts';
import { startPlayback } from './machine.ts';
import { createPlayer } from './player.ts';

const { run } = raftRun();

/** Frames by hand. */
function clock() {
  let waiting: ((now: number) => void) | null = null;
  let now = 0;
  return {
    request: (callback: (now: number) => void) => {
      waiting = callback;
      return 1;
    },
    cancel: () => {
      waiting = null;
    },
    tick(ms: number) {
      now += ms;
      const callback = waiting;
      waiting = null;
      callback?.(now);
    },
    running: () => waiting !== null,
  };
}

async function setup(reduced = false, slowdown = 20) {
  const session = createSessionStore();
  session.getState().reset(raft);
  session.getState().show(run, 0);
  const frames = clock();
  const player = createPlayer({
    session,
    slowdown: () => slowdown,
    reducedMotion: () => reduced,
    frames,
    load: async () => ({ startPlayback }),
  });
  // Any press fetches the machine; from then on it answers at once.
  player.pause();
  await new Promise((resolve) => setTimeout(resolve, 0));
  return { session, frames, player, cursor: () => session.getState().cursor };
}
let s: Awaited<ReturnType<typeof setup>>;
beforeEach(async () => {
  s = await setup();
});

describe('playing', () => {
  test('moves the playhead by frames and stops asking for them when paused', () => {
    s.player.play();
    s.frames.tick(0);
    s.frames.tick(50);
    s.frames.tick(50);
    expect(s.cursor().time).toBeGreaterThan(0);
    s.player.pause();
    const { time } = s.cursor();
    expect(s.frames.running()).toBe(false);
    s.frames.tick(50);
    expect(s.cursor().time).toBe(time);
  });

  test('does not leap after the page was asleep', () => {
    s.session.getState().seekTime(100_000);
    s.player.play();
    s.frames.tick(0);
    s.frames.tick(60_000);
    expect(s.cursor().time).toBeLessThan(200_000);
  });

  test('ends at the end, and from there starts anew', () => {
    s.player.toEnd();
    expect(s.cursor().time).toBe(run.trace.end);
    s.player.play();
    expect(s.player.store.getState().state).toBe('playing');
    expect(s.cursor().time).toBe(0);
    s.session.getState().seekTime(run.trace.end - 10);
    s.frames.tick(0);
    s.frames.tick(100);
    expect(s.player.store.getState().state).toBe('ended');
    expect(s.frames.running()).toBe(false);
    s.player.toggle();
    expect(s.cursor().time).toBe(0);
    expect(s.player.store.getState().state).toBe('playing');
  });

  test('goes on from where the hand puts the cursor', () => {
    s.player.play();
    s.frames.tick(0);
    s.player.goto(60);
    s.frames.tick(16);
    expect(s.player.store.getState().state).toBe('playing');
    expect(s.cursor().time).toBeGreaterThanOrEqual(stepTime(run, 60));
    expect(s.cursor().time).toBeLessThan(stepTime(run, 60) + 100_000);
  });

  test('with reduced motion rests on steps only', async () => {
    s = await setup(true);
    s.player.play();
    s.frames.tick(0);
    const seen = new Set<number>();
    for (let i = 0; i < 200; i++) {
      s.frames.tick(16);
      expect(s.cursor().time).toBe(stepTime(run, s.cursor().step));
      seen.add(s.cursor().step);
    }
    expect(seen.size).toBeGreaterThan(3);
  });
});

test('what is pressed before the machine is there is done once it is', async () => {
  const session = createSessionStore();
  session.getState().reset(raft);
  session.getState().show(run, run.trace.end);
  const player = createPlayer({
    session,
    slowdown: () => 20,
    reducedMotion: () => false,
    frames: clock(),
    load: async () => ({ startPlayback }),
  });
  player.step(-1);
  player.toEnd();
  expect(player.store.getState().state).toBe('idle');
  player.toggle();
  await new Promise((resolve) => setTimeout(resolve, 0));
  // At the end play means from the beginning.
  expect(player.store.getState().state).toBe('playing');
  expect(session.getState().cursor.time).toBe(0);
});

describe('stepping', () => {
  test('pauses, and goes one step at a time both ways', () => {
    s.player.goto(40);
    s.player.play();
    s.player.step(1);
    expect(s.player.store.getState().state).toBe('idle');
    expect(s.cursor()).toEqual({ step: 41, time: stepTime(run, 41) });
    s.player.step(-1);
    s.player.step(-1);
    expect(s.cursor().step).toBe(39);
  });

  test('back from between two steps goes to the one just passed', () => {
    s.session.getState().seek(40, stepTime(run, 40) + 1);
    s.player.step(-1);
    expect(s.cursor()).toEqual({ step: 40, time: stepTime(run, 40) });
  });
});
