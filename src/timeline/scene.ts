/** Trace and view → everything that is drawn. Pure: the same model and view give the same scene. */
import { notesInView, placeBands, placeDots, placeFlags, placeOperations } from './bands.ts';
import { placeRulers } from './clocks.ts';
import { placeInputs } from './faults.ts';
import { timeOf } from './index.ts';
import { type LabelWish, placeLabels, type Spot } from './labels.ts';
import { leadingMessages, placeMessages } from './messages.ts';
import {
  type Band,
  type Box,
  epochText,
  type InputObject,
  type MessageLine,
  type Model,
  type OperationBar,
  type Ruler,
  type Scene,
  type Tone,
  type View,
} from './types.ts';
import { captionOf, clockWords, fill, operationLabel } from './words.ts';

const SMALL = 12;
const LETTER = 11.5;
/** More labels than this of one sort are not even tried. */
const MANY = 250;

/** @param budget message lines at most; for tests and slow machines */
export function buildScene(model: Model, view: View, budget?: number): Scene {
  const inputs = placeInputs(model, view);
  const { messages, crosses } = placeMessages(model, view, inputs, budget);
  const parts = {
    inputs,
    messages,
    crosses,
    bands: placeBands(model, view),
    operations: placeOperations(model, view),
    dots: placeDots(model, view),
    flags: placeFlags(model, view),
    rulers: placeRulers(model, view),
  };
  const { scale, lanes } = view;
  const stopped = model.index.trace.stopped ? scale.x(model.index.trace.end) : null;
  const wishes: LabelWish[] = [
    ...flagWishes(model, view),
    ...bandWishes(parts.bands, view),
    ...operationWishes(model, parts.operations, view),
    ...noteWishes(model, parts.bands, view),
    ...inputWishes(model, inputs, view),
    ...rulerWishes(model, parts.rulers, view),
    ...letterWishes(model, messages, view),
  ];
  const bounds = {
    x: scale.x0 - 16,
    y: lanes.top,
    width: scale.x1 - scale.x0 + 30,
    height: lanes.bottom + 24 - lanes.top,
  };
  return {
    model,
    view,
    lanes: lanes.list,
    ticks: scale.ticks(),
    ...parts,
    labels: placeLabels(wishes, view.measure, bounds, obstacles(inputs, parts.operations, view)),
    stoppedAt: stopped,
  };
}

function obstacles(inputs: readonly InputObject[], bars: readonly OperationBar[], view: View): Box[] {
  // The zoom buttons stand in the corner.
  const boxes: Box[] = [{ x: view.width - 92, y: view.lanes.height - 28, width: 92, height: 28 }];
  for (const object of inputs) {
    for (const letter of object.letters)
      boxes.push({ x: letter.x - 8, y: letter.y - 7, width: 16, height: 14 });
    for (const y of object.zigzags)
      boxes.push({ x: object.x0, y: y - 4, width: object.x1 - object.x0, height: 8 });
    if (object.form === 'message') boxes.push(object.body);
    if (object.form === 'strip') boxes.push(object.body);
    if (object.form === 'partition') {
      for (const x of [object.x0, object.x1])
        boxes.push({ x: x - 6, y: view.lanes.top - 4, width: 12, height: 15 });
    }
  }
  for (const bar of bars) boxes.push({ x: bar.x0, y: bar.y - 4, width: bar.x1 - bar.x0, height: 8 });
  return boxes;
}

/** A start that has left the picture is labelled at its edge. */
function stick(x: number, view: View): number {
  return Math.max(x, view.scale.x0);
}

function flagWishes(model: Model, view: View): LabelWish[] {
  const { scale, lanes } = view;
  return model.index.trace.violations.slice(0, MANY).map((violation) => {
    const title = model.meta.properties.find((p) => p.id === violation.property)?.title ?? violation.property;
    const x = scale.x(timeOf(model.index, violation.step));
    const head = model.index.heads[violation.step] as number;
    const y = lanes.y[model.index.trace.columns.node[head] as number] ?? lanes.top + 20;
    return {
      text: `broken: ${title}`,
      size: SMALL,
      weight: 620,
      tone: 'fault' as Tone,
      priority: 100,
      step: violation.step,
      spots: sideSpots(x, y, lanes.half + 5, 10),
    };
  });
}

