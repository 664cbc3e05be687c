import { assign, setup } from 'xstate';
import type { ChipKind, DropTarget } from '../views.ts';

/** Below this the hand only trembled: letting go is a press, which opens the form. */
export const DRAG_THRESHOLD_PX = 5;

interface Context {
  readonly chip: ChipKind | null;
  readonly startX: number;
  readonly startY: number;
  readonly x: number;
  readonly y: number;
  readonly target: DropTarget | null;
}

export type DragEvent =
  | { type: 'down'; chip: ChipKind; x: number; y: number }
  | { type: 'move'; x: number; y: number; target: DropTarget | null }
  | { type: 'up' }
  | { type: 'cancel' };

const NONE: Context = { chip: null, startX: 0, startY: 0, x: 0, y: 0, target: null };

/**
 * A chip on its way from the palette: pressed, then dragged once the hand has moved far enough, then dropped or given up.
 * `dropped`, `missed` (let go where it means nothing) and `pressed` are provided by the palette and read the context as it was.
 */
export const dragMachine = setup({
  types: { context: {} as Context, events: {} as DragEvent },
  actions: { dropped: () => {}, missed: () => {}, pressed: () => {} },
  guards: {
    far: ({ context, event }) =>
      event.type === 'move' &&
      Math.hypot(event.x - context.startX, event.y - context.startY) >= DRAG_THRESHOLD_PX,
    somewhere: ({ context }) => context.target !== null,
  },
}).createMachine({
  id: 'drag',
  initial: 'resting',
  context: NONE,
  states: {
    resting: {
      on: {
        down: {
          target: 'pressed',
          actions: assign(({ event }) => ({
            chip: event.chip,
            startX: event.x,
            startY: event.y,
            x: event.x,
            y: event.y,
            target: null,
          })),
        },
      },
    },
    pressed: {
      on: {
        move: {
          guard: 'far',
          target: 'dragging',
          actions: assign(({ event }) => ({ x: event.x, y: event.y, target: event.target })),
        },
        up: { target: 'resting', actions: ['pressed', assign(NONE)] },
        cancel: { target: 'resting', actions: assign(NONE) },
      },
    },
    dragging: {
      on: {
        move: { actions: assign(({ event }) => ({ x: event.x, y: event.y, target: event.target })) },
        up: [
          { guard: 'somewhere', target: 'resting', actions: ['dropped', assign(NONE)] },
          { target: 'resting', actions: ['missed', assign(NONE)] },
        ],
        cancel: { target: 'resting', actions: assign(NONE) },
      },
    },
  },
});
