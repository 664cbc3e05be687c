/** The drag of a chip for the palette: its machine comes with the first press, and what the hand does meanwhile waits for it. */
import { loading } from '../idle.ts';
import type { ChipKind, DropTarget } from '../views.ts';
import type { DragEvent } from './drag.ts';

/** A chip on its way. Client coordinates. */
export interface Dragged {
  readonly chip: ChipKind;
  readonly x: number;
  readonly y: number;
  readonly target: DropTarget | null;
}

export interface DraggingOptions {
  /** Told where the chip is while it is on its way; null once it is not. */
  onDrag(drag: Dragged | null): void;
  pressed(chip: ChipKind): void;
  dropped(chip: ChipKind, target: DropTarget): void;
  missed(chip: ChipKind): void;
}

export interface Dragging {
  send(event: DragEvent): void;
}

export function createDragging(options: DraggingOptions): Dragging {
  const early: DragEvent[] = [];
  let send: ((event: DragEvent) => void) | null = null;
  let asked = false;

  async function load(): Promise<void> {
    const [{ createActor }, { dragMachine }] = await Promise.all([import('xstate'), import('./drag.ts')]);
    const actor = createActor(
      dragMachine.provide({
        actions: {
          pressed: ({ context: { chip } }) => {
            if (chip !== null) options.pressed(chip);
          },
          dropped: ({ context: { chip, target } }) => {
            if (chip !== null && target !== null) options.dropped(chip, target);
          },
          missed: ({ context: { chip } }) => {
            if (chip !== null) options.missed(chip);
          },
        },
      }),
    );
    let was: Dragged | null = null;
    actor.subscribe((snapshot) => {
      const { chip, x, y, target } = snapshot.context;
      const now = snapshot.matches('dragging') && chip !== null ? { chip, x, y, target } : null;
      if (now !== was) options.onDrag(now);
      was = now;
    });
    actor.start();
    send = (event) => actor.send(event);
    for (const event of early.splice(0)) send(event);
  }

  return {
    send(event) {
      if (send !== null) {
        send(event);
        return;
      }
      early.push(event);
      if (asked) return;
      asked = true;
      const loaded = loading();
      load()
        .catch(() => {
          // Without the network the next press asks again.
          asked = false;
          early.length = 0;
        })
        .finally(loaded);
    },
  };
}
