/**
 * Stamps for the events of any run: Lamport (1978), vector (Fidge, Mattern 1988) and hybrid logical clock (Kulkarni et al. 2014), given
 * from outside by happened-before, whatever clocks the protocol itself has.
 *
 * What an event is: a step of a node, that is one run of a handler. What the step sends bears the stamp of the step; a message that
 * is handled is a receive event, and a copy of it another; one that is lost is a send event and nothing more. Commands, timers, boots after a
 * crash and writes that become safe are local events, and a lane keeps its order and its counts through a crash: whoever stamps from outside
 * forgets nothing. Where a lane begins, at the first boot of its node, is no event unless it sends something: that step has no stamp. Nor
 * have faults and losses, which happen to the network. The HLC reads the node's own wall clock, wrong as that may be.
 */
import type { Micros } from '../engine/runspec.ts';
import { isNodeStep, K, NO_NODE, type Trace } from '../engine/trace.ts';

/** The stamps of one event. */
export interface Stamp {
  readonly step: number;
  /** Lane of the event. */
  readonly lane: number;
  readonly lamport: number;
  /** By lane: how many of its events happened before, or are this one. */
  readonly vector: readonly number[];
  /** `l` µs; `c` counts what shares an `l`. */
  readonly hlc: { readonly l: Micros; readonly c: number };
  /** What the node's wall clock showed, µs. */
  readonly wall: Micros;
}

/** Stamps of all steps of a run, as columns. `lane` is NO_NODE where there is none. */
export interface StampColumns {
  readonly lanes: number;
  readonly lane: Uint8Array;
  readonly lamport: Uint32Array;
  /** The step's own entry of its vector. */
  readonly own: Uint32Array;
  /** Which row of `known` holds the other entries, −1 if all are 0: only what is received changes them. */
  readonly knownRow: Int32Array;
  /** Rows of `lanes` entries each, in chunks of `CHUNK` rows. */
  readonly known: readonly Uint32Array[];
  readonly l: Float64Array;
  readonly c: Uint32Array;
  readonly wall: Float64Array;
}

type Stamped = Pick<Trace, 'nodes' | 'rows' | 'steps' | 'columns'>;

/** Rows or steps between two pauses: about a millisecond. */
const SLICE = 4096;
/** Rows of a chunk of `known`. */
const CHUNK = 4096;

