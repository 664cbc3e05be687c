/** What all captions share: who is asked, and where a label may stand beside what it names. */
import { type LabelWish, leadSpots, spotsFrom } from './labels.ts';
import type { Band, InputObject, Measure, MessageLine, Model, OperationBar, Ruler, View } from './types.ts';

export const SMALL = 12;
/** More labels than this of one sort are not even tried. */
export const MANY = 250;
/** Between the first row of labels and the second, px. */
export const ROW = 14;

export interface Captioned {
  readonly model: Model;
  readonly view: View;
  /** No label runs beyond this x. */
  readonly right: number;
  readonly bands: readonly Band[];
  readonly operations: readonly OperationBar[];
  readonly inputs: readonly InputObject[];
  readonly rulers: readonly Ruler[];
  readonly messages: readonly MessageLine[];
}

/** A start that has left the picture is labelled at its edge. */
export function stick(x: number, view: View): number {
  return Math.max(x, view.scale.x0);
}

export type Draft = Omit<LabelWish, 'spots'>;

/**
 * A label beside a lane for what begins at `x`: above it, below it, and where lanes leave room a row farther off with a line to
 * its event. @param off from the lane to the label, px; @param close the same, for a second place above the lane
 */
export function laneWish(
  of: Captioned,
  long: Draft,
  x: number,
  y: number,
  off: number,
  dx = 4,
  close = off,
): LabelWish {
  const { view, right } = of;
  const draft = shortened(long, right - x - dx, view.measure);
  const width = view.measure(draft.text, draft.size, draft.weight);
  const above = close === off ? [y - off] : [y - off, y - close];
  const spots = spotsFrom(x, [...above, y + off + 9], width, right, dx);
  if (view.lanes.gap >= 2 * (off + ROW)) {
    spots.push(...leadSpots(x, [y - off - ROW, y + off + 9 + ROW], width, right, y));
  }
  return { ...draft, at: x, spots };
}

/** Less room than this says nothing, px: then the label ends at its event. */
const LEAST = 90;

/** As much of a label as has room after its event. */
function shortened(draft: Draft, room: number, measure: Measure): Draft {
  const { text, size, weight } = draft;
  if (room < LEAST) return draft;
  const whole = measure(text, size, weight);
  if (whole <= room) return draft;
  const cut = (length: number) => `${text.slice(0, length).trimEnd()}…`;
  const fits = (length: number) => measure(cut(length), size, weight) <= room;
  // Not far from its share: each text that is measured for the first time costs as much as a dozen that are drawn.
  let length = Math.min(text.length - 1, Math.floor((text.length * room) / whole));
  while (length > 0 && !fits(length)) length--;
  while (length + 1 < text.length && fits(length + 1)) length++;
  return { ...draft, text: cut(length), whole: text };
}

/** What is written in the foot, shorter where its right corner leaves no room for all of it. */
export function inFoot({ view, right }: Captioned, draft: Draft, x: number, brief: string): Draft {
  const room = Math.min(right, view.width - (view.corner ?? 0)) - x;
  return view.measure(draft.text, draft.size, draft.weight) <= room ? draft : { ...draft, text: brief };
}
