/** What the pointer looks like over the timeline, and where a chip let go there would land. */
import type { Hit } from '../../timeline/hit.ts';
import { landingAt } from '../../timeline/landing.ts';
import { groundOf } from '../faults/landing.ts';
import type { ChipKind, DropTarget } from '../views.ts';
import { zoomOf } from './canvas.ts';
import type { Hands } from './gestures.ts';

/** The pointer over the timeline, px. */
export interface Pointer {
  readonly x: number;
  readonly y: number;
  readonly hit: Hit;
  /** The hand holds it: nothing is said of it. */
  readonly held?: true;
}

export function cursorFor(pointer: Pointer | null): string {
  switch (pointer?.hit.kind) {
    case 'axis':
    case 'cursor':
    case 'edge':
      return 'ew-resize';
    case 'input':
      return pointer?.held ? 'grabbing' : 'grab';
    case 'step':
    case 'message':
    case 'letter':
    case 'lane':
      return 'pointer';
    default:
      return pointer?.held ? 'grabbing' : 'default';
  }
}

export function dropTarget(
  hands: Hands | null,
  surface: HTMLElement | null,
  clientX: number,
  clientY: number,
  chip: ChipKind,
): DropTarget | null {
  if (!hands || !surface) return null;
  const box = surface.getBoundingClientRect();
  if (clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom) return null;
  const zoom = zoomOf(surface);
  const x = (clientX - box.left) / zoom;
  const y = (clientY - box.top) / zoom + hands.scrollY;
  const landing = landingAt(hands.scene, x, y, groundOf(chip));
  if (!landing) return null;
  return {
    at: landing.at,
    precision: landing.precision,
    ...(landing.node !== undefined && { node: landing.node }),
    ...(landing.send !== undefined && { send: landing.send }),
    ...(landing.groups !== undefined && { groups: landing.groups }),
    ...(landing.link !== undefined && { link: landing.link }),
  };
}
