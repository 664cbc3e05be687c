/** What is written on the timeline, and where it may stand: a label begins at what it names or after it, never before. */
import type { Input } from '../engine/runspec.ts';
import { notesInView } from './bands.ts';
import { formOf } from './faultforms.ts';
import { clockWords } from './faultwords.ts';
import { timeOf } from './index.ts';
import { type LabelWish, leadSpots, type Spot, spotsFrom } from './labels.ts';
import { leadingMessages } from './messages.ts';
import {
  type Band,
  epochText,
  type InputObject,
  type MessageLine,
  type Model,
  type OperationBar,
  type Ruler,
  type Tone,
  type View,
} from './types.ts';
import { captionOf, fill, operationLabel } from './words.ts';

const SMALL = 12;
const LETTER = 11.5;
/** More labels than this of one sort are not even tried. */
const MANY = 250;
/** Between the first row of labels and the second, px. */
const ROW = 14;

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

export function labelWishes(of: Captioned): LabelWish[] {
  return [
    ...flagWishes(of),
    ...bandWishes(of),
    ...operationWishes(of),
    ...noteWishes(of),
    ...inputWishes(of),
    ...rulerWishes(of),
    ...letterWishes(of),
  ];
}

/** A start that has left the picture is labelled at its edge. */
function stick(x: number, view: View): number {
  return Math.max(x, view.scale.x0);
}

type Draft = Omit<LabelWish, 'spots'>;

/**
 * A label beside a lane for what begins at `x`: above it, below it, and where lanes leave room a row farther off with a line to
 * its event. @param off from the lane to the label, px
 */
function laneWish(of: Captioned, draft: Draft, x: number, y: number, off: number, dx = 4): LabelWish {
  const { view, right } = of;
  const width = view.measure(draft.text, draft.size, draft.weight);
  const near = [y - off, y + off + 9];
  const far = view.lanes.gap >= 2 * (off + ROW) ? [y - off - ROW, y + off + 9 + ROW] : [];
  return {
    ...draft,
    at: x,
    spots: [...spotsFrom(x, near, width, right, dx), ...leadSpots(x, far, width, right, y)],
  };
}

/** Of promises that break in one step so many are named; the rest are counted. */
const MOST_AT_ONCE = 3;

