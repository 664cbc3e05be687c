/** Which rows of a run a pattern means. */
import type { Meta } from '../../engine/meta.ts';
import type { Input, ResolvedRun } from '../../engine/runspec.ts';
import { K, NO_NODE, type Trace } from '../../engine/trace.ts';
import { type Causality, causality } from '../causality.ts';
import { type Stamp, type StampColumns, stampAt, stampsOf } from '../stamps.ts';
import type { EventPattern } from './types.ts';
import { matches } from './value.ts';

/** A finished run as conditions read it; what is derived from it is made once, when it is first needed. */
export class ReadRun {
  readonly meta: Meta;
  readonly resolved: ResolvedRun;
  readonly trace: Trace;
  private order: Causality | null = null;
  private stamps: StampColumns | null = null;
  private readonly found = new WeakMap<EventPattern, readonly number[]>();

  constructor(meta: Meta, resolved: ResolvedRun, trace: Trace) {
    this.meta = meta;
    this.resolved = resolved;
    this.trace = trace;
  }

  causality(): Causality {
    this.order ??= causality(this.trace);
    return this.order;
  }

  /** Its hybrid stamps are those of right clocks: no pattern speaks of them. */
  stamp(step: number): Stamp | null {
    this.stamps ??= stampsOf(this.trace, (_lane, time) => time);
    return stampAt(this.stamps, step);
  }

  /** Rows that match, in order. */
  rows(pattern: EventPattern): readonly number[] {
    let rows = this.found.get(pattern);
    if (rows === undefined) {
      rows = find(this, pattern);
      this.found.set(pattern, rows);
    }
    return rows;
  }

  /** Steps with a row that matches, in order, each once. */
  steps(pattern: EventPattern): readonly number[] {
    const { step } = this.trace.columns;
    const steps: number[] = [];
    for (const row of this.rows(pattern)) {
      const s = step[row] as number;
      if (steps.at(-1) !== s) steps.push(s);
    }
    return steps;
  }
}

function find(run: ReadRun, pattern: EventPattern): readonly number[] {
  const { trace } = run;
  const past = pattern.causes && reach(run, run.steps(pattern.causes), 'past');
  const future = pattern.causedBy && reach(run, run.steps(pattern.causedBy), 'future');
  const rows: number[] = [];
  const test = testOf(run, pattern);
  for (let row = 0; row < trace.rows; row++) {
    if (!test(row)) continue;
    const step = trace.columns.step[row] as number;
    if (past && !past[step]) continue;
    if (future && !future[step]) continue;
    rows.push(row);
    if (pattern.pick === 'first') break;
  }
  return pattern.pick === 'last' ? rows.slice(-1) : rows;
}

function testOf(run: ReadRun, pattern: EventPattern): (row: number) => boolean {
  const { meta, resolved, trace } = run;
  const { kind, node, peer, time, ref, epoch, step } = trace.columns;
  const lanes = (ids: readonly string[] | undefined) =>
    ids && new Set(ids.map((id) => resolved.nodes.findIndex((n) => n.id === id)));
  const nodes = lanes(pattern.node);
  const peers = lanes(pattern.peer);
  const wanted = pattern.kind === undefined ? -1 : K[pattern.kind];
  const message =
    pattern.message === undefined ? -1 : meta.messages.findIndex((m) => m.id === pattern.message);
  const timer = pattern.timer === undefined ? -1 : meta.timers.findIndex((t) => t.id === pattern.timer);
  const rule = pattern.rule === undefined ? -1 : trace.ruleIds.indexOf(pattern.rule);
  const breaks =
    pattern.breaks === undefined
      ? null
      : new Set(trace.violations.filter((v) => v.property === pattern.breaks).map((v) => v.event));
  return (row) => {
    const k = kind[row] as number;
    if (wanted >= 0 && k !== wanted) return false;
    if (pattern.from !== undefined && (time[row] as number) < pattern.from) return false;
    if (pattern.to !== undefined && (time[row] as number) > pattern.to) return false;
    if (nodes && !nodes.has(laneOf(node[row] as number))) return false;
    if (peers && !peers.has(laneOf(peer[row] as number))) return false;
    if (pattern.epoch !== undefined && !matches(epoch[row], pattern.epoch)) return false;
    const at = ref[row] as number;
    if (pattern.message !== undefined && messageOf(trace, row) !== message) return false;
    if (pattern.timer !== undefined && at !== timer) return false;
    if (pattern.rule !== undefined && (rule < 0 || at !== rule)) return false;
    if (pattern.fault !== undefined) {
      const input: Input | undefined = resolved.spec.inputs[at];
      const starts = (epoch[row] as number) === 0;
      if (!input || !('fault' in input) || input.fault.type !== pattern.fault || !starts) return false;
    }
    if (pattern.note !== undefined || (pattern.fields !== undefined && k === K.note)) {
      const note = k === K.note ? trace.notes[at] : undefined;
      if (!note || (pattern.note !== undefined && note.id !== pattern.note)) return false;
      if (pattern.fields !== undefined && !matches(note.fields, pattern.fields)) return false;
    }
    if (pattern.operation !== undefined) {
      const operation = k === K.invoke || k === K.reply ? trace.operations[at] : undefined;
      if (!operation || !matches(operation, pattern.operation)) return false;
    }
    if (pattern.lamport !== undefined || pattern.vector !== undefined) {
      const stamp = run.stamp(step[row] as number);
      if (stamp === null) return false;
      if (pattern.lamport !== undefined && !matches(stamp.lamport, pattern.lamport)) return false;
      if (pattern.vector !== undefined && !matches(stamp.vector, pattern.vector)) return false;
    }
    return breaks === null || breaks.has(row);
  };
}

function laneOf(node: number): number {
  return node === NO_NODE ? -2 : node;
}

/** The kind of message a row speaks of, −1 if it is of none. */
function messageOf({ columns: { kind, ref, cause } }: Trace, row: number): number {
  const k = kind[row];
  if (k === K.send || k === K.deliver) return ref[k === K.deliver ? (cause[row] as number) : row] ?? -1;
  return k === K.lost || k === K.corrupt ? (ref[cause[row] as number] ?? -1) : -1;
}

/** Marks every step that happened before one of `from` (or after one of them), those themselves not unless another says so. */
function reach(run: ReadRun, from: readonly number[], way: 'past' | 'future'): Uint8Array {
  const { trace } = run;
  const { kind, cause, step } = trace.columns;
  const order = run.causality();
  // Edges of the run: along a lane, and from the send of a message to its arrival.
  const into: number[][] = Array.from({ length: trace.steps }, () => []);
  const add = (a: number, b: number) => (way === 'past' ? into[b]?.push(a) : into[a]?.push(b));
  for (let s = 0; s < trace.steps; s++) {
    const next = order.next[s] as number;
    if (next >= 0) add(s, next);
  }
  for (let row = 0; row < trace.rows; row++) {
    if (kind[row] === K.deliver) add(step[cause[row] as number] as number, step[row] as number);
  }
  const marks = new Uint8Array(trace.steps);
  const waiting = [...from];
  for (let s = waiting.pop(); s !== undefined; s = waiting.pop()) {
    for (const other of into[s] as number[]) {
      if (marks[other]) continue;
      marks[other] = 1;
      waiting.push(other);
    }
  }
  return marks;
}
