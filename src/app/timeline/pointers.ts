/** Small things about pointers. */
import type { Box } from '../../timeline/types.ts';

/** Follows a pointer wherever it goes. */
export function capture(element: HTMLElement, pointer: number): void {
  try {
    element.setPointerCapture(pointer);
  } catch {
    // Told late of a finger that has left by now: the events to come say so.
  }
}

/** How far two fingers are apart, and where their middle is, client px. */
export function pinch(pointers: ReadonlyMap<number, { x: number; y: number }>): {
  spread: number;
  middle: number;
} {
  const [a, b] = [...pointers.values()];
  if (!a || !b) return { spread: 1, middle: a?.x ?? 0 };
  return { spread: Math.max(8, Math.hypot(a.x - b.x, a.y - b.y)), middle: (a.x + b.x) / 2 };
}

/** The box between two points. */
export function boxOf(from: { readonly x: number; readonly y: number }, x: number, y: number): Box {
  return {
    x: Math.min(from.x, x),
    y: Math.min(from.y, y),
    width: Math.abs(x - from.x),
    height: Math.abs(y - from.y),
  };
}