function flagWishes(of: Captioned): LabelWish[] {
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
    const width = view.measure(draft.text, draft.size, draft.weight);
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

function bandWishes(of: Captioned): LabelWish[] {
  const { view, right } = of;
  return of.bands
    .filter((band) => band.label !== '')
    .slice(0, MANY)
    .map((band) => {
      const x = stick(band.x0, view);
      const draft = {
        text: fill(band.label, { epoch: band.epoch }),
        size: SMALL,
        weight: 620,
        tone: epochText(band.epoch),
        priority: 80,
        step: band.step,
      };
      const wish = laneWish(of, draft, x, band.y, band.half + 4, 7);
      const width = view.measure(draft.text, draft.size, draft.weight);
      // Inside the band when it holds its name.
      const room = Math.min(band.x1, right) - x - 14;
      const within = width <= room ? spotsFrom(x, [band.y + 4], width, right, 9) : [];
      return { ...wish, spots: [...wish.spots.slice(0, 2), ...within, ...wish.spots.slice(2)] };
    });
}

function operationWishes(of: Captioned): LabelWish[] {
  const { model, view } = of;
  const wishes: LabelWish[] = [];
  const byId = new Map(model.index.trace.operations.map((operation) => [operation.id, operation]));
  for (const bar of of.operations.slice(0, MANY)) {
    const operation = byId.get(bar.operation);
    if (!operation) continue;
    const draft = {
      text: operationLabel(operation, model.meta),
      size: SMALL,
      weight: 450,
      tone: 'ink' as Tone,
      priority: 75,
      step: bar.step,
    };
    wishes.push(laneWish(of, draft, stick(bar.x0, view), bar.y, 12, 1));
  }
  return wishes;
}

function noteWishes(of: Captioned): LabelWish[] {
  const { model, view } = of;
  const { index, meta } = model;
  const { first, last } = notesInView(model, view);
  const banded = new Set(of.bands.filter((band) => band.label !== '').map((band) => band.step));
  const wishes: LabelWish[] = [];
  for (let i = first; i < last && wishes.length < MANY; i++) {
    const note = index.trace.notes[i];
    const known = note && meta.notes.find((n) => n.id === note.id);
    if (!note || !known?.label || known.level !== 'major') continue;
    const step = index.trace.columns.step[note.row] as number;
    // The band that begins here says it already.
    if (banded.has(step)) continue;
    const node = index.trace.columns.node[note.row] as number;
    const draft = {
      text: fill(known.label, { node: note.node, ...note.fields }),
      size: SMALL,
      weight: 450,
      tone: 'ink' as Tone,
      priority: 70,
      step,
    };
    const x = view.scale.x(index.trace.columns.time[note.row] as number);
    wishes.push(laneWish(of, draft, x, view.lanes.y[node] ?? 0, view.lanes.half + 4));
  }
  return wishes;
}

function inputWishes(of: Captioned): LabelWish[] {
  const { model, view, right } = of;
  const { scale } = view;
  const wishes: LabelWish[] = [];
  for (const object of of.inputs) {
    const input = model.resolved.spec.inputs[object.input];
    if (!input || wishes.length > MANY || !inSight(object, scale)) continue;
    // Operations carry their own labels, clocks their rulers' captions.
    if (object.type === 'command' || object.type === 'clock') continue;
    // A fired timer is told by its bolt, and by what follows; only one without effect needs a word.
    if (object.type === 'fire' && !object.idle) continue;
    const draft = {
      text: inputText(object, input, model),
      size: SMALL,
      weight: 450,
      tone: 'fault' as Tone,
      priority: 60,
    };
    const width = view.measure(draft.text, draft.size, draft.weight);
    const x = stick(object.x0, view);
    const { y, height } = object.form === 'partition' ? object.body : (object.pieces[0] ?? object.body);
    if (object.form === 'partition') wishes.push(cutWish(of, draft, object, x));
    else if (object.form === 'span') wishes.push(laneWish(of, draft, x, y + height / 2, height / 2 + 6, 9));
    else if (object.form === 'strip') {
      wishes.push({ ...draft, at: x, spots: spotsFrom(x, [y + height + 14], width, right, 2) });
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

/** From its start, or where it struck, to its end. */
function inSight({ x0, x1, struckX }: InputObject, scale: View['scale']): boolean {
  return Math.max(x1, struckX ?? x1) >= scale.x0 && x0 <= scale.x1;
}

/** What stands beside an object; of one that found nothing, that it did not. */
function inputText(object: InputObject, input: Input, { meta }: Model): string {
  if (!object.idle) return captionOf(input, meta);
  const waited = 'fault' in input && formOf(input.fault.type).waits;
  if (waited) return `${captionOf(input, meta)}: none came`;
  return object.form === 'disk' ? `${captionOf(input, meta)}: no such record` : 'nothing to act on';
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

/** What is written in the foot, shorter where its right corner leaves no room for all of it. */
function inFoot({ view, right }: Captioned, draft: Draft, x: number, brief: string): Draft {
  const room = Math.min(right, view.width - (view.corner ?? 0)) - x;
  return view.measure(draft.text, draft.size, draft.weight) <= room ? draft : { ...draft, text: brief };
}

function rulerWishes(of: Captioned): LabelWish[] {
  const { model, view, right } = of;
  const wishes: LabelWish[] = [];
  for (const ruler of of.rulers) {
    const id = model.resolved.nodes.find((node) => node.index === ruler.node)?.id ?? '';
    const faults = model.resolved.spec.inputs.flatMap((input) =>
      'fault' in input && input.fault.type === 'clock' && input.fault.node === id ? [input.fault] : [],
    );
    const last = view.lanes.list[view.lanes.list.length - 1]?.node === ruler.node;
    const words = faults.map(clockWords).join('; ');
    const full = {
      text: `${id}’s own milliseconds, ${words}`,
      size: SMALL,
      weight: 450,
      tone: 'ink-2' as Tone,
      priority: 78,
    };
    const draft = last ? inFoot(of, full, ruler.x0, `${id}: ${words}`) : full;
    const width = view.measure(draft.text, draft.size, draft.weight);
    const rows = last ? [view.lanes.bottom + 15, ruler.y + 19] : [ruler.y + 19];
    wishes.push({ ...draft, at: ruler.x0, foot: last, spots: spotsFrom(ruler.x0, rows, width, right, 0) });
    for (const tick of ruler.ticks.slice(0, MANY)) {
      if (!tick.major) continue;
      const spot: Spot = { x: tick.x, y: ruler.y + 18, anchor: 'middle' };
      wishes.push({ text: tick.label, size: 10, weight: 450, tone: 'ink-2', priority: 20, spots: [spot] });
    }
  }
  return wishes;
}

/** A letter names a line, not a moment: it stands at the foot of the line, on the side away from where it leads. */
function letterWishes({ model, view, messages }: Captioned): LabelWish[] {
  if (messages.length > 1500) return [];
  const { index, meta } = model;
  const { ref, step, epoch } = index.trace.columns;
  return leadingMessages(index, messages)
    .slice(0, 2 * MANY)
    .filter((line) => line.x0 >= view.scale.x0 - 2)
    .map((line): LabelWish => {
      const send = index.flights.send[line.flight] as number;
      const down = line.y1 >= line.y0;
      const [beside, behind] = down ? [16, -7] : [-7, 16];
      return {
        text: meta.messages[ref[send] as number]?.letter ?? '',
        size: LETTER,
        weight: 640,
        tone: epochText(epoch[send] as number),
        priority: 30,
        step: step[send] as number,
        flight: line.flight,
        spots: [
          { x: line.x0 - 5, y: line.y0 + beside, anchor: 'end' },
          { x: line.x0 - 5, y: line.y0 + behind, anchor: 'end' },
          { x: line.x0 + 5, y: line.y0 + behind, anchor: 'start' },
        ],
      };
    })
    .filter((wish) => wish.text !== '');
}
