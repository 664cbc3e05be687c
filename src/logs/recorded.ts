/** A finished run, as those who write it out need it. */
import type { Meta } from '../engine/meta.ts';
import type { ResolvedRun } from '../engine/runspec.ts';
import { stepHeads, type Trace } from '../engine/trace.ts';

export interface RecordedRun {
  readonly meta: Meta;
  readonly resolved: ResolvedRun;
  readonly trace: Trace;
  /** What messages say, by the rows that send and deliver them; null if it was not kept. */
  readonly bodies: ReadonlyMap<number, object> | null;
}

/** Rows [from, to) of every step in turn. */
export function* stepsOf(trace: Trace): Generator<{ step: number; from: number; to: number }> {
  const heads = stepHeads(trace);
  for (let step = 0; step < trace.steps; step++) {
    const to = step + 1 < trace.steps ? (heads[step + 1] as number) : trace.rows;
    yield { step, from: heads[step] as number, to };
  }
}

/** How many lines are handed on at a time. */
const CHUNK = 500;

/** Lines, some hundred joined at a time, each chunk ending in a line end. */
export function* inChunks(lines: Iterable<string>): Generator<string> {
  let held: string[] = [];
  for (const line of lines) {
    held.push(line);
    if (held.length < CHUNK) continue;
    yield `${held.join('\n')}\n`;
    held = [];
  }
  if (held.length > 0) yield `${held.join('\n')}\n`;
}
