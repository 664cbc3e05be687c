import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import { dragMachine } from './drag.ts';

function started() {
  const calls: string[] = [];
  const actor = createActor(
    dragMachine.provide({
      actions: {
        pressed: ({ context }) => calls.push(`pressed ${context.chip}`),
        dropped: ({ context }) => calls.push(`dropped ${context.chip} at ${context.target?.at}`),
        missed: ({ context }) => calls.push(`missed ${context.chip}`),
      },
    }),
  );
  actor.start();
  return { actor, calls };
}
const down = { type: 'down', chip: 'crash', x: 100, y: 100 } as const;
const move = (x: number, at: number | null) =>
  ({ type: 'move', x, y: 100, target: at === null ? null : { at } }) as const;

test('a hand that trembles presses', () => {
  const { actor, calls } = started();
  actor.send(down);
  actor.send(move(103, 5));
  actor.send({ type: 'up' });
  expect(calls).toEqual(['pressed crash']);
  expect(actor.getSnapshot().value).toBe('resting');
});

test('a drag lands where it was let go', () => {
  const { actor, calls } = started();
  actor.send(down);
  actor.send(move(200, 5));
  actor.send(move(300, 7));
  expect(actor.getSnapshot().value).toBe('dragging');
  actor.send({ type: 'up' });
  expect(calls).toEqual(['dropped crash at 7']);
});

test('a drag let go over nothing is told as such; given up, it is not', () => {
  const { actor, calls } = started();
  actor.send(down);
  actor.send(move(200, 5));
  actor.send(move(300, null));
  actor.send({ type: 'up' });
  actor.send(down);
  actor.send(move(200, 5));
  actor.send({ type: 'cancel' });
  actor.send({ type: 'up' });
  expect(calls).toEqual(['missed crash']);
  expect(actor.getSnapshot().context.chip).toBeNull();
});