/** @param wall what the wall clock of a lane shows at a true time */
export function stampsOf(trace: Stamped, wall: (lane: number, time: Micros) => Micros): StampColumns {
  const work = stamping(trace, wall);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The same, in slices. One pass over the rows. */
export function* stamping(
  trace: Stamped,
  wall: (lane: number, time: Micros) => Micros,
): Generator<undefined, StampColumns, undefined> {
  const { steps, rows } = trace;
  const { kind, node, cause, step, time } = trace.columns;
  const lanes = trace.nodes.length;
  const columns = {
    lanes,
    lane: new Uint8Array(steps).fill(NO_NODE),
    lamport: new Uint32Array(steps),
    own: new Uint32Array(steps),
    knownRow: new Int32Array(steps).fill(-1),
    known: [] as Uint32Array[],
    l: new Float64Array(steps),
    c: new Uint32Array(steps),
    wall: new Float64Array(steps),
  };
  const latest = new Int32Array(lanes).fill(-1);
  const begun = new Uint8Array(lanes);
  let knownRows = 0;
  const sources: number[] = [];

  /** Gives step `s` of a lane its stamps, from the event before it on the lane and those whose messages it handles. */
  const stamp = (s: number, own: number, now: Micros) => {
    const before = latest[own] as number;
    latest[own] = s;
    columns.lane[s] = own;
    const pt = wall(own, now);
    columns.wall[s] = pt;
    let lamport = before < 0 ? 0 : (columns.lamport[before] as number);
    const l0 = before < 0 ? 0 : (columns.l[before] as number);
    const c0 = before < 0 ? 0 : (columns.c[before] as number);
    // Several messages in one step (logs have that): the greatest of their stamps is as if it alone had come.
    let lm = -1;
    let cm = 0;
    let known = before < 0 ? -1 : (columns.knownRow[before] as number);
    for (const source of sources) {
      if (columns.lane[source] === NO_NODE) continue;
      lamport = Math.max(lamport, columns.lamport[source] as number);
      const l = columns.l[source] as number;
      const c = columns.c[source] as number;
      if (l > lm || (l === lm && c > cm)) [lm, cm] = [l, c];
      known = learn(known, source);
    }
    columns.knownRow[s] = known;
    columns.own[s] = (before < 0 ? 0 : (columns.own[before] as number)) + 1;
    columns.lamport[s] = lamport + 1;
    // Kulkarni et al., Figure 5. Before the first event l = c = 0; a clock may show less than 0.
    const l = Math.max(l0, lm, pt);
    columns.l[s] = l;
    if (lm < 0) columns.c[s] = l === l0 ? c0 + 1 : 0;
    else if (l === l0 && l === lm) columns.c[s] = Math.max(c0, cm) + 1;
    else if (l === l0) columns.c[s] = c0 + 1;
    else columns.c[s] = l === lm ? cm + 1 : 0;
  };

  /** The row of what is known once the vector of `source` is known too. */
  const learn = (known: number, source: number): number => {
    const from = columns.lane[source] as number;
    const theirs = columns.knownRow[source] as number;
    if (knownRows % CHUNK === 0) columns.known.push(new Uint32Array(CHUNK * lanes));
    const row = knownRows++;
    const into = columns.known[Math.floor(row / CHUNK)] as Uint32Array;
    const at = (row % CHUNK) * lanes;
    for (let n = 0; n < lanes; n++)
      into[at + n] = Math.max(knownAt(columns, known, n), knownAt(columns, theirs, n));
    into[at + from] = Math.max(into[at + from] as number, columns.own[source] as number);
    return row;
  };

  for (let row = 0; row < rows; ) {
    const s = step[row] as number;
    const head = row;
    const own = node[head] as number;
    let sends = false;
    sources.length = 0;
    for (; row < rows && step[row] === s; row++) {
      if (kind[row] === K.send) sends = true;
      if (kind[row] !== K.deliver || (cause[row] as number) < 0) continue;
      const source = step[cause[row] as number] as number;
      // What a node sends to itself comes after its sending by the order of the lane alone.
      if (source < s && columns.lane[source] !== own) sources.push(source);
    }
    if (own < lanes && isNodeStep(kind[head] as number)) {
      const first = begun[own] === 0 && kind[head] === K.start;
      begun[own] = 1;
      if (!first || sends) stamp(s, own, time[head] as number);
    }
    if (s % SLICE === SLICE - 1) yield;
  }
  return columns;
}

function knownAt({ known, lanes }: Pick<StampColumns, 'known' | 'lanes'>, row: number, lane: number): number {
  if (row < 0) return 0;
  return known[Math.floor(row / CHUNK)]?.[(row % CHUNK) * lanes + lane] ?? 0;
}

/** The stamps of a step, null if it is no event. */
export function stampAt(columns: StampColumns, step: number): Stamp | null {
  const lane = columns.lane[step];
  if (lane === undefined || lane === NO_NODE) return null;
  const row = columns.knownRow[step] as number;
  const vector = Array.from({ length: columns.lanes }, (_, n) =>
    n === lane ? (columns.own[step] as number) : knownAt(columns, row, n),
  );
  return {
    step,
    lane,
    lamport: columns.lamport[step] as number,
    vector,
    hlc: { l: columns.l[step] as number, c: columns.c[step] as number },
    wall: columns.wall[step] as number,
  };
}

/** How two events stand to each other by their vectors alone. Two stamps of one event are `same`. */
export function compareStamps(a: Stamp, b: Stamp): 'same' | 'before' | 'after' | 'concurrent' {
  if (a.step === b.step) return 'same';
  // The entry of an event's own lane names it: whoever knows it has that much there.
  if ((b.vector[a.lane] as number) >= (a.vector[a.lane] as number)) return 'before';
  return (a.vector[b.lane] as number) >= (b.vector[b.lane] as number) ? 'after' : 'concurrent';
}

/** Orders HLC stamps: below 0 if `a` is less. */
export function compareHlc(a: Stamp['hlc'], b: Stamp['hlc']): number {
  return a.l - b.l || a.c - b.c;
}
