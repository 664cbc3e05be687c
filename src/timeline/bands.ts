/** What happens on the lanes themselves: role bands, operations, timers and boots, broken promises. */
import { K, type NoteRecord } from '../engine/trace.ts';
import { firstStepFrom, laneOf, lowerBound, type TraceIndex, timeOf } from './index.ts';
import {
  type Band,
  type Dot,
  epochTone,
  type Flag,
  type Model,
  type OperationBar,
  type View,
} from './types.ts';

/** A stretch in which a node has a status that `meta.statuses` gives a band to. */
interface Spell {
  readonly node: number;
  readonly step: number;
  readonly status: number;
  readonly epoch: number;
  readonly t0: number;
  readonly t1: number;
}

const spellsByIndex = new WeakMap<TraceIndex, readonly Spell[]>();

/** Found once for a run, whatever the view. */
function spellsOf({ index, meta }: Model): readonly Spell[] {
  const known = spellsByIndex.get(index);
  if (known) return known;
  const { trace } = index;
  const open = new Map<number, { step: number; status: number; epoch: number }>();
  const spells: Spell[] = [];
  const close = (node: number, t1: number) => {
    const spell = open.get(node);
    open.delete(node);
    if (spell) spells.push({ node, ...spell, t0: timeOf(index, spell.step), t1 });
  };
  for (const change of trace.statuses) {
    const run = open.get(change.node);
    if (run && run.status === change.status && run.epoch === change.epoch) continue;
    close(change.node, timeOf(index, change.step));
    const status = meta.statuses[change.status];
    if (status && (status.band || status.mark === 'filled')) {
      open.set(change.node, { step: change.step, status: change.status, epoch: change.epoch });
    }
  }
  for (const node of [...open.keys()]) close(node, trace.end);
  spellsByIndex.set(index, spells);
  return spells;
}

/** The bands in view. */
export function placeBands(model: Model, view: View): Band[] {
  const { scale, lanes } = view;
  const bands: Band[] = [];
  for (const { node, step, status, epoch, t0, t1 } of spellsOf(model)) {
    if (t1 < scale.t0 || t0 > scale.t1) continue;
    const { label = '', mark = 'plain' } = model.meta.statuses[status] ?? {};
    const [x0, x1] = [scale.x(t0), scale.x(t1)];
    bands.push({ node, step, x0, x1, y: lanes.y[node] ?? 0, half: lanes.half, epoch, label, mark });
  }
  return bands;
}

export function placeOperations(model: Model, view: View): OperationBar[] {
  const { index } = model;
  const { columns, operations, end } = index.trace;
  const { scale, lanes } = view;
  const bars: OperationBar[] = [];
  for (const operation of operations) {
    const t0 = columns.time[operation.invokeRow] as number;
    const t1 = operation.replyRow >= 0 ? (columns.time[operation.replyRow] as number) : end;
    if (t1 < scale.t0 || t0 > scale.t1) continue;
    const node = columns.node[operation.invokeRow] as number;
    bars.push({
      operation: operation.id,
      step: columns.step[operation.invokeRow] as number,
      x0: scale.x(t0),
      x1: scale.x(t1),
      y: lanes.y[node] ?? 0,
      outcome: operation.outcome,
    });
  }
  return bars;
}

/** px: timers of a lane that would stand closer than this on average are left out. */
const APART = 9;

/** Dots for steps that no message line shows. Left out where they would run into one another. */
export function placeDots(model: Model, view: View): Dot[] {
  const { index } = model;
  const { kind } = index.trace.columns;
  const { scale, lanes } = view;
  const first = firstStepFrom(index, scale.t0);
  const last = firstStepFrom(index, scale.t1 + 1);
  const within = (steps: Int32Array) => steps.subarray(lowerBound(steps, first), lowerBound(steps, last));
  const most = (scale.x1 - scale.x0) / APART;
  const steps: number[] = [];
  for (const lane of index.timerSteps) {
    const timers = within(lane);
    if (timers.length <= most) steps.push(...timers);
  }
  for (const step of within(index.rareSteps)) {
    // Everything boots at 0: only a boot after a crash is news.
    if (kind[index.heads[step] as number] !== K.start || timeOf(index, step) > 0) steps.push(step);
  }
  steps.sort((a, b) => a - b);
  const epochs = new Map<number, number>();
  const changes = index.trace.statuses;
  let c = 0;
  const dots: Dot[] = [];
  for (const step of steps) {
    for (; c < changes.length && (changes[c]?.step ?? 0) <= step; c++) {
      epochs.set(changes[c]?.node ?? -1, changes[c]?.epoch ?? 0);
    }
    const k = kind[index.heads[step] as number];
    const node = laneOf(index, step);
    const y = lanes.y[node];
    if (y === undefined) continue;
    const shape = k === K.timer ? 'timer' : k === K.start ? 'start' : 'command';
    dots.push({ step, x: scale.x(timeOf(index, step)), y, shape, tone: epochTone(epochs.get(node) ?? 0) });
  }
  return dots;
}

export function placeFlags(model: Model, view: View): Flag[] {
  const { index } = model;
  const flags: Flag[] = [];
  for (const violation of index.trace.violations) {
    const time = timeOf(index, violation.step);
    if (time < view.scale.t0 || time > view.scale.t1) continue;
    const y = view.lanes.y[laneOf(index, violation.step)] ?? view.lanes.top + 20;
    flags.push({ step: violation.step, x: view.scale.x(time), y, why: violation.why });
  }
  return flags;
}

const toldByIndex = new WeakMap<TraceIndex, readonly NoteRecord[]>();

/** Notes that have a word on the timeline: found once for a run, for most have none. */
function toldNotes({ index, meta }: Model): readonly NoteRecord[] {
  const known = toldByIndex.get(index);
  if (known) return known;
  const told = new Set(meta.notes.filter((n) => n.label && n.level === 'major').map((n) => n.id));
  const notes = index.trace.notes.filter(({ id }) => told.has(id));
  toldByIndex.set(index, notes);
  return notes;
}

/** Those in view, found by halving over their rows. */
export function notesInView(
  model: Model,
  view: View,
): { readonly notes: readonly NoteRecord[]; readonly first: number; readonly last: number } {
  const { index } = model;
  const { columns } = index.trace;
  const notes = toldNotes(model);
  const at = (time: number) => {
    const row = lowerBound(columns.time, time, index.trace.rows);
    let low = 0;
    let high = notes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((notes[middle]?.row ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { notes, first: at(view.scale.t0), last: at(view.scale.t1 + 1) };
}
