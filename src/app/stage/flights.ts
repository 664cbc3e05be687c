/** Messages as the stage sees them: each from its send to its fate, found in time proportional to how many are in flight. */
import type { Input, PauseFault, SlowFault } from '../../engine/runspec.ts';
import { K, LOST_NODE_DOWN } from '../../engine/trace.ts';
import { isDamaged, strikesOf } from '../../timeline/hits.ts';
import { FATE, lowerBound, type TraceIndex, underWay } from '../../timeline/index.ts';

/** One copy of one message. A duplicated message is two flights of one send. */
export interface Flight {
  /** Row of the send. */
  readonly send: number;
  readonly sendStep: number;
  /** Step of the delivery or loss; Infinity if the run ends first. */
  readonly fateStep: number;
  readonly from: number;
  readonly to: number;
  /** Index into `meta.messages`. */
  readonly kind: number;
  readonly epoch: number;
  readonly sentAt: number;
  /** When it reaches the end of its way, µs: the receiver, or for a lost one the place where it was eaten. */
  readonly arrivesAt: number;
  /** When nothing is left to draw. */
  readonly goneAt: number;
  readonly lost: boolean;
  /** Where on its way (0 … 1) a lost one ends, if the loss itself says so; null: at the fracture, or half way. */
  readonly reach: number | null;
  /** Input that ate it, −1 if none did. */
  readonly eatenBy: number;
  /** Its bits have changed on the way. */
  readonly damaged: boolean;
  /** A fault holds it back until another has overtaken it. */
  readonly held: boolean;
  /** 1 for the second copy of a duplicated message, … */
  readonly copy: number;
}

/** All flights of a run. A `Flight` is made when it is looked at: a run may have hundreds of thousands. */
export interface Flights {
  readonly count: number;
  /** In the order of their sends; null for a message of a node to itself, which has no way to go. */
  at(i: number): Flight | null;
  /** How long a message of this run travels as a rule, µs. */
  readonly typical: number;
  readonly index: TraceIndex;
}

/** Share of a typical journey that the cross of a lost message takes to fade. */
const FADE = 0.9;

/** `inputs` are those of the same run. */
export function flightsOf(index: TraceIndex, inputs: readonly Input[], latency: unknown): Flights {
  const { flights } = index;
  const { step, ref, epoch } = index.trace.columns;
  const typical = typicalJourney(index, latency);
  const frozen = pauses(index, inputs);
  const held = heldSends(index, inputs);
  const at = (i: number): Flight | null => {
    const from = flights.from[i] as number;
    const to = flights.to[i] as number;
    if (from === to) return null;
    const send = flights.send[i] as number;
    const sentAt = flights.t0[i] as number;
    const base = {
      send,
      sendStep: step[send] as number,
      from,
      to,
      kind: flights.kind[i] as number,
      epoch: epoch[send] as number,
      sentAt,
      copy: copyOf(index, i),
      damaged: isDamaged(index, send, flights.end[i] as number, flights.copied[i] === 1),
      held: held.has(send),
    };
    const fate = flights.fate[i];
    if (fate === FATE.pending) {
      // Of what its sender alone speaks, nobody knows the end: it is shown for as long as its way usually takes.
      const shown = flights.shown[i] as number;
      const goneAt = shown < index.trace.end ? shown : Infinity;
      const open = { fateStep: Infinity, goneAt, lost: false, reach: null, eatenBy: -1 };
      return { ...base, ...open, arrivesAt: sentAt + typical };
    }
    const end = flights.end[i] as number;
    const ended = flights.t1[i] as number;
    const fateStep = step[end] as number;
    if (fate === FATE.delivered) {
      const waited = waitedFrozen(frozen[to], sentAt, ended) || waitedForDisk(index, to, sentAt, ended);
      const arrivesAt = waited ? Math.min(ended, sentAt + typical) : ended;
      return { ...base, fateStep, arrivesAt, goneAt: ended, lost: false, reach: null, eatenBy: -1 };
    }
    const why = ref[end] as number;
    const travelled = ended - sentAt;
    const reach =
      why === LOST_NODE_DOWN || refused(base.damaged, inputs[why])
        ? 1
        : travelled > 0
          ? Math.min(0.95, travelled / typical)
          : null;
    const arrivesAt = travelled > 0 ? ended : sentAt + typical * (reach ?? 0.5);
    const goneAt = arrivesAt + typical * FADE;
    return { ...base, fateStep, arrivesAt, goneAt, lost: true, reach, eatenBy: Math.max(-1, why) };
  };
  return { count: flights.count, at, typical, index };
}

/** Copies of one message are neighbours. */
function copyOf({ flights }: TraceIndex, i: number): number {
  let copy = 0;
  while (i > copy && flights.send[i - copy - 1] === flights.send[i]) copy++;
  return copy;
}

function typicalJourney(index: TraceIndex, latency: unknown): number {
  const range = Array.isArray(latency) ? latency : [];
  const [low, high] = range as unknown[];
  if (typeof low === 'number' && typeof high === 'number' && high > 0) return Math.max(1, (low + high) / 2);
  const { fate, t0, t1, count } = index.flights;
  let sum = 0;
  let arrived = 0;
  for (let i = 0; i < count && arrived < 200; i++) {
    if (fate[i] !== FATE.delivered) continue;
    sum += (t1[i] as number) - (t0[i] as number);
    arrived++;
  }
  return arrived > 0 && sum > 0 ? sum / arrived : 10_000;
}

