/** Why a step happened: back along its causes, told at the length a person reads. */
import { struckNodes } from '../../engine/faultkinds.ts';
import type { Meta } from '../../engine/meta.ts';
import { K } from '../../engine/trace.ts';
import { describeStep, isMajor, stepNotes } from '../describe.ts';
import type { Run } from '../stores/session.ts';

export interface Cause {
  readonly step: number;
  readonly sentence: string;
}

/** The step whose message, timer or command brought this one about; null at the roots of a run. */
export function causeOf(run: Run, step: number): number | null {
  const { cause, kind, step: steps, ref } = run.trace.columns;
  const head = run.heads[step] ?? 0;
  const row = cause[head] ?? -1;
  if (row >= 0) return steps[row] ?? null;
  if (kind[head] === K.start || kind[head] === K.timer) {
    // A restart is due to the end of a crash, a timer without a setter to the input that fired it: both were just before.
    for (let s = step - 1; s >= 0; s--) {
      const before = run.heads[s] ?? 0;
      if (run.trace.columns.time[before] !== run.trace.columns.time[head]) break;
      if (kind[before] !== K.fault) continue;
      const input = run.resolved.spec.inputs[ref[before] ?? -1];
      if (input === undefined || !('fault' in input)) continue;
      const node = run.trace.nodes[run.trace.columns.node[head] ?? -1]?.id;
      if (node !== undefined && struckNodes(input.fault).includes(node)) return s;
    }
  }
  return null;
}

/**
 * The chain behind a step, nearest cause first. The immediate cause is always told; further back only what made a
 * difference (major notes, timers that ran out, commands, boots, faults), of a beat that repeats only the first, and the root.
 */
export function causeChain(meta: Meta, run: Run, step: number, most = 6): readonly Cause[] {
  const chain: Cause[] = [];
  let from = step;
  for (let at = causeOf(run, step); at !== null; at = causeOf(run, at)) {
    // Causes always lie earlier; a damaged trace must not hang the page.
    if (at >= from) break;
    const next = causeOf(run, at);
    const beat = isTimer(run, at) && next !== null && isTimer(run, next) && sameNode(run, at, next);
    if (chain.length === 0 || (matters(meta, run, at) && !beat) || next === null) {
      if (chain.length === most - 1 && next !== null) {
        chain.push(causeEntry(meta, run, rootOf(run, at)));
        break;
      }
      chain.push(causeEntry(meta, run, at));
    }
    from = at;
  }
  return chain;
}

export function causeEntry(meta: Meta, run: Run, step: number): Cause {
  return { step, sentence: describeStep(meta, run, step).headline };
}

function rootOf(run: Run, step: number): number {
  let at = step;
  for (let next = causeOf(run, at); next !== null && next < at; next = causeOf(run, at)) at = next;
  return at;
}

function isTimer(run: Run, step: number): boolean {
  return run.trace.columns.kind[run.heads[step] ?? 0] === K.timer;
}

function sameNode(run: Run, a: number, b: number): boolean {
  return run.trace.columns.node[run.heads[a] ?? 0] === run.trace.columns.node[run.heads[b] ?? 0];
}

function matters(meta: Meta, run: Run, step: number): boolean {
  const kind = run.trace.columns.kind[run.heads[step] ?? 0];
  if (kind === K.timer || kind === K.command || kind === K.start || kind === K.fault) return true;
  return stepNotes(run, step).some((note) => isMajor(meta, note));
}

/** Every link of the chain, nearest cause first; of a long one `end` links from either end, and how many lie between. */
export function rootWay(
  meta: Meta,
  run: Run,
  step: number,
  end: number,
): readonly (Cause | { readonly left: number })[] {
  const way: number[] = [];
  let from = step;
  for (let at = causeOf(run, step); at !== null && at < from; at = causeOf(run, at)) {
    way.push(at);
    from = at;
  }
  const told = (s: number) => causeEntry(meta, run, s);
  if (way.length <= 2 * end + 1) return way.map(told);
  return [...way.slice(0, end).map(told), { left: way.length - 2 * end }, ...way.slice(-end).map(told)];
}
