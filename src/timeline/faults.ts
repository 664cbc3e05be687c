/** Inputs as objects on the timeline: spans with ends, strips beside a lane, marks on a message or a disk. */
import type { FaultInput, Input, Micros, NodeId } from '../engine/runspec.ts';
import { K } from '../engine/trace.ts';
import { flaps, placePartition } from './cuts.ts';
import { endOf } from './edit.ts';
import { formOf } from './faultforms.ts';
import { strikesOf } from './hits.ts';
import { flightOf, type TraceIndex } from './index.ts';
import { liesAbove, slotsOf, stripLane } from './slots.ts';
import type { Box, InputForm, InputObject, Model, SideLetter, View } from './types.ts';
import { stretches, untilOf } from './words.ts';

export { letterX, sideLetter } from './sides.ts';

/** Height of a strip beside a lane, and how far below the lane the first one lies. */
export const STRIP = 7;
const STRIP_FROM = 7;
/** Half the size of a badge. */
const BADGE = 9;
/** How far along its line a message is lost that nothing on the picture stops; a mark on one that goes on. */
export const PART_WAY = 0.55;
const MARK_AT = 0.36;

interface Placed {
  readonly form: InputForm;
  readonly lanes: readonly number[];
  readonly body: Box;
  readonly pieces?: readonly Box[];
  readonly flight?: number;
  readonly struckX?: number | null;
  readonly zigzags?: readonly number[];
  readonly letters?: readonly SideLetter[];
  readonly loose?: readonly SideLetter[];
  readonly links?: readonly (readonly [number, number])[];
}

/** What a placing needs to know. */
interface Where {
  readonly model: Model;
  readonly view: View;
  readonly input: number;
  readonly at: Micros;
  readonly x0: number;
  readonly x1: number;
  readonly slot: number;
}

/** All inputs of the run, visible or not, in the order of the spec. */
export function placeInputs(model: Model, view: View): InputObject[] {
  const { inputs, until } = model.resolved.spec;
  const idle = idleInputs(model.index);
  const { hits } = strikesOf(model.index);
  const slots = slotsOf(model);
  const lanes = new Map(model.resolved.nodes.map(({ id, index }) => [id, index]));
  return inputs.map((input, i): InputObject => {
    if (!('fault' in input)) return placePoint(view, i, input, lanes, idle.has(i));
    const x0 = view.scale.x(input.at);
    const x1 = view.scale.x(endOf(input, until));
    const placed = place({ model, view, input: i, at: input.at, x0, x1, slot: slots[i] ?? 0 }, input);
    const waits = formOf(input.fault.type).waits === true;
    const stretch = stretches(input);
    return {
      input: i,
      type: input.fault.type,
      x0,
      x1: stretch ? x1 : x0,
      stretches: stretch,
      open: stretch && untilOf(input) === undefined,
      idle: idle.has(i) || (waits && !hits.has(i)),
      flight: -1,
      struckX: null,
      pieces: [placed.body],
      zigzags: [],
      letters: [],
      loose: [],
      links: [],
      ...placed,
    };
  });
}

const NONE: readonly never[] = [];

/** A command or a fired timer. A run may have thousands, and all are placed anew in every frame of a zoom. */
function placePoint(
  view: View,
  input: number,
  what: Exclude<Input, FaultInput>,
  lanes: ReadonlyMap<NodeId, number>,
  idle: boolean,
): InputObject {
  const lane = lanes.get('command' in what ? what.node : what.fire.node) ?? -1;
  const x = view.scale.x(what.at);
  // A bolt stands above its lane, where it hides nothing.
  const y = (view.lanes.y[lane] ?? view.lanes.top) - ('fire' in what ? view.lanes.half + 4 : 0);
  const body = around(x, y, 8);
  return {
    input,
    type: 'command' in what ? 'command' : 'fire',
    x0: x,
    x1: x,
    stretches: false,
    open: false,
    idle,
    flight: -1,
    struckX: null,
    pieces: [body],
    zigzags: NONE,
    letters: NONE,
    loose: NONE,
    links: NONE,
    form: 'point',
    lanes: [lane],
    body,
  };
}

/** Inputs that found nothing to act on. */
function idleInputs(index: TraceIndex): Set<number> {
  const { kind, ref } = index.trace.columns;
  const found = new Set<number>();
  for (const row of index.inputRows) if (kind[row] === K.ignored) found.add(ref[row] as number);
  return found;
}