/** Whether the receiver threw it away because it was damaged. */
function refused(damaged: boolean, eater: Input | undefined): boolean {
  if (!damaged || !eater || !('fault' in eater)) return false;
  return eater.fault.type === 'corrupt' || eater.fault.type === 'link';
}

/** Sends that a fault of one message holds back. */
function heldSends(index: TraceIndex, inputs: readonly Input[]): ReadonlySet<number> {
  const held = new Set<number>();
  for (const [i, row] of strikesOf(index).hits) {
    const input = inputs[i];
    if (input && 'fault' in input && input.fault.type === 'reorder') {
      held.add(index.trace.columns.cause[row] as number);
    }
  }
  return held;
}

/** Spans in which each node was frozen or slow. */
function pauses({ trace, inputRows }: TraceIndex, inputs: readonly Input[]): Span[][] {
  const { kind, ref, epoch, time } = trace.columns;
  const spans: Span[][] = trace.nodes.map(() => []);
  const index = new Map(trace.nodes.map((n) => [n.id, n.index]));
  const open = new Map<number, Span>();
  for (const row of inputRows) {
    if (kind[row] !== K.fault) continue;
    const input = inputs[ref[row] as number];
    if (!input || !('fault' in input) || !['pause', 'slow'].includes(input.fault.type)) continue;
    const fault = input.fault as PauseFault | SlowFault;
    if (epoch[row] === 0) {
      const span: Span = { from: time[row] as number, to: Infinity, slow: fault.type === 'slow' };
      open.set(ref[row] as number, span);
      spans[index.get(fault.node) ?? -1]?.push(span);
    } else {
      const span = open.get(ref[row] as number);
      if (span) span.to = time[row] as number;
    }
  }
  return spans;
}

interface Span {
  readonly from: number;
  to: number;
  readonly slow: boolean;
}

/** A message handled at the instant its receiver woke, or while it was slow, had been waiting at its door. */
function waitedFrozen(spans: readonly Span[] | undefined, sentAt: number, at: number): boolean {
  return (
    spans?.some(({ from, to, slow }) => sentAt < at && (to === at || (slow && from <= at && at <= to))) ??
    false
  );
}

/** So had one handled at the instant its receiver's write was safe. */
function waitedForDisk(index: TraceIndex, node: number, sentAt: number, at: number): boolean {
  const { syncs, syncTimes } = strikesOf(index);
  if (syncs.length === 0 || sentAt >= at) return false;
  for (let i = lowerBound(syncTimes, at); syncTimes[i] === at; i++) {
    if (index.trace.columns.node[syncs[i] as number] === node) return true;
  }
  return false;
}

/**
 * The flights to draw when the cursor is on `step` at `time`: sent by then and not yet arrived. A lost one stays until its
 * cross has faded.
 */
export function flightsAt({ at, index, typical }: Flights, step: number, time: number): Flight[] {
  const found: Flight[] = [];
  // A cross fades within two journeys of the loss; whatever else is under way has not ended.
  for (const i of underWay(index.flights, Math.floor(time) + 1, 2 * typical)) {
    const f = at(i);
    if (f === null || f.sendStep > step || f.sentAt > time) continue;
    if (f.fateStep <= step && (!f.lost || time >= f.goneAt)) continue;
    if (f.fateStep === Infinity && time >= f.goneAt) continue;
    found.push(f);
  }
  return found;
}

/** How far (0 … 1) along the whole link it is. `reach` is where a lost one ends; `arrivesAt` may be better known. */
export function progress(flight: Flight, time: number, reach: number, arrivesAt = flight.arrivesAt): number {
  const span = arrivesAt - flight.sentAt;
  const f = span <= 0 ? 1 : Math.max(0, Math.min(1, (time - flight.sentAt) / span));
  return flight.lost ? f * reach : f;
}

/**
 * The same of a message that is held back: half way, where it waits, and on from there so that it is in time.
 * @param arrivesAt Infinity while nobody knows; @param typical a usual journey, µs
 */
export function heldProgress(flight: Flight, time: number, arrivesAt: number, typical: number): number {
  const out = Math.min(0.5, Math.max(0, (time - flight.sentAt) / typical));
  return Math.min(1, Math.max(out, 1 - (arrivesAt - time) / typical));
}

/** First send on one of the links after `step`, or null. `links` are pairs of lane indices. */
export function nextSend(
  flights: Flights,
  links: readonly (readonly [number, number])[],
  step: number,
): number | null {
  const { send } = flights.index.flights;
  const head = flights.index.heads[step + 1];
  if (head === undefined) return null;
  for (let i = lowerBound(send, head); i < flights.count; i++) {
    const from = flights.index.flights.from[i];
    const to = flights.index.flights.to[i];
    if (from !== to && links.some(([a, b]) => a === from && b === to)) return send[i] as number;
  }
  return null;
}

/** The first flight of a send, null if it is none. */
export function flightOfSend(flights: Flights, send: number): Flight | null {
  const i = lowerBound(flights.index.flights.send, send);
  return flights.index.flights.send[i] === send ? flights.at(i) : null;
}
