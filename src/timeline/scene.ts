/** Trace and view → everything that is drawn. Pure: the same model and view give the same scene. */
import { placeBands, placeDots, placeFlags, placeOperations } from './bands.ts';
import { labelWishes } from './captions.ts';
import { placeRulers } from './clocks.ts';
import { placeInputs } from './faults.ts';
import { placeGaps } from './gaps.ts';
import { placeLabels } from './labels.ts';
import { FOOT, laneNameX } from './lanes.ts';
import { placeMessages } from './messages.ts';
import type { Box, InputObject, Model, OperationBar, Scene, View } from './types.ts';
import { placeWrites } from './writes.ts';

/** @param budget message lines at most; for tests and slow machines */
export function buildScene(model: Model, view: View, budget?: number): Scene {
  // A page that has not been laid out yet has no room for anything: what would be placed is placed again a moment later.
  const parts = view.width > 0 ? placeAll(model, view, budget) : NOTHING;
  const { inputs } = parts;
  const { scale, lanes } = view;
  const stopped = model.index.trace.stopped ? scale.x(model.index.trace.end) : null;
  const left = scale.x0 - 16;
  const bounds = {
    x: left,
    y: lanes.top,
    width: scale.x1 + 14 - left,
    height: lanes.bottom + FOOT - lanes.top,
  };
  const wishes = view.width > 0 ? labelWishes({ model, view, right: bounds.x + bounds.width, ...parts }) : [];
  return {
    model,
    view,
    lanes: lanes.list,
    ...placeGaps(view),
    ...parts,
    labels: placeLabels(wishes, view.measure, bounds, obstacles(inputs, parts.operations, view)),
    stoppedAt: stopped,
  };
}

function placeAll(model: Model, view: View, budget: number | undefined) {
  const inputs = placeInputs(model, view);
  return {
    inputs,
    ...placeMessages(model, view, inputs, budget),
    bands: placeBands(model, view),
    operations: placeOperations(model, view),
    dots: placeDots(model, view),
    flags: placeFlags(model, view),
    rulers: placeRulers(model, view),
    writes: placeWrites(model, view, inputs),
  };
}

const NOTHING: ReturnType<typeof placeAll> = {
  inputs: [],
  messages: [],
  crosses: [],
  density: [],
  bands: [],
  operations: [],
  dots: [],
  flags: [],
  rulers: [],
  writes: [],
};

/** What no label may cover. */
export function obstacles(inputs: readonly InputObject[], bars: readonly OperationBar[], view: View): Box[] {
  const { lanes, scale } = view;
  const corner = view.corner ?? 0;
  const boxes: Box[] = [{ x: view.width - corner, y: lanes.height - FOOT, width: corner, height: FOOT }];
  const add = (x: number, y: number, width: number, height: number) => {
    const x0 = Math.max(x, 0);
    const x1 = Math.min(x + width, view.width);
    if (x1 >= x0) boxes.push({ x: x0, y, width: x1 - x0, height });
  };
  for (const lane of lanes.list) add(laneNameX(scale.x0), lane.y - 8, view.measure(lane.id, 14, 620) + 2, 16);
  for (const object of inputs) {
    const { body, x0, x1 } = object;
    for (const letter of object.letters) add(letter.x - 8, letter.y - 7, 16, 14);
    for (const y of object.zigzags) add(x0, y - 4, x1 - x0, 8);
    if (object.form === 'partition') for (const x of [x0, x1]) add(x - 6, lanes.top - 4, 12, 15);
    // A crash begins with a badge that is wider than its edge.
    else if (object.form === 'span')
      for (const piece of object.pieces) add(piece.x - 8, piece.y, piece.width + 9, piece.height);
    else if (object.form !== 'point') add(body.x, body.y, body.width, body.height);
    else if (object.type === 'fire') add(body.x + 3, body.y, body.width - 6, body.height);
  }
  for (const bar of bars) add(bar.x0, bar.y - 4, bar.x1 - bar.x0, 8);
  return boxes;
}