function place(where: Where, { fault }: FaultInput): Placed {
  const { model, view, x0, x1 } = where;
  const laneOf = (id: NodeId) => model.resolved.nodes.find((node) => node.id === id)?.index ?? -1;
  const yOf = (lane: number) => view.lanes.y[lane] ?? view.lanes.top;
  const { half } = view.lanes;
  const onLane = (lane: number): Box => ({ x: x0, y: yOf(lane) - half, width: x1 - x0, height: 2 * half });
  switch (fault.type) {
    case 'crash':
    case 'amnesia':
    case 'pause':
    case 'slow':
    case 'byzantine': {
      const lane = laneOf(fault.node);
      return { form: 'span', lanes: [lane], body: onLane(lane) };
    }
    case 'outage': {
      const lanes = fault.nodes.map(laneOf);
      const pieces = lanes.map(onLane);
      return { form: 'span', lanes, pieces, body: boxAround(pieces, onLane(-1)) };
    }
    case 'partition': {
      const parts = placePartition(fault.groups, view, x0, x1, laneOf);
      return { form: 'partition', ...parts, pieces: flaps(where, fault, parts.body) };
    }
    case 'partial':
    case 'block':
    case 'link':
    case 'clock':
    case 'diskFull':
    case 'slowFsync': {
      const lane = stripLane(fault, laneOf) ?? -1;
      // A link of any to any belongs to no lane: it lies along the top edge.
      const off = STRIP_FROM + where.slot * (STRIP + 2);
      const beside = liesAbove(fault, laneOf) ? yOf(lane) - off - STRIP : yOf(lane) + off;
      const y = lane < 0 ? view.lanes.top + 2 : beside;
      const body = { x: x0, y, width: x1 - x0, height: STRIP };
      const links =
        fault.type === 'partial' ? fault.links.map(([a, b]) => [laneOf(a), laneOf(b)] as const) : [];
      return { form: 'strip', lanes: lane < 0 ? [] : [lane], body, links, pieces: flaps(where, fault, body) };
    }
    case 'drop':
    case 'duplicate':
    case 'delay':
    case 'reorder':
    case 'corrupt':
      return placeOnMessage(where, laneOf(fault.from), fault.type === 'drop' ? PART_WAY : MARK_AT);
    case 'lostWrite':
    case 'misdirectedWrite':
    case 'bitRot':
    case 'latentError':
    case 'tornWrite':
      return placeOnDisk(where, laneOf(fault.node), fault.type === 'tornWrite');
  }
}

/** A badge on the message it struck, or where it waits on the sender's lane. */
function placeOnMessage({ model, view, input, x0 }: Where, lane: number, share: number): Placed {
  const { index } = model;
  const hit = strikesOf(index).hits.get(input);
  const flight = hit === undefined ? -1 : flightOf(index, index.trace.columns.cause[hit] as number);
  if (flight < 0) return { form: 'message', lanes: [lane], body: around(x0, view.lanes.y[lane] ?? 0, BADGE) };
  const spot = onFlight(index, view, flight, share);
  const struckX = view.scale.x(index.flights.t0[flight] as number);
  return { form: 'message', lanes: [lane], flight, struckX, body: around(spot.x, spot.y, BADGE) };
}

/** A badge above the lane, where its disk was struck or where it waits; of a torn write the node is down from there on. */
function placeOnDisk({ model, view, input, x0, x1 }: Where, lane: number, downs: boolean): Placed {
  const { trace } = model.index;
  const { half } = view.lanes;
  const y = view.lanes.y[lane] ?? view.lanes.top;
  const hit = strikesOf(model.index).hits.get(input);
  const struckX = hit === undefined ? null : view.scale.x(trace.columns.time[hit] as number);
  const badge = around(struckX ?? x0, y - half - BADGE + 1, BADGE);
  if (!downs || struckX === null) return { form: 'disk', lanes: [lane], body: badge, struckX };
  const down = { x: struckX, y: y - half, width: Math.max(0, x1 - struckX), height: 2 * half };
  return {
    form: 'disk',
    lanes: [lane],
    body: boxAround([badge, down], badge),
    pieces: [badge, down],
    struckX,
  };
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

/** How far the outline of one that is picked or pointed at stands off, px: its label begins beyond. */
export const OUTLINE = 1.5;

/** What is outlined of an object: on each of its lanes, not what lies between them, which is not its own. */
export function outlinesOf(object: InputObject): readonly Box[] {
  return object.form === 'span' || object.form === 'disk' ? object.pieces : [object.body];
}

function around(x: number, y: number, half: number): Box {
  return { x: x - half, y: y - half, width: 2 * half, height: 2 * half };
}

function boxAround(boxes: readonly Box[], none: Box): Box {
  if (boxes.length === 0) return none;
  const x = Math.min(...boxes.map((b) => b.x));
  const y = Math.min(...boxes.map((b) => b.y));
  const right = Math.max(...boxes.map((b) => b.x + b.width));
  const bottom = Math.max(...boxes.map((b) => b.y + b.height));
  return { x, y, width: right - x, height: bottom - y };
}
