/** Messages as lines, and crosses where they were lost. */
import { LOST_NODE_DOWN } from '../engine/trace.ts';
import { fadesOfKinds, placeDensity } from './density.ts';
import { PART_WAY } from './faults.ts';
import { FATE, type TraceIndex } from './index.ts';
import { pickMessages } from './lod.ts';
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
  const { ref, epoch } = index.trace.columns;
  const { scale } = view;
  const styleOf = (flight: number): MessageLine['style'] => {
    const kind = meta.messages[ref[flights.send[flight] as number] as number];
    return kind?.faint ? 'faint' : kind?.reply ? 'reply' : 'plain';
  };
  const rank = (flight: number): number =>
    flights.fate[flight] === FATE.lost ? 3 : { plain: 2, reply: 1, faint: 0 }[styleOf(flight)];
  const fades = fadesOfKinds(model, view);
  const fadeOf = (flight: number) => fades[ref[flights.send[flight] as number] as number] ?? 1;
  const picked = pickMessages(
    flights,
    scale.t0,
    scale.t1,
    model.index.trace.nodes.length,
    scale.x1 - scale.x0,
    budget,
    (time) => scale.x(time) - scale.x0,
    rank,
    (flight) => fadeOf(flight) > 0,
  );
  const messages: MessageLine[] = [];
  const crosses: Cross[] = [];
  for (let k = 0; k < picked.flights.length; k++) {
    const flight = picked.flights[k] as number;
    const from = flights.from[flight] as number;
    const to = flights.to[flight] as number;
    const y0 = view.lanes.y[from];
    const yTo = view.lanes.y[to];
    if (y0 === undefined || yTo === undefined) continue;
    const end = endOf(model, view, inputs, flight, y0, yTo);
    const style = styleOf(flight);
    const fate = flights.fate[flight];
    messages.push({
      flight,
      count: picked.counts[k] as number,
      x0: scale.x(flights.t0[flight] as number),
      y0,
      x1: end.x,
      y1: end.y,
      tone: epochTone(epoch[flights.send[flight] as number] as number),
      style,
      fade: fadeOf(flight),
      fate: fate === FATE.delivered ? 'delivered' : fate === FATE.lost ? 'lost' : 'pending',
      double: flights.copied[flight] === 1,
      loop: from === to,
    });
    // A message lost on purpose bears the badge of its fault instead.
    if (fate === FATE.lost && inputs[end.input]?.form !== 'message') {
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
  if (ref === LOST_NODE_DOWN || eater?.type === 'crash') return { x: scale.x(alongTo(1)), y: y1, input };
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
