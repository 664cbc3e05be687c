/**
 * What one node can know of a run, as an index and a trace that say nothing else: its own steps, statuses, notes and operations, the
 * messages it has handled, and those it has sent, of which it cannot know what became. Rows and steps keep their numbers. Columns
 * are shared and still say everything: whoever draws goes by the index and the lists.
 */
import type { NoteRecord, Trace } from '../engine/trace.ts';
import { FATE, type Flights, lowerBound, type TraceIndex } from './index.ts';

const NONE = new Int32Array(0);

/** @param lane of the node */
export function knownTo(index: TraceIndex, lane: number): TraceIndex {
  const own = (steps: Int32Array) =>
    steps.filter((s) => index.trace.columns.node[index.heads[s] ?? 0] === lane);
  const only = (lists: readonly Int32Array[]) => lists.map((list, i) => (i === lane ? list : NONE));
  const { node } = index.trace.columns;
  return {
    ...index,
    trace: traceKnownTo(index.trace, lane),
    flights: flightsKnownTo(index, lane),
    nodeSteps: only(index.nodeSteps),
    timerSteps: only(index.timerSteps),
    rareSteps: own(index.rareSteps),
    inputRows: NONE,
    corruptRows: NONE,
    // Whoever goes down knows nothing of it any more.
    undoneRows: NONE,
    syncRows: index.syncRows.filter((row) => node[row] === lane),
  };
}

function traceKnownTo(trace: Trace, lane: number): Trace {
  const id = trace.nodes[lane]?.id ?? '';
  return {
    ...trace,
    // Rows name notes by their place.
    notes: trace.notes.map(
      (note): NoteRecord => (note.node === id ? note : { ...note, id: '', node: '', fields: {} }),
    ),
    operations: trace.operations.filter((operation) => operation.node === id),
    statuses: trace.statuses.filter((change) => change.node === lane),
    violations: [],
  };
}

function flightsKnownTo({ flights, trace, latency }: TraceIndex, lane: number): Flights {
  const chosen: number[] = [];
  for (let i = 0; i < flights.count; i++) {
    const copy = i > 0 && flights.send[i - 1] === flights.send[i];
    const sent = flights.from[i] === lane && flights.to[i] !== lane;
    if (sent ? !copy : flights.to[i] === lane && flights.fate[i] === FATE.delivered) chosen.push(i);
  }
  const count = chosen.length;
  const known = {
    count,
    send: Int32Array.from(chosen, (i) => flights.send[i] as number),
    end: new Int32Array(count),
    fate: new Uint8Array(count),
    kind: Uint8Array.from(chosen, (i) => flights.kind[i] as number),
    from: Uint8Array.from(chosen, (i) => flights.from[i] as number),
    to: Uint8Array.from(chosen, (i) => flights.to[i] as number),
    t0: Float64Array.from(chosen, (i) => flights.t0[i] as number),
    t1: new Float64Array(count),
    copied: new Uint8Array(count),
    shown: new Float64Array(count),
    reach: new Float64Array(count),
  };
  const pending: number[] = [];
  const groups = flights.starts.length - 1;
  const starts = new Int32Array(groups + 1);
  const lanes = trace.nodes.length;
  const groupOf = (k: number) => (known.kind[k] as number) * lanes + (known.from[k] as number);
  let reach = 0;
  chosen.forEach((i, k) => {
    if (flights.to[i] === lane) {
      known.end[k] = flights.end[i] as number;
      known.fate[k] = FATE.delivered;
      known.t1[k] = flights.t1[i] as number;
      known.shown[k] = flights.shown[i] as number;
      reach = Math.max(reach, known.shown[k] as number);
    } else {
      // All its messages look alike to their sender: on their way for as long as messages usually are.
      known.end[k] = -1;
      known.fate[k] = FATE.pending;
      known.t1[k] = (flights.t0[i] as number) + latency;
      known.shown[k] = known.t1[k] as number;
      pending.push(k);
    }
    known.reach[k] = reach;
    starts[groupOf(k) + 1] = (starts[groupOf(k) + 1] as number) + 1;
  });
  for (let g = 1; g <= groups; g++) starts[g] = (starts[g] as number) + (starts[g - 1] as number);
  const fill = starts.slice();
  const members = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    const at = fill[groupOf(k)] as number;
    fill[groupOf(k)] = at + 1;
    members[at] = k;
  }
  return { ...known, pending: Int32Array.from(pending), starts, members };
}

/** The last word a node had from another. */
export interface Heard {
  /** The step in which it handled the message, and the row of its send. */
  readonly step: number;
  readonly send: number;
  /** µs */
  readonly heardAt: number;
  readonly sentAt: number;
  /** Index into `meta.messages`; term or view it spoke of. */
  readonly kind: number;
  readonly epoch: number;
}

/** For each lane a way to ask what was last heard from it at a step; built once for a run and a node. */
export type Hearing = (from: number, step: number) => Heard | null;

export function hearingOf({ flights, trace }: TraceIndex, lane: number): Hearing {
  const { step, epoch } = trace.columns;
  const ends = trace.nodes.map((): { at: number; flight: number }[] => []);
  for (let i = 0; i < flights.count; i++) {
    if (flights.to[i] !== lane || flights.fate[i] !== FATE.delivered) continue;
    ends[flights.from[i] as number]?.push({ at: step[flights.end[i] as number] as number, flight: i });
  }
  const steps = ends.map((list) => {
    list.sort((a, b) => a.at - b.at || a.flight - b.flight);
    return Int32Array.from(list, ({ at }) => at);
  });
  return (from, now) => {
    const last = lowerBound(steps[from] ?? NONE, now + 1) - 1;
    const entry = ends[from]?.[last];
    if (entry === undefined) return null;
    const { flight } = entry;
    const send = flights.send[flight] as number;
    return {
      step: entry.at,
      send,
      heardAt: flights.t1[flight] as number,
      sentAt: flights.t0[flight] as number,
      kind: flights.kind[flight] as number,
      epoch: epoch[send] as number,
    };
  };
}
