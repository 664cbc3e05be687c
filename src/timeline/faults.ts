/** Inputs as objects on the timeline: spans with ends, strips beside a lane, marks on a message. */
import type { Fault, Input, NodeId } from '../engine/runspec.ts';
import { K } from '../engine/trace.ts';
import { endOf } from './edit.ts';
import { nthFlight, type TraceIndex } from './index.ts';
import type { Box, InputForm, InputObject, Model, SideLetter, View } from './types.ts';
import { stretches } from './words.ts';

/** Height of a strip beside a lane, and how far below the lane the first one lies. */
export const STRIP = 7;
const STRIP_FROM = 7;
/** How far along its line a message is lost that nothing on the picture stops; a mark on one that goes on. */
export const PART_WAY = 0.55;
const MARK_AT = 0.36;

interface Placed {
  readonly form: InputForm;
  readonly lanes: readonly number[];
  readonly body: Box;
  readonly flight: number;
  readonly zigzags: readonly number[];
  readonly letters: readonly SideLetter[];
  readonly loose: readonly SideLetter[];
}

/** All inputs of the run, visible or not, in the order of the spec. */
export function placeInputs(model: Model, view: View): InputObject[] {
  const { inputs, until } = model.resolved.spec;
  const idle = idleInputs(model.index);
  const slots = slotsOf(model);
  return inputs.map((input, i): InputObject => {
    const end = endOf(input, until);
    const x0 = view.scale.x(input.at);
    const x1 = view.scale.x(end);
    const placed = placeOne(model, view, input, x0, x1, slots[i] ?? 0);
    return {
      input: i,
      type: 'fault' in input ? input.fault.type : 'command' in input ? 'command' : 'fire',
      x0,
      x1: placed.form === 'message' || placed.form === 'point' ? x0 : x1,
      stretches: stretches(input),
      open: stretches(input) && (input as { fault: { until?: number } }).fault.until === undefined,
      idle: idle.has(i),
      ...placed,
    };
  });
}

/** Strips beside one lane that last at the same time lie below one another; past so many they share the last place. */
const MOST_SLOTS = 24;
const slotsByRun = new WeakMap<Model['resolved'], readonly number[]>();

/** For every input its place below its lane: the first that is free when it starts. Depends on the run alone, not on the view. */
function slotsOf({ resolved }: Model): readonly number[] {
  const known = slotsByRun.get(resolved);
  if (known) return known;
  const { inputs, until } = resolved.spec;
  const lanes = new Map(resolved.nodes.map((node) => [node.id, node.index]));
  const order = inputs
    .map((input, i) => ({ input, i }))
    .filter(({ input }) => 'fault' in input)
    .sort((a, b) => a.input.at - b.input.at || a.i - b.i);
  const slots = new Array<number>(inputs.length).fill(0);
  /** By lane: when each place becomes free. */
  const free = new Map<number, number[]>();
  for (const { input, i } of order) {
    const lane = 'fault' in input ? stripLane(input.fault, (id) => lanes.get(id) ?? -1) : null;
    if (lane === null) continue;
    const ends = free.get(lane) ?? [];
    free.set(lane, ends);
    let slot = ends.findIndex((end) => end <= input.at);
    if (slot < 0) slot = Math.min(ends.length, MOST_SLOTS - 1);
    ends[slot] = Math.max(ends[slot] ?? 0, endOf(input, until));
    slots[i] = slot;
  }
  slotsByRun.set(resolved, slots);
  return slots;
}

function idleInputs(index: TraceIndex): Set<number> {
  const { kind, ref } = index.trace.columns;
  const found = new Set<number>();
  for (let step = 0; step < index.heads.length; step++) {
    const head = index.heads[step] as number;
    if (kind[head] === K.ignored) found.add(ref[head] as number);
  }
  return found;
}

