/** Messages as lines, and crosses where they were lost. */
import { LOST_NODE_DOWN } from '../engine/trace.ts';
import { fadesOfKinds, placeDensity } from './density.ts';
import { formOf } from './faultforms.ts';
import { PART_WAY } from './faults.ts';
import { isDamaged, strikesOf } from './hits.ts';
import { FATE, flightOf, type TraceIndex } from './index.ts';
import { flightsIn, pickMessages } from './lod.ts';
import {
  type Cross,
  type Density,
  epochTone,
  type InputObject,
  type MessageLine,
  type Model,
  type View,
} from './types.ts';

/** Lines beyond this many are thinned: more than a person can tell apart, and still quick to draw. */
export const MESSAGE_BUDGET = 4000;

export function placeMessages(
  model: Model,
  view: View,
  inputs: readonly InputObject[],
  budget = MESSAGE_BUDGET,
): { readonly messages: MessageLine[]; readonly crosses: Cross[]; readonly density: Density[] } {
  const { index, meta } = model;
  const { flights } = index;
  const { epoch } = index.trace.columns;
  const { scale } = view;
  const lanes = index.trace.nodes.length;
  const styleOf = (flight: number): MessageLine['style'] => {
    const kind = meta.messages[flights.kind[flight] as number];
    return kind?.faint ? 'faint' : kind?.reply ? 'reply' : 'plain';
  };
  const rank = (flight: number): number =>
    flights.fate[flight] === FATE.lost ? 3 : { plain: 2, reply: 1, faint: 0 }[styleOf(flight)];
  const fades = fadesOfKinds(model, view);
  const picked = pickMessages(
    flights,
    flightsIn(flights, lanes, scale.t0, scale.t1, (kind) => (fades[kind] ?? 1) > 0),
    lanes,
    scale.x1 - scale.x0,
    budget,
    (time) => scale.x(time) - scale.x0,
    rank,
  );
  const held = heldFlights(model);
  const messages: MessageLine[] = [];
  const crosses: Cross[] = [];
  for (let k = 0; k < picked.flights.length; k++) {
    const flight = picked.flights[k] as number;
    const from = flights.from[flight] as number;
    const to = flights.to[flight] as number;
    const y0 = view.lanes.y[from];
    const yTo = view.lanes.y[to];
    if (y0 === undefined || yTo === undefined) continue;
    const style = styleOf(flight);
    const fate = flights.fate[flight];
    const damaged = damagedFlight(index, flight);
    const found = endOf(model, view, inputs, flight, y0, yTo, damaged);
    const waits = held.has(flight);
    // Never overtaken, it waits half way for ever.
    const end = waits && fate === FATE.pending ? { ...found, y: (y0 + yTo) / 2 } : found;
    messages.push({
      flight,
      count: picked.counts[k] as number,
      x0: scale.x(flights.t0[flight] as number),
      y0,
      x1: end.x,
      y1: end.y,
      tone: epochTone(epoch[flights.send[flight] as number] as number),
      style,
      fade: fades[flights.kind[flight] as number] ?? 1,
      fate: fate === FATE.delivered ? 'delivered' : fate === FATE.lost ? 'lost' : 'pending',
      double: flights.copied[flight] === 1,
      damaged,
      held: waits
        ? { x0: heldFrom(model, view, flight), x1: heldUntil(model, view, flight), y: (y0 + yTo) / 2 }
        : null,
      loop: from === to,
    });
    // A message lost on purpose bears the badge of its fault instead.
    if (fate === FATE.lost && inputs[end.input]?.type !== 'drop') {
      crosses.push({ flight, input: end.input, x: end.x, y: end.y, small: style === 'faint' });
    }
  }
  return { messages, crosses, density: placeDensity(model, view, fades) };
}