/** Above to the right, above to the left, below to the right, below to the left of a point on a lane. */
function sideSpots(x: number, y: number, off: number, dx: number): Spot[] {
  return [
    { x: x + dx, y: y - off, anchor: 'start' },
    { x: x - dx, y: y - off, anchor: 'end' },
    { x: x + dx, y: y + off + 9, anchor: 'start' },
    { x: x - dx, y: y + off + 9, anchor: 'end' },
  ];
}

function bandWishes(bands: readonly Band[], view: View): LabelWish[] {
  return bands
    .filter((band) => band.label !== '')
    .slice(0, MANY)
    .map((band) => {
      const x = stick(band.x0, view);
      return {
        text: fill(band.label, { epoch: band.epoch }),
        size: SMALL,
        weight: 620,
        tone: epochText(band.epoch),
        priority: 80,
        step: band.step,
        spots: [
          { x: x + 7, y: band.y - band.half - 4, anchor: 'start' },
          { x: band.x0 - 8, y: band.y - band.half - 4, anchor: 'end' },
          { x: x + 7, y: band.y + band.half + 12, anchor: 'start' },
          { x: band.x0 - 12, y: band.y + 4, anchor: 'end' },
          { x: x + 9, y: band.y + 4, anchor: 'start' },
        ],
      };
    });
}

function operationWishes(model: Model, bars: readonly OperationBar[], view: View): LabelWish[] {
  const wishes: LabelWish[] = [];
  const byId = new Map(model.index.trace.operations.map((operation) => [operation.id, operation]));
  for (const bar of bars.slice(0, MANY)) {
    const operation = byId.get(bar.operation);
    if (!operation) continue;
    const x = stick(bar.x0, view);
    wishes.push({
      text: operationLabel(operation, model.meta),
      size: SMALL,
      weight: 450,
      tone: 'ink',
      priority: 75,
      step: bar.step,
      spots: [
        { x, y: bar.y - 11, anchor: 'start' },
        { x: Math.min(bar.x1, view.scale.x1), y: bar.y - 11, anchor: 'end' },
        { x, y: bar.y + 18, anchor: 'start' },
      ],
    });
  }
  return wishes;
}

function noteWishes(model: Model, bands: readonly Band[], view: View): LabelWish[] {
  const { index, meta } = model;
  const { first, last } = notesInView(model, view);
  const banded = new Set(bands.filter((band) => band.label !== '').map((band) => band.step));
  const wishes: LabelWish[] = [];
  for (let i = first; i < last && wishes.length < MANY; i++) {
    const note = index.trace.notes[i];
    const known = note && meta.notes.find((n) => n.id === note.id);
    if (!note || !known?.label || known.level !== 'major') continue;
    const step = index.trace.columns.step[note.row] as number;
    // The band that begins here says it already.
    if (banded.has(step)) continue;
    const node = index.trace.columns.node[note.row] as number;
    const x = view.scale.x(index.trace.columns.time[note.row] as number);
    const y = view.lanes.y[node] ?? 0;
    wishes.push({
      text: fill(known.label, { node: note.node, ...note.fields }),
      size: SMALL,
      weight: 450,
      tone: 'ink',
      priority: 70,
      step,
      spots: sideSpots(x, y, view.lanes.half + 4, 4),
    });
  }
  return wishes;
}