function placeOne(model: Model, view: View, input: Input, x0: number, x1: number, slot: number): Placed {
  const none = { flight: -1, zigzags: [], letters: [], loose: [] };
  const laneOf = (id: NodeId) => model.resolved.nodes.find((node) => node.id === id)?.index ?? -1;
  const yOf = (lane: number) => view.lanes.y[lane] ?? view.lanes.top;
  if (!('fault' in input)) {
    const lane = laneOf('command' in input ? input.node : input.fire.node);
    // A bolt stands above its lane, where it hides nothing.
    const y = yOf(lane) - ('fire' in input ? view.lanes.half + 4 : 0);
    return { ...none, form: 'point', lanes: [lane], body: around(x0, y, 8) };
  }
  const { fault } = input;
  switch (fault.type) {
    case 'partition':
      return { ...none, form: 'partition', ...placePartition(fault.groups, view, x0, x1, laneOf) };
    case 'crash':
    case 'pause': {
      const lane = laneOf(fault.node);
      const half = view.lanes.half;
      return {
        ...none,
        form: 'span',
        lanes: [lane],
        body: { x: x0, y: yOf(lane) - half, width: x1 - x0, height: 2 * half },
      };
    }
    case 'block':
    case 'link':
    case 'clock': {
      const lane = stripLane(fault, laneOf) ?? -1;
      // A link of any to any belongs to no lane: it lies along the top edge.
      const y = lane < 0 ? view.lanes.top + 2 : yOf(lane) + STRIP_FROM + slot * (STRIP + 2);
      return {
        ...none,
        form: 'strip',
        lanes: lane < 0 ? [] : [lane],
        body: { x: x0, y, width: x1 - x0, height: STRIP },
      };
    }
    case 'drop':
    case 'duplicate':
    case 'delay': {
      const from = laneOf(fault.from);
      const flight = nthFlight(model.index, from, laneOf(fault.to), input.at, fault.nth ?? 1);
      const share = fault.type === 'drop' ? PART_WAY : MARK_AT;
      const spot = flight >= 0 ? onFlight(model.index, view, flight, share) : { x: x0, y: yOf(from) };
      return { ...none, form: 'message', lanes: [from], flight, body: around(spot.x, spot.y, 9) };
    }
  }
}

/** The lane beside which a fault lies as a strip: −1 for the top edge, null if it is drawn otherwise. */
function stripLane(fault: Fault, laneOf: (id: NodeId) => number): number | null {
  if (fault.type === 'clock') return laneOf(fault.node);
  if (fault.type !== 'block' && fault.type !== 'link') return null;
  if (fault.from !== '*') return laneOf(fault.from);
  return fault.to === '*' ? -1 : laneOf(fault.to);
}

/** The point of a message's line at which the mark of an nth fault sits. */
function onFlight(index: TraceIndex, view: View, flight: number, share: number): { x: number; y: number } {
  const { flights } = index;
  const t0 = flights.t0[flight] as number;
  const t1 = flights.shown[flight] as number;
  const y0 = view.lanes.y[flights.from[flight] as number] ?? 0;
  const y1 = view.lanes.y[flights.to[flight] as number] ?? 0;
  return { x: view.scale.x(t0 + (t1 - t0) * share), y: y0 + (y1 - y0) * share };
}

function placePartition(
  groups: readonly (readonly NodeId[])[],
  view: View,
  x0: number,
  x1: number,
  laneOf: (id: NodeId) => number,
) {
  const side = new Map<number, number>();
  groups.forEach((group, g) => {
    for (const id of group) side.set(laneOf(id), g);
  });
  const { list } = view.lanes;
  const zigzags: number[] = [];
  const letters: SideLetter[] = [];
  const loose: SideLetter[] = [];
  // A cut that began left of the picture keeps its letters at the edge.
  const letterX = x0 < view.scale.x0 - 8 ? Math.min(view.scale.x0, x1) : x0;
  list.forEach((lane, i) => {
    const mine = side.get(lane.node);
    if (mine === undefined) {
      loose.push({ node: lane.node, side: -1, letter: '–', x: letterX, y: lane.y });
      return;
    }
    letters.push({ node: lane.node, side: mine, letter: sideLetter(mine), x: letterX, y: lane.y });
    const next = list[i + 1];
    const theirs = next && side.get(next.node);
    if (next && theirs !== undefined && theirs !== mine) zigzags.push((lane.y + next.y) / 2);
  });
  const { top, bottom } = view.lanes;
  return {
    lanes: letters.map((letter) => letter.node),
    zigzags,
    letters,
    loose,
    body: { x: x0, y: top, width: x1 - x0, height: bottom - top },
  };
}

/**
 * Where a side letter stands: on the start of its cut, or right beside the cursor's line when that would run through it, and
 * through the mark of the event at the cursor.
 * @param cursorX null when out of view
 */
export function letterX(letter: SideLetter, cursorX: number | null): number {
  return cursorX !== null && Math.abs(letter.x - cursorX) < 12 ? cursorX + 17 : letter.x;
}

/** a, b, c, … */
export function sideLetter(side: number): string {
  return String.fromCharCode(97 + (side % 26));
}

function around(x: number, y: number, half: number): Box {
  return { x: x - half, y: y - half, width: 2 * half, height: 2 * half };
}
