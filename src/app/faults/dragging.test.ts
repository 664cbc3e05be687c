import { expect, test } from 'vitest';
import type { DropTarget } from '../views.ts';
import { createDragging } from './dragging.ts';

function started() {
  const calls: string[] = [];
  const dragging = createDragging({
    onDrag: (drag) => calls.push(drag === null ? 'rests' : `at ${drag.x}`),
    pressed: (chip) => calls.push(`pressed ${chip}`),
    dropped: (chip, target) => calls.push(`dropped ${chip} at ${target.at}`),
    missed: (chip) => calls.push(`missed ${chip}`),
  });
  return { dragging, calls };
}
const down = { type: 'down', chip: 'crash', x: 100, y: 100 } as const;
const move = (x: number, target: DropTarget | null) => ({ type: 'move', x, y: 100, target }) as const;
/** Once all that a press fetches is there. */
const loaded = async () => {
  await Promise.all([import('xstate'), import('./drag.ts')]);
  await new Promise((resolve) => setTimeout(resolve, 0));
};

test('a press quicker than the machine comes is a press all the same', async () => {
  const { dragging, calls } = started();
  dragging.send(down);
  dragging.send({ type: 'up' });
  expect(calls).toEqual([]);
  await loaded();
  expect(calls).toEqual(['pressed crash']);
});

test('a drag is told as it goes, and ends once', async () => {
  const { dragging, calls } = started();
  dragging.send(down);
  await loaded();
  dragging.send(move(200, { at: 5 }));
  dragging.send(move(300, { at: 7 }));
  dragging.send({ type: 'up' });
  expect(calls).toEqual(['at 200', 'at 300', 'dropped crash at 7', 'rests']);
});
