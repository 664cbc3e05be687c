/** Messages as the stage sees them: each from its send to its fate, found in time proportional to how many are in flight. */
import type { Input } from '../../engine/runspec.ts';
import { K, LOST_NODE_DOWN, type Trace } from '../../engine/trace.ts';

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
  /** 1 for the second copy of a duplicated message, … */
  readonly copy: number;
}

export interface Flights {
  /** In the order of their sends. */
  readonly all: readonly Flight[];
  /** How long a message of this run travels as a rule, µs. */
  readonly typical: number;
  readonly bucketWidth: number;
  /** Flights that overlap each bucket of time: `members[starts[b] … starts[b+1])`. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

/** Share of a typical journey that the cross of a lost message takes to fade. */
const FADE = 0.9;

/** Builds the index once per trace, in one pass over its rows. `inputs` are those of the same run. */
export function indexFlights(trace: Trace, inputs: readonly Input[], latency: unknown): Flights {
  const { kind, cause, time, node, peer, step, ref, epoch } = trace.columns;
  const typical = typicalJourney(trace, latency);
  const frozen = pauses(trace, inputs);
  const fates = new Map<number, number[]>();
  for (let row = 0; row < trace.rows; row++) {
    const k = kind[row];
    const send = cause[row] as number;
    if ((k === K.deliver || k === K.lost) && send >= 0) {
      const list = fates.get(send);
      if (list) list.push(row);
      else fates.set(send, [row]);
    }
  }
  const all: Flight[] = [];
  for (let row = 0; row < trace.rows; row++) {
    if (kind[row] !== K.send || node[row] === peer[row]) continue;
    const sentAt = time[row] as number;
    const base = {
      send: row,
      sendStep: step[row] as number,
      from: node[row] as number,
      to: peer[row] as number,
      kind: ref[row] as number,
      epoch: epoch[row] as number,
      sentAt,
    };
    const ends = fates.get(row);
    if (!ends) {
      const fate = { fateStep: Infinity, goneAt: Infinity, lost: false, reach: null, eatenBy: -1, copy: 0 };
      all.push({ ...base, ...fate, arrivesAt: sentAt + typical });
      continue;
    }
    ends.forEach((end, copy) => {
      const at = time[end] as number;
      const fateStep = step[end] as number;
      if (kind[end] === K.deliver) {
        const arrivesAt = waitedFrozen(frozen[base.to], sentAt, at) ? Math.min(at, sentAt + typical) : at;
        all.push({ ...base, fateStep, arrivesAt, goneAt: at, lost: false, reach: null, eatenBy: -1, copy });
        return;
      }
      const why = ref[end] as number;
      const travelled = at - sentAt;
      const reach = why === LOST_NODE_DOWN ? 1 : travelled > 0 ? Math.min(0.95, travelled / typical) : null;
      const arrivesAt = travelled > 0 ? at : sentAt + typical * (reach ?? 0.5);
      const goneAt = arrivesAt + typical * FADE;
      all.push({ ...base, fateStep, arrivesAt, goneAt, lost: true, reach, eatenBy: Math.max(-1, why), copy });
    });
  }
  return { all, typical, ...bucket(all, trace.end) };
}

function typicalJourney(trace: Trace, latency: unknown): number {
  const range = Array.isArray(latency) ? latency : [];
  const [low, high] = range as unknown[];
  if (typeof low === 'number' && typeof high === 'number' && high > 0) return Math.max(1, (low + high) / 2);
  const { kind, cause, time } = trace.columns;
  let sum = 0;
  let count = 0;
  for (let row = 0; row < trace.rows && count < 200; row++) {
    if (kind[row] !== K.deliver) continue;
    sum += (time[row] as number) - (time[cause[row] as number] as number);
    count++;
  }
  return count > 0 && sum > 0 ? sum / count : 10_000;
}

/** Spans in which each node was frozen. */
function pauses(trace: Trace, inputs: readonly Input[]): (readonly [number, number])[][] {
  const { kind, ref, epoch, time } = trace.columns;
  const spans: [number, number][][] = trace.nodes.map(() => []);
  const index = new Map(trace.nodes.map((n) => [n.id, n.index]));
  const open = new Map<number, [number, number]>();
  for (let row = 0; row < trace.rows; row++) {
    if (kind[row] !== K.fault) continue;
    const input = inputs[ref[row] as number];
    if (!input || !('fault' in input) || input.fault.type !== 'pause') continue;
    if (epoch[row] === 0) {
      const span: [number, number] = [time[row] as number, Infinity];
      open.set(ref[row] as number, span);
      spans[index.get(input.fault.node) ?? -1]?.push(span);
    } else {
      const span = open.get(ref[row] as number);
      if (span) span[1] = time[row] as number;
    }
  }
  return spans;
}

/** A message handled at the instant its receiver woke had been waiting at its door. */
function waitedFrozen(
  spans: readonly (readonly [number, number])[] | undefined,
  sentAt: number,
  at: number,
): boolean {
  return spans?.some(([, wake]) => wake === at && sentAt < at) ?? false;
}

function bucket(all: readonly Flight[], end: number): Omit<Flights, 'all' | 'typical'> {
  const count = Math.min(8192, Math.max(1, all.length >> 2));
  const bucketWidth = Math.max(1, (end + 1) / count);
  const place = (t: number) => Math.min(count - 1, Math.max(0, Math.floor(t / bucketWidth)));
  const starts = new Int32Array(count + 1);
  for (const f of all) for (let b = place(f.sentAt); b <= place(f.goneAt); b++) starts[b + 1]!++;
  for (let b = 0; b < count; b++) starts[b + 1]! += starts[b] as number;
  const next = starts.slice(0, count);
  const members = new Int32Array(starts[count] as number);
  all.forEach((f, i) => {
    for (let b = place(f.sentAt); b <= place(f.goneAt); b++) members[next[b]!++] = i;
  });
  return { bucketWidth, starts, members };
}

/**
 * The flights to draw when the cursor is on `step` at `time`: sent by then and not yet arrived. A lost one stays until its
 * cross has faded.
 */
export function flightsAt(flights: Flights, step: number, time: number): Flight[] {
  const last = flights.starts.length - 2;
  const b = Math.min(last, Math.max(0, Math.floor(time / flights.bucketWidth)));
  const found: Flight[] = [];
  for (let i = flights.starts[b] as number; i < (flights.starts[b + 1] as number); i++) {
    const f = flights.all[flights.members[i] as number] as Flight;
    if (f.sendStep > step || f.sentAt > time) continue;
    if (f.fateStep <= step && (!f.lost || time >= f.goneAt)) continue;
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

/** First send on one of the links after `step`, or null. `links` are pairs of lane indices. */
export function nextSend(
  flights: Flights,
  links: readonly (readonly [number, number])[],
  step: number,
): number | null {
  let low = 0;
  let high = flights.all.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((flights.all[mid] as Flight).sendStep > step) high = mid;
    else low = mid + 1;
  }
  for (let i = low; i < flights.all.length; i++) {
    const f = flights.all[i] as Flight;
    if (links.some(([a, b]) => a === f.from && b === f.to)) return f.send;
  }
  return null;
}
