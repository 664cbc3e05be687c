import { createActor, setup } from 'xstate';

/** What the hand does to playback, and `end`, which the playhead says itself. */
export type PlaybackEvent =
  | { type: 'play' }
  | { type: 'pause' }
  | { type: 'toggle' }
  /** The cursor was put somewhere by hand; while playing, play goes on from there. */
  | { type: 'moved' }
  /** One step by hand: playing stops, so that the step can be looked at. */
  | { type: 'step' }
  | { type: 'end' };

/** `rewind` (put the cursor at the beginning) is provided by the player. */
export const playbackMachine = setup({
  types: { events: {} as PlaybackEvent },
  actions: { rewind: () => {} },
}).createMachine({
  id: 'playback',
  initial: 'idle',
  states: {
    idle: { on: { play: 'playing', toggle: 'playing', end: 'ended' } },
    playing: { on: { pause: 'idle', toggle: 'idle', step: 'idle', end: 'ended' } },
    ended: {
      on: {
        play: { target: 'playing', actions: 'rewind' },
        toggle: { target: 'playing', actions: 'rewind' },
        moved: 'idle',
        step: 'idle',
      },
    },
  },
});

/** The machine at work. */
export interface Playback {
  send(event: PlaybackEvent): void;
  stop(): void;
}

/** Starts it at rest; `onState` hears of every state it enters. */
export function startPlayback(options: {
  rewind(): void;
  onState(state: 'idle' | 'playing' | 'ended'): void;
}): Playback {
  const actor = createActor(playbackMachine.provide({ actions: { rewind: () => options.rewind() } }));
  const subscription = actor.subscribe((snapshot) => options.onState(snapshot.value));
  actor.start();
  return {
    send: (event) => actor.send(event),
    stop: () => {
      subscription.unsubscribe();
      actor.stop();
    },
  };
}
