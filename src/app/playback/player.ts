import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { loading } from '../idle.ts';
import type { Run, SessionState } from '../stores/session.ts';
import { stepAt, stepTime } from '../stores/session.ts';
import type { Playback, PlaybackEvent } from './machine.ts';
import { advance, type Busy, busyStretches } from './pace.ts';

export interface PlayerState {
  readonly state: 'idle' | 'playing' | 'ended';
  /** An idle stretch is being played faster than the chosen speed. */
  readonly compressed: boolean;
}

export interface Player {
  readonly store: StoreApi<PlayerState>;
  play(): void;
  pause(): void;
  toggle(): void;
  /** To the next (+1) or previous (−1) step; pauses. */
  step(direction: 1 | -1): void;
  /** Moves the cursor to a step by hand. */
  goto(step: number, time?: number): void;
  toStart(): void;
  toEnd(): void;
  dispose(): void;
}

export interface PlayerOptions {
  readonly session: StoreApi<SessionState>;
  slowdown(): number;
  reducedMotion(): boolean;
  /** Fetches the machine; it comes with the first press of play. */
  readonly load?: () => Promise<Pick<typeof import('./machine.ts'), 'startPlayback'>>;
  /** `requestAnimationFrame` and its undoing, replaceable in tests. */
  readonly frames?: { request(callback: (now: number) => void): number; cancel(handle: number): void };
}

/** A frame after a background tab wakes may be minutes late; the playhead must not leap. */
const MAX_FRAME_MS = 100;

export function createPlayer({
  session,
  slowdown,
  reducedMotion,
  frames,
  load = () => import('./machine.ts'),
}: PlayerOptions): Player {
  const raf = frames ?? {
    request: (callback) => requestAnimationFrame(callback),
    cancel: (handle) => cancelAnimationFrame(handle),
  };
  const store = createStore<PlayerState>()(() => ({ state: 'idle', compressed: false }));
  let machine: Playback | null = null;
  /** What was pressed while the machine was being fetched; null before anybody asked for it. */
  let early: PlaybackEvent[] | null = null;
  let disposed = false;

  function send(event: PlaybackEvent): void {
    if (machine !== null) machine.send(event);
    else if (early !== null) early.push(event);
    // At rest, as the machine would begin, a cursor moved by hand changes nothing.
    else if (event.type !== 'moved' && event.type !== 'step') fetchMachine(event);
  }

  function fetchMachine(first: PlaybackEvent): void {
    early = [first];
    const loaded = loading();
    load()
      .then(
        ({ startPlayback }) => {
          if (disposed) return;
          machine = startPlayback({ rewind: () => session.getState().seekTime(0), onState: enter });
          for (const event of early ?? []) machine.send(event);
        },
        () => {
          // Without the network the next press asks again.
        },
      )
      .finally(() => {
        early = null;
        loaded();
      });
  }

  let handle: number | null = null;
  let last: number | null = null;
  /** The playhead; with reduced motion it runs ahead of the cursor, which only rests on steps. */
  let playhead = 0;
  let shownTime = -1;
  let busyOf: { run: Run; stepsOnly: boolean; busy: Busy } | null = null;

  function busyFor(run: Run, stepsOnly: boolean): Busy {
    if (busyOf?.run !== run || busyOf.stepsOnly !== stepsOnly) {
      busyOf = { run, stepsOnly, busy: busyStretches(run, stepsOnly) };
    }
    return busyOf.busy;
  }

  function frame(now: number): void {
    handle = raf.request(frame);
    const dt = last === null ? 0 : Math.min(now - last, MAX_FRAME_MS);
    last = now;
    const { run, cursor } = session.getState();
    if (run === null) return;
    const still = reducedMotion();
    if (cursor.time !== shownTime) playhead = cursor.time;
    const { time, compressed } = advance(playhead, dt, slowdown(), busyFor(run, still), run.trace.end);
    playhead = time;
    if (compressed !== store.getState().compressed) store.setState({ compressed });
    if (still) {
      const step = stepAt(run, time);
      if (step !== cursor.step) session.getState().seek(step);
    } else if (time !== cursor.time) session.getState().seekTime(time);
    shownTime = session.getState().cursor.time;
    if (time >= run.trace.end) send({ type: 'end' });
  }

  function run(): void {
    if (handle !== null) return;
    last = null;
    playhead = session.getState().cursor.time;
    shownTime = playhead;
    handle = raf.request(frame);
  }

  function rest(): void {
    if (handle !== null) raf.cancel(handle);
    handle = null;
    if (store.getState().compressed) store.setState({ compressed: false });
  }

  function enter(state: PlayerState['state']): void {
    if (store.getState().state !== state) store.setState({ state });
    const playing = state === 'playing';
    if (session.getState().playing !== playing) session.getState().set({ playing });
    if (playing) run();
    else rest();
  }

  function goto(step: number, time?: number): void {
    session.getState().seek(step, time);
    send({ type: 'moved' });
  }

  return {
    store,
    play: () => {
      const { run: shown, cursor } = session.getState();
      // At the very end there is nothing left to play, however one got there.
      if (shown !== null && cursor.time >= shown.trace.end) send({ type: 'end' });
      send({ type: 'play' });
    },
    pause: () => send({ type: 'pause' }),
    toggle() {
      if (store.getState().state === 'playing') this.pause();
      else this.play();
    },
    step: (direction) => {
      send({ type: 'step' });
      const { run: shown, cursor, seek } = session.getState();
      if (shown === null) return;
      // Between two steps, "back" means to the one just passed.
      const between = cursor.time > stepTime(shown, cursor.step);
      seek(direction < 0 && between ? cursor.step : cursor.step + direction);
    },
    goto,
    toStart: () => {
      goto(0);
    },
    toEnd: () => {
      const { run: shown, seekTime } = session.getState();
      if (shown !== null) seekTime(shown.trace.end);
      send({ type: 'moved' });
    },
    dispose: () => {
      disposed = true;
      rest();
      if (session.getState().playing) session.getState().set({ playing: false });
      machine?.stop();
    },
  };
}
