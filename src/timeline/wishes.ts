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
 * its event. @param off from the lane to the label, px
 */
export function laneWish(of: Captioned, long: Draft, x: number, y: number, off: number, dx = 4): LabelWish {
  const { view, right } = of;
  const draft = shortened(long, right - x - dx, view.measure);
  const width = view.measure(draft.text, draft.size, draft.weight);
  const near = [y - off, y + off + 9];
  const far = view.lanes.gap >= 2 * (off + ROW) ? [y - off - ROW, y + off + 9 + ROW] : [];
  return {
    ...draft,
    at: x,
    spots: [...spotsFrom(x, near, width, right, dx), ...leadSpots(x, far, width, right, y)],
  };
}

/** Less room than this says nothing, px: then the label ends at its event. */
const LEAST = 90;

/** As much of a label as has room after its event. */
function shortened(draft: Draft, room: number, measure: Measure): Draft {
  const { text, size, weight } = draft;
  if (room < LEAST || measure(text, size, weight) <= room) return draft;
  const cut = (length: number) => `${text.slice(0, length).trimEnd()}…`;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(cut(middle), size, weight) <= room) low = middle;
    else high = middle - 1;
  }
  return { ...draft, text: cut(low) };
}

/** What is written in the foot, shorter where its right corner leaves no room for all of it. */
export function inFoot({ view, right }: Captioned, draft: Draft, x: number, brief: string): Draft {
  const room = Math.min(right, view.width - (view.corner ?? 0)) - x;
  return view.measure(draft.text, draft.size, draft.weight) <= room ? draft : { ...draft, text: brief };
}