function inputWishes(model: Model, inputs: readonly InputObject[], view: View): LabelWish[] {
  const wishes: LabelWish[] = [];
  const { scale, lanes } = view;
  for (const object of inputs) {
    const input = model.resolved.spec.inputs[object.input];
    if (!input || object.x1 < scale.x0 || object.x0 > scale.x1 || wishes.length > MANY) continue;
    // Operations carry their own labels, clocks their rulers' captions.
    if (object.type === 'command' || object.type === 'clock') continue;
    // A fired timer is told by its bolt, and by what follows; only one without effect needs a word.
    if (object.type === 'fire' && !object.idle) continue;
    const x = stick(object.x0, view);
    const right = Math.min(object.x1, scale.x1);
    const { y, height } = object.body;
    let spots: Spot[];
    if (object.form === 'partition') {
      spots = [
        { x: (x + right) / 2, y: lanes.bottom + 15, anchor: 'middle' },
        { x, y: lanes.bottom + 15, anchor: 'start' },
        { x: right, y: lanes.bottom + 15, anchor: 'end' },
        { x: x + 10, y: lanes.top + 10, anchor: 'start' },
      ];
    } else if (object.form === 'strip') {
      spots = [
        { x: x + 2, y: y + height + 12, anchor: 'start' },
        { x: right, y: y + height + 12, anchor: 'end' },
      ];
    } else if (object.form === 'span') {
      spots = [
        { x: x + 4, y: y - 4, anchor: 'start' },
        { x: x + 14, y: y + height + 11, anchor: 'start' },
        { x: x - 4, y: y - 4, anchor: 'end' },
      ];
    } else {
      spots = sideSpots(object.body.x + height / 2, y + height / 2, 0, height / 2 + 3);
    }
    wishes.push({
      text: object.idle ? 'nothing to act on' : captionOf(input, model.meta),
      size: SMALL,
      weight: 450,
      tone: 'fault',
      priority: 60,
      spots,
    });
  }
  return wishes;
}

function rulerWishes(model: Model, rulers: readonly Ruler[], view: View): LabelWish[] {
  const wishes: LabelWish[] = [];
  for (const ruler of rulers) {
    const id = model.resolved.nodes.find((node) => node.index === ruler.node)?.id ?? '';
    const faults = model.resolved.spec.inputs.flatMap((input) =>
      'fault' in input && input.fault.type === 'clock' && input.fault.node === id ? [input.fault] : [],
    );
    const last = view.lanes.list[view.lanes.list.length - 1]?.node === ruler.node;
    const low = last ? view.lanes.bottom + 15 : ruler.y + 19;
    wishes.push({
      text: `${id}’s own milliseconds, ${faults.map(clockWords).join('; ')}`,
      size: SMALL,
      weight: 450,
      tone: 'ink-2',
      priority: 78,
      spots: [
        { x: ruler.x0, y: low, anchor: 'start' },
        { x: ruler.x0, y: ruler.y + 19, anchor: 'start' },
        { x: ruler.x1, y: low, anchor: 'end' },
      ],
    });
    for (const tick of ruler.ticks.slice(0, MANY)) {
      if (!tick.major) continue;
      const spot: Spot = { x: tick.x, y: ruler.y + 18, anchor: 'middle' };
      wishes.push({ text: tick.label, size: 10, weight: 450, tone: 'ink-2', priority: 20, spots: [spot] });
    }
  }
  return wishes;
}

function letterWishes(model: Model, messages: readonly MessageLine[], view: View): LabelWish[] {
  if (messages.length > 1500) return [];
  const { index, meta } = model;
  const { ref, step, epoch } = index.trace.columns;
  return leadingMessages(index, messages)
    .slice(0, 2 * MANY)
    .filter((line) => line.x0 >= view.scale.x0 - 2)
    .map((line): LabelWish => {
      const send = index.flights.send[line.flight] as number;
      const down = line.y1 >= line.y0;
      return {
        text: meta.messages[ref[send] as number]?.letter ?? '',
        size: LETTER,
        weight: 640,
        tone: epochText(epoch[send] as number),
        priority: 30,
        step: step[send] as number,
        spots: [
          { x: line.x0 - 5, y: line.y0 + (down ? 16 : -7), anchor: 'end' },
          { x: line.x0 - 5, y: line.y0 + (down ? -7 : 16), anchor: 'end' },
        ],
      };
    })
    .filter((wish) => wish.text !== '');
}
