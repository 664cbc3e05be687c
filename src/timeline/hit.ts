/** What lies under the pointer. */

import { letterX } from './faults.ts';
import { type Grip, gripAt, MOUSE_GRIP } from './grips.ts';
import { laneOf, nearestStep, timeOf } from './index.ts';
import { messageNear } from './landing.ts';
import { AXIS, laneAt } from './lanes.ts';
import type { Box, InputObject, MessageLine, Scene } from './types.ts';

export type Hit =
  | { readonly kind: 'axis' }
  | { readonly kind: 'cursor' }
  | { readonly kind: 'edge'; readonly input: number; readonly end: 'start' | 'end' }
  | { readonly kind: 'letter'; readonly input: number; readonly node: number }
  | { readonly kind: 'input'; readonly input: number }
  | { readonly kind: 'step'; readonly step: number }
  /** `letter`: by the letter it shares with those that left together with it. */
  | { readonly kind: 'message'; readonly flight: number; readonly step: number; readonly letter?: true }
  | { readonly kind: 'lane'; readonly node: number }
  | { readonly kind: 'empty' };

export interface HitOptions {
  /** x of the cursor line, null when out of view. */
  readonly cursorX: number | null;
  /** The picked input is taken hold of before others. */
  readonly selected: number | null;
  /** Reach of the pointer, px: about 6 for a mouse, 14 for a finger. */
  readonly reach: number;
  /** Least width of the ends of faults, px; that of a mouse if not given. */
  readonly grip?: number;
}

export function hitTest(scene: Scene, x: number, y: number, options: HitOptions): Hit {
  const { scale, lanes } = scene.view;
  const { reach, cursorX } = options;
  const nearCursor = cursorX !== null && Math.abs(x - cursorX) <= reach;
  if (y < AXIS) return nearCursor ? { kind: 'cursor' } : { kind: 'axis' };
  if (x < scale.x0 - 16) {
    const lane = laneAt(lanes, y);
    return lane && Math.abs(lane.y - y) <= Math.max(12, reach)
      ? { kind: 'lane', node: lane.node }
      : { kind: 'empty' };
  }
  const letter = letterAt(scene, x, y, options);
  if (letter) return letter;
  const grip = gripAt(scene, x, y, {
    cursorX,
    selected: options.selected,
    least: options.grip ?? MOUSE_GRIP,
  });
  const mark = smallInputAt(scene, x, y, reach);
  // A badge that stands on an end leaves it the part beside it.
  if (mark && (!grip || mark.distance < Math.abs(x - endOf(scene, grip)))) return mark.hit;
  if (grip) return { kind: 'edge', ...grip };
  const step = stepNear(scene, x, y, reach);
  if (step >= 0) return { kind: 'step', step };
  const named = namedAt(scene, x, y);
  if (named) return named;
  const edge = edgeOfCutAt(scene, x, y, options);
  if (edge) return edge;
  if (nearCursor && cursorX !== null && Math.abs(x - cursorX) <= Math.max(4, reach / 2))
    return { kind: 'cursor' };
  const bar = scene.operations.find((b) => x >= b.x0 && x <= b.x1 && Math.abs(b.y - y) <= 5);
  if (bar) return { kind: 'step', step: bar.step };
  const message = messageNear(scene, x, y, reach);
  if (message) return { kind: 'message', flight: message.flight, step: stepOfMessage(scene, message, x, y) };
  const body = bodyAt(scene, x, y, options);
  return body ? { kind: 'input', input: body.input } : { kind: 'empty' };
}

/** The two lines of a cut, anywhere along them. */
function edgeOfCutAt(scene: Scene, x: number, y: number, options: HitOptions): Hit | null {
  const { scale } = scene.view;
  let best: { hit: Hit; distance: number } | null = null;
  for (const { form, body, input, x0, x1 } of scene.inputs) {
    if (form !== 'partition' || y < body.y - 3 || y > body.y + body.height + 3) continue;
    for (const end of ['start', 'end'] as const) {
      const at = end === 'start' ? x0 : Math.min(x1, scale.x(scale.until));
      // A short span keeps a middle that moves it.
      const slack = Math.min(options.reach, Math.max(3, (x1 - x0) / 3));
      const distance = Math.abs(x - at) - (options.selected === input ? 4 : 0);
      if (Math.abs(x - at) > slack || (best && distance >= best.distance)) continue;
      best = { hit: { kind: 'edge', input, end }, distance };
    }
  }
  return best?.hit ?? null;
}

