/** Stamps and orders of events, asked of the worker once for each run. */
import type { EventOrder, Stamp } from '../../worker/wire.ts';
import { sharedLab } from '../lab/early.ts';
import type { Run } from '../stores/session.ts';

const stamps = new WeakMap<Run, Map<number, Stamp | null>>();

/** What is known already of a run's stamps, by step; null for a step that is no event. */
export function knownStamps(run: Run): ReadonlyMap<number, Stamp | null> {
  return mapOf(run);
}

function mapOf(run: Run): Map<number, Stamp | null> {
  const known = stamps.get(run) ?? new Map<number, Stamp | null>();
  stamps.set(run, known);
  return known;
}

/** Learns the stamps of these steps. */
export async function learnStamps(run: Run, steps: readonly number[]): Promise<void> {
  const known = mapOf(run);
  const missing = steps.filter((step) => !known.has(step));
  if (missing.length === 0) return;
  const answers = await sharedLab().stamps(run.id, missing);
  for (const [i, step] of missing.entries()) known.set(step, answers[i] ?? null);
}

let last: { readonly run: Run; readonly a: number; readonly b: number; order: Promise<EventOrder> } | null =
  null;

/** Inspector and timeline ask for the same one. */
export function orderOf(run: Run, a: number, b: number): Promise<EventOrder> {
  if (last === null || last.run !== run || last.a !== a || last.b !== b)
    last = { run, a, b, order: sharedLab().order(run.id, a, b) };
  return last.order;
}