/** Where the line of a flight ends, and which input stopped it. */
function endOf(
  model: Model,
  view: View,
  inputs: readonly InputObject[],
  flight: number,
  y0: number,
  y1: number,
  damaged: boolean,
): { readonly x: number; readonly y: number; readonly input: number } {
  const { index } = model;
  const { flights, latency } = index;
  const { scale } = view;
  const t0 = flights.t0[flight] as number;
  const t1 = flights.t1[flight] as number;
  if (flights.fate[flight] === FATE.delivered) return { x: scale.x(t1), y: y1, input: -1 };
  if (flights.fate[flight] === FATE.pending) {
    const share = Math.min(0.96, (t1 - t0) / Math.max(latency, t1 - t0 + 1));
    return { x: scale.x(t1), y: y0 + (y1 - y0) * share, input: -1 };
  }
  const ref = index.trace.columns.ref[flights.end[flight] as number] as number;
  const eater = ref >= 0 ? inputs[ref] : undefined;
  const input = ref >= 0 ? ref : -1;
  // Eaten in flight: the row's time is when. Eaten as it left: it is drawn as far as it would have come.
  const alongTo = (share: number) => (t1 > t0 ? t1 : t0 + share * latency);
  const fault = model.resolved.spec.inputs[input];
  const type = fault && 'fault' in fault ? fault.fault.type : null;
  const nobody = ref === LOST_NODE_DOWN || (type !== null && formOf(type).downs);
  // What was damaged is thrown away by its receiver.
  const refused = damaged && (type === 'corrupt' || type === 'link');
  if (nobody || refused) return { x: scale.x(alongTo(1)), y: y1, input };
  if (eater?.form === 'partition') {
    const y = nearestBetween(eater.zigzags, y0, y1);
    if (y !== null) {
      const share = (y - y0) / (y1 - y0);
      return { x: Math.max(scale.x(t0), Math.min(scale.x(alongTo(share)), eater.x1)), y, input };
    }
  }
  const share = t1 > t0 ? Math.min(0.9, Math.max(0.2, (t1 - t0) / latency)) : PART_WAY;
  return { x: scale.x(alongTo(share)), y: y0 + (y1 - y0) * share, input };
}

function damagedFlight(index: TraceIndex, flight: number): boolean {
  const { flights } = index;
  const end = flights.end[flight] as number;
  return isDamaged(index, flights.send[flight] as number, end, flights.copied[flight] === 1);
}

/** Flights that a fault held back until another had overtaken them: the whole copy of one that was doubled was not. */
function heldFlights(model: Model): ReadonlySet<number> {
  const { index, resolved } = model;
  const held = new Set<number>();
  for (const [input, row] of strikesOf(index).hits) {
    const struck = resolved.spec.inputs[input];
    if (!struck || !('fault' in struck) || struck.fault.type !== 'reorder') continue;
    const send = index.trace.columns.cause[row] as number;
    let last = flightOf(index, send);
    while (index.flights.send[last + 1] === send) last++;
    if (last >= 0) held.add(last);
  }
  return held;
}

/** Half way, where a message that is held back waits: from then on, and until when, px. */
function heldFrom(model: Model, view: View, flight: number): number {
  return view.scale.x((model.index.flights.t0[flight] as number) + model.index.latency / 2);
}

function heldUntil(model: Model, view: View, flight: number): number {
  const { flights, latency } = model.index;
  const t1 = flights.t1[flight] as number;
  const last = flights.fate[flight] === FATE.pending ? t1 : t1 - latency / 2;
  return Math.max(heldFrom(model, view, flight), view.scale.x(last));
}

/** The first of `ys` on the way from `y0` to `y1`, null if there is none. */
function nearestBetween(ys: readonly number[], y0: number, y1: number): number | null {
  let best: number | null = null;
  for (const y of ys) {
    if (y <= Math.min(y0, y1) || y >= Math.max(y0, y1)) continue;
    if (best === null || Math.abs(y - y0) < Math.abs(best - y0)) best = y;
  }
  return best;
}

/** The first flight of each group of like messages that leave a node in one step: it carries their letter. */
export function leadingMessages(index: TraceIndex, messages: readonly MessageLine[]): MessageLine[] {
  const { step, ref } = index.trace.columns;
  const leaders = new Map<string, MessageLine>();
  for (const line of messages) {
    if (line.style !== 'plain' || line.fade < 0.5) continue;
    const send = index.flights.send[line.flight] as number;
    const key = `${step[send]}/${ref[send]}`;
    const known = leaders.get(key);
    if (!known || Math.abs(line.y1 - line.y0) < Math.abs(known.y1 - known.y0)) leaders.set(key, line);
  }
  return [...leaders.values()];
}
