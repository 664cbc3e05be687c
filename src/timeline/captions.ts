/** What is written on the timeline, and where it may stand: a label begins at what it names or after it, never before. */
import type { Meta } from '../engine/meta.ts';
import type { OperationRecord } from '../engine/trace.ts';
import { notesInView } from './bands.ts';
import { flagWishes, inputWishes } from './faultcaptions.ts';
import { clockWords } from './faultwords.ts';
import { type LabelWish, type Spot, spotsFrom } from './labels.ts';
import { leadingMessages } from './messages.ts';
import { epochText, type OperationBar, type Tone } from './types.ts';
import { type Captioned, inFoot, laneWish, MANY, SMALL, stick } from './wishes.ts';
import { fill, operationLabel, operationName } from './words.ts';

const LETTER = 11.5;

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
  const { operations, end, stopped } = model.index.trace;
  // Of a run that is shown up to here nobody knows yet what is never answered.
  const goesOn = end < model.resolved.spec.until && stopped === null;
  for (const bar of toldApart(of.operations).slice(0, MANY)) {
    const operation = operationOf(operations, bar.operation);
    if (!operation) continue;
    const draft = {
      text:
        goesOn && operation.outcome === 'open'
          ? `${operationName(operation, model.meta)} …`
          : labelOf(operation, model.meta),
      size: SMALL,
      weight: 450,
      tone: 'ink' as Tone,
      priority: 75,
      step: bar.step,
    };
    const x = stick(bar.x0, view);
    // Between a bar and the zigzag of a cut beside its lane there is room for it only close to the bar.
    wishes.push(laneWish(of, draft, x, bar.y, 12, 1, 10));
  }
  return wishes;
}

/** px: an operation that begins so close to another of its lane is one of a row of them, and no name would be its own. */
const TOLD_APART = 5;
/** Where there are more than these, only names that lie farther from one another than this are worth the search for a place, px. */
const CROWD = 120;
const APART_IN_CROWD = 24;

/** Those that are worth a name, in order. */
function toldApart(bars: readonly OperationBar[]): OperationBar[] {
  const hidden = new Set<OperationBar>();
  const last = new Map<number, OperationBar>();
  for (const bar of bars) {
    const before = last.get(bar.y);
    last.set(bar.y, bar);
    if (before === undefined || Math.abs(bar.x0 - before.x0) >= TOLD_APART) continue;
    hidden.add(before);
    hidden.add(bar);
  }
  const alone = bars.filter((bar) => !hidden.has(bar));
  if (alone.length <= CROWD) return alone;
  const named = new Map<number, number>();
  return alone.filter(({ x0, y }) => {
    const near = x0 - (named.get(y) ?? Number.NEGATIVE_INFINITY) < APART_IN_CROWD;
    if (!near) named.set(y, x0);
    return !near;
  });
}

/** An operation is of one protocol, and never changes: what is said of it is put together once. */
const labels = new WeakMap<OperationRecord, string>();

function labelOf(operation: OperationRecord, meta: Meta): string {
  const known = labels.get(operation);
  if (known !== undefined) return known;
  const label = operationLabel(operation, meta);
  labels.set(operation, label);
  return label;
}

/** By its number, which rises along the list. */
function operationOf(operations: readonly OperationRecord[], id: number): OperationRecord | undefined {
  let low = 0;
  let high = operations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((operations[middle] as OperationRecord).id < id) low = middle + 1;
    else high = middle;
  }
  return operations[low]?.id === id ? operations[low] : undefined;
}

function noteWishes(of: Captioned): LabelWish[] {
  const { model, view } = of;
  const { index, meta } = model;
  const { notes, first, last } = notesInView(model, view);
  const banded = new Set(of.bands.filter((band) => band.label !== '').map((band) => band.step));
  const wishes: LabelWish[] = [];
  for (let i = first; i < last && wishes.length < MANY; i++) {
    const note = notes[i];
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
