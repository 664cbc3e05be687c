/** Where a chip let go on the timeline or on the stage would land. Loaded with the first chip. */
import { landingAt } from '../../timeline/landing.ts';
import { groundOf } from '../faults/landing.ts';
import type { ChipKind, DropTarget } from '../views.ts';
import { zoomOf } from './canvas.ts';
import type { Hands } from './gestures.ts';

export { onStage } from '../stage/onStage.ts';
export { targetAt } from '../stage/target.ts';

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
