/** The ends of faults that last, as something a hand can take hold of: each its own stretch of the axis, also where ends meet. */
import { letterX } from './faults.ts';
import { AXIS } from './lanes.ts';
import type { Box, InputObject, Scene } from './types.ts';

export interface Grip {
  readonly input: number;
  readonly end: 'start' | 'end';
}

export interface GripOptions {
  /** x of the cursor line, null when out of view: side letters step aside for it. */
  readonly cursorX: number | null;
  /** The picked input is taken hold of before others. */
  readonly selected: number | null;
  /** No grip is narrower, px. */
  readonly least: number;
}

/** Least width of a grip under a mouse, and under a finger, px. */
export const MOUSE_GRIP = 10;
export const TOUCH_GRIP = 44;
/** A start bears a badge, which belongs to its grip: half its width, px. */
const BADGE = 8;
/** How far a grip reaches past the lane or strip it is on, px. */
const PAST = 3;

interface Place extends Grip {
  readonly at: number;
  /** Length of the fault, px. */
  readonly length: number;
}

/** The end of a fault under the pointer, null if there is none. */
export function gripAt(scene: Scene, x: number, y: number, options: GripOptions): Grip | null {
  const places = placesAt(scene, y, options.least);
  // What is farther away neither holds this point nor bounds what does.
  const near = places.filter(({ at }) => Math.abs(at - x) <= 4 * options.least + 4 * BADGE);
  const holds = (among: readonly Place[]) =>
    among.find((place) => {
      const { from, to } = zoneOf(place, among, scene, y, options);
      return x >= from && x <= to;
    });
  const found = holds(near.filter((place) => place.input === options.selected)) ?? holds(near);
  return found ? { input: found.input, end: found.end } : null;
}

/** All ends whose grip covers this height, from left to right; of those at one place the one whose fault lies on the left first. */
function placesAt(scene: Scene, y: number, least: number): Place[] {
  const last = scene.view.scale.x(scene.view.scale.until);
  const places: Place[] = [];
  for (const object of scene.inputs) {
    if (!object.stretches || !boxesOf(object).some((box) => covers(box, y, least))) continue;
    const length = Math.max(0, object.x1 - object.x0);
    if (object.form !== 'disk') places.push({ input: object.input, end: 'start', at: object.x0, length });
    places.push({ input: object.input, end: 'end', at: Math.min(object.x1, last), length });
  }
  const side = ({ end }: Place) => (end === 'end' ? -1 : 1);
  // Two that end together: the shorter is taken from within, the longer from beyond; two that start together likewise.
  return places.sort((a, b) => a.at - b.at || side(a) - side(b) || side(b) * (b.length - a.length));
}

/** The tops of cuts, lanes of nodes that are struck, strips. */
function boxesOf(object: InputObject): readonly Box[] {
  if (object.form === 'partition') return [{ ...object.body, y: AXIS + 1, height: 14 }];
  if (object.form === 'disk') return object.pieces.slice(1);
  return object.form === 'span' ? object.pieces : [object.body];
}

function covers({ y: top, height }: Box, y: number, least: number): boolean {
  const past = least > MOUSE_GRIP ? Math.max(PAST, (least - height) / 2) : PAST;
  return y >= top - past && y <= top + height + past;
}

/** From where to where an end is taken hold of: half way to its neighbours, and on its free side as far as its least width needs. */
function zoneOf(
  place: Place,
  places: readonly Place[],
  scene: Scene,
  y: number,
  { least, cursorX }: GripOptions,
): { readonly from: number; readonly to: number } {
  const i = places.indexOf(place);
  const beside = besideLetter(scene, place.at, y, cursorX, least);
  const half = Math.max(least / 2, place.end === 'start' ? BADGE : 0, beside);
  const before = i > 0 ? bound(place, places[i - 1] as Place) : Number.NEGATIVE_INFINITY;
  const after = i + 1 < places.length ? bound(place, places[i + 1] as Place) : Number.POSITIVE_INFINITY;
  const from = Math.max(place.at - half, before);
  const to = Math.min(place.at + half, after);
  const missing = least - (to - from);
  if (missing <= 0) return { from, to };
  if (from > place.at - half) return { from, to: Math.min(to + missing, after) };
  return { from: Math.max(from - missing, before), to };
}

/** Where the grip of one end stops and that of the next begins. A short fault keeps a middle that moves it. */
function bound(place: Place, other: Place): number {
  const middle = (place.at + other.at) / 2;
  if (place.input !== other.input) return middle;
  return place.at + (other.at - place.at) / 3;
}

/** How far a grip has to reach so that enough of it lies beside a side letter that stands on it, px; 0 where none does. */
function besideLetter(scene: Scene, at: number, y: number, cursorX: number | null, least: number): number {
  let reach = 0;
  for (const { letters } of scene.inputs) {
    for (const letter of letters) {
      const apart = Math.abs(letterX(letter, cursorX) - at);
      if (Math.abs(letter.y - y) <= 9 && apart <= 2 * BADGE) reach = Math.max(reach, apart + BADGE + least);
    }
  }
  return reach;
}