/** x of an end. */
function endOf(scene: Scene, { input, end }: Grip): number {
  const object = scene.inputs[input];
  return (end === 'start' ? object?.x0 : object?.x1) ?? Number.NaN;
}

/** What of an object the hand can take hold of: a flapping cut also between its flaps, an outage only on its lanes. */
function heldBy(object: InputObject): readonly Box[] {
  return object.form === 'span' || object.form === 'disk' ? object.pieces : [object.body];
}

/** A side letter; of the picked partition also those of lanes on no side. */
function letterAt(scene: Scene, x: number, y: number, { cursorX, selected, reach }: HitOptions): Hit | null {
  for (const object of scene.inputs) {
    for (const letter of selected === object.input ? [...object.letters, ...object.loose] : object.letters) {
      const far = Math.max(8, reach);
      if (Math.abs(letterX(letter, cursorX) - x) <= far && Math.abs(letter.y - y) <= 9) {
        return { kind: 'letter', input: object.input, node: letter.node };
      }
    }
  }
  return null;
}

/** The letter of a message. */
function namedAt(scene: Scene, x: number, y: number): Hit | null {
  const label = scene.labels.find(
    ({ flight, box }) =>
      flight >= 0 &&
      x >= box.x - 3 &&
      x <= box.x + box.width + 3 &&
      y >= box.y - 2 &&
      y <= box.y + box.height + 2,
  );
  return label ? { kind: 'message', flight: label.flight, step: label.step, letter: true } : null;
}

function smallInputAt(
  scene: Scene,
  x: number,
  y: number,
  reach: number,
): { readonly hit: Hit; readonly distance: number } | null {
  for (const object of scene.inputs) {
    if (object.form !== 'message' && object.form !== 'point' && object.form !== 'disk') continue;
    // The badge; of a torn write the time its node is down comes after.
    const body = object.pieces[0] ?? object.body;
    const cx = body.x + body.width / 2;
    const cy = body.y + body.height / 2;
    const distance = Math.hypot(cx - x, cy - y);
    if (distance <= Math.max(8, reach)) return { hit: { kind: 'input', input: object.input }, distance };
  }
  return null;
}

/** The step on the lane nearest to the pointer, −1 if none is within reach. */
export function stepNear(scene: Scene, x: number, y: number, reach: number): number {
  const { lanes, scale } = scene.view;
  const lane = laneAt(lanes, y);
  if (!lane || Math.abs(lane.y - y) > Math.min(lanes.half, lanes.gap / 3) + 1) return -1;
  const { index } = scene.model;
  const step = nearestStep(index, lane.node, scale.t(x));
  if (step < 0 || laneOf(index, step) !== lane.node) return -1;
  return Math.abs(scale.x(timeOf(index, step)) - x) <= reach ? step : -1;
}

/** A message speaks of the step at its nearer end. */
function stepOfMessage(scene: Scene, line: MessageLine, x: number, y: number): number {
  const { flights, trace } = scene.model.index;
  const end = flights.end[line.flight] as number;
  const nearEnd = Math.hypot(x - line.x1, y - line.y1) < Math.hypot(x - line.x0, y - line.y0);
  const row = nearEnd && line.fate === 'delivered' && end >= 0 ? end : (flights.send[line.flight] as number);
  return trace.columns.step[row] as number;
}

/** The input whose body a hand would move from here, whatever message lies on top; the smallest, or the picked one. */
export function bodyAt(
  scene: Scene,
  x: number,
  y: number,
  options: Pick<HitOptions, 'selected'>,
): InputObject | null {
  let best: InputObject | null = null;
  for (const object of scene.inputs) {
    const { body } = object;
    const slack = object.form === 'strip' ? 2 : 0;
    const inside = (box: Box) =>
      x >= box.x && x <= box.x + box.width && y >= box.y - slack && y <= box.y + box.height + slack;
    if (!heldBy(object).some(inside)) continue;
    if (object.input === options.selected) return object;
    if (!best || body.width * body.height < best.body.width * best.body.height) best = object;
  }
  return best;
}
