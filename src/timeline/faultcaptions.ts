/** What is written beside faults, commands and broken promises. */
import type { Input } from '../engine/runspec.ts';
import { formOf } from './faultforms.ts';
import { timeOf } from './index.ts';
import { type LabelWish, leadSpots, type Spot, spotsFrom } from './labels.ts';
import type { InputObject, Model, Tone, View } from './types.ts';
import { type Captioned, type Draft, inFoot, laneWish, MANY, ROW, SMALL, stick } from './wishes.ts';
import { captionOf } from './words.ts';

/** Of promises that break in one step so many are named; the rest are counted. */
const MOST_AT_ONCE = 3;

export function flagWishes(of: Captioned): LabelWish[] {
  const { model, view, right } = of;
  /** By step: how many of its promises have a label. */
  const told = new Map<number, number>();
  const { violations } = model.index.trace;
  return violations.slice(0, MANY).flatMap((violation) => {
    const title = model.meta.properties.find((p) => p.id === violation.property)?.title ?? violation.property;
    const x = view.scale.x(timeOf(model.index, violation.step));
    if (x < view.scale.x0 || x > view.scale.x1) return [];
    const head = model.index.heads[violation.step] as number;
    const y = view.lanes.y[model.index.trace.columns.node[head] as number] ?? view.lanes.top + 20;
    const nth = told.get(violation.step) ?? 0;
    told.set(violation.step, nth + 1);
    if (nth >= MOST_AT_ONCE) return [];
    const more = nth === MOST_AT_ONCE - 1 ? andMore(violations, violation.step) : '';
    const draft = {
      text: `broken: ${title}${more}`,
      size: SMALL,
      weight: 620,
      tone: 'fault' as Tone,
      priority: 100,
      step: violation.step,
    };
    const wish = laneWish(of, draft, x, y, view.lanes.half + 5, 10);
    if (nth === 0) return [wish];
    // Whatever room the lanes leave: two that break at once stand above one another.
    // Of what is written, which may be less than all of it.
    const width = view.measure(wish.text, wish.size, wish.weight);
    const off = view.lanes.half + 5;
    const rows = [1, 2].flatMap((row) => [y - off - row * ROW, y + off + 9 + row * ROW]);
    return [{ ...wish, spots: [...wish.spots, ...leadSpots(x, rows, width, right, y)] }];
  });
}

/** ", and 2 more": the promises of a step that are not named. */
function andMore(violations: Model['index']['trace']['violations'], step: number): string {
  const rest = violations.filter((other) => other.step === step).length - MOST_AT_ONCE;
  return rest > 0 ? `, and ${rest} more` : '';
}

export function inputWishes(of: Captioned): LabelWish[] {
  const { model, view, right } = of;
  const { scale } = view;
  const wishes: LabelWish[] = [];
  for (const object of of.inputs) {
    // Operations carry their own labels, clocks their rulers' captions.
    if (object.type === 'command' || object.type === 'clock') continue;
    const input = model.resolved.spec.inputs[object.input];
    if (!input || wishes.length > MANY || !inSight(object, scale)) continue;
    // A fired timer is told by its bolt, and by what follows; only one without effect needs a word.
    if (object.type === 'fire' && !object.idle) continue;
    const draft = {
      text: inputText(object, input, model),
      size: SMALL,
      weight: 450,
      tone: 'fault' as Tone,
      // Somebody put it there: of all that happens it is what they look for.
      priority: 77,
    };
    const width = view.measure(draft.text, draft.size, draft.weight);
    const x = stick(object.x0, view);
    const { y, height } = object.form === 'partition' ? object.body : (object.pieces[0] ?? object.body);
    if (object.form === 'partition') wishes.push(cutWish(of, draft, object, x));
    else if (object.form === 'span') wishes.push(laneWish(of, draft, x, y + height / 2, height / 2 + 6, 9));
    else if (object.form === 'strip') {
      wishes.push({ ...draft, at: x, spots: stripSpots(of, object, x, width) });
    } else {
      // Beside the badge of a fault on one message, or above or below it.
      const badge = object.pieces[0] ?? object.body;
      const middle = badge.x + badge.width / 2;
      const beside = spotsFrom(middle, [y + height / 2 + 4], width, right, badge.width / 2 + 6);
      const rows = [y - 5, y + height + 13];
      wishes.push({ ...draft, at: middle, spots: [...beside, ...spotsFrom(middle, rows, width, right, 2)] });
    }
  }
  return wishes;
}

/** Beyond the strip, on its own side of the lane if there is room; else farther off, or on the lane's other side. */
function stripSpots(
  { view, right }: Captioned,
  { body, lanes }: InputObject,
  x: number,
  width: number,
): Spot[] {
  const lane = view.lanes.y[lanes[0] ?? -1] ?? 0;
  const above = [body.y - 5, body.y - 5 - ROW];
  const below = [body.y + body.height + 14, body.y + body.height + 14 + ROW];
  const [own, other] = body.y < lane ? [above, [lane + 18]] : [below, [lane - 8]];
  const near = spotsFrom(x, own.slice(0, 1), width, right, 2);
  const far = leadSpots(x, own.slice(1), width, right, body.y + body.height / 2);
  return [...near, ...far, ...spotsFrom(x, lanes.length > 0 ? other : [], width, right, 2)];
}

/** From its start, or where it struck, to its end. */
function inSight({ x0, x1, struckX }: InputObject, scale: View['scale']): boolean {
  return Math.max(x1, struckX ?? x1) >= scale.x0 && x0 <= scale.x1;
}

/** What stands beside an object; of one that found nothing, that it did not. */
function inputText(object: InputObject, input: Input, { meta }: Model): string {
  if (!object.idle) return captionOf(input, meta);
  const waited = 'fault' in input && formOf(input.fault.type).waits;
  if (waited) return `${captionOf(input, meta)}: none came`;
  return object.form === 'disk' ? `${captionOf(input, meta)}: no such record` : 'not running';
}

/** In the foot, in the middle of what the cut covers if that is wide enough; else from its start on. */
function cutWish(of: Captioned, full: Draft, object: InputObject, x: number): LabelWish {
  const { view, right } = of;
  // The letters of its sides say the rest.
  const brief = full.text.replace(/ .*?(?=,|$)/, full.text.includes('⇥') ? ' one way' : '');
  const draft = inFoot(of, full, x, brief);
  const width = view.measure(draft.text, draft.size, draft.weight);
  const y = view.lanes.bottom + 15;
  const end = Math.min(object.x1, view.scale.x1);
  const fits = end - x >= width;
  const middle: Spot[] = fits ? [{ x: (x + end) / 2, y, anchor: 'middle' }] : [];
  const last: Spot[] = fits ? [{ x: end, y, anchor: 'end' }] : [];
  const foot = [...middle, ...spotsFrom(x, [y], width, right, 0), ...last];
  return { ...draft, at: x, foot: true, spots: foot };
}
