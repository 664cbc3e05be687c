/** What a timeline shows, for whoever paints it elsewhere: the saved picture and the printed one. */
import type { Scene } from '../../timeline/types.ts';
import type { Cursor, SceneLayer } from '../views.ts';
import type { Palette } from './palette.ts';

export interface Snapshot {
  readonly scene: Scene;
  readonly palette: Palette;
  readonly cursor: Cursor;
  readonly layer: SceneLayer | null;
}

const offers = new WeakMap<Element, () => Snapshot | null>();

/** @param element the canvases' own; @param take what is on show when it is asked */
export function offerSnapshot(element: Element, take: () => Snapshot | null): void {
  offers.set(element, take);
}

/** The timeline in a part of the page, as it stands. Null if there is none. */
export function snapshotIn(part: Element): Snapshot | null {
  for (const element of part.querySelectorAll('.timeline-canvases')) {
    const taken = offers.get(element)?.();
    if (taken) return taken;
  }
  return null;
}
