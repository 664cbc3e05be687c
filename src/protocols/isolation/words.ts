/** Outcomes in few words. */
import type { Answer, Outcome } from './state.ts';

export function outcomeOf({ outcome }: Answer): Outcome {
  return outcome as unknown as Outcome;
}

/** "(1, 10) (2, 20)", "2 rows", "error 40001", "waits for T1". */
export function outcomeText(outcome: Outcome): string {
  if ('rows' in outcome) {
    if (outcome.rows.length === 0) return 'no rows';
    return outcome.rows
      .map((row) => `(${row.map((v) => (v === null ? 'null' : String(v))).join(', ')})`)
      .join(' ');
  }
  if ('count' in outcome)
    return outcome.count === 0 ? 'done' : outcome.count === 1 ? '1 row' : `${outcome.count} rows`;
  if ('error' in outcome) return `error ${outcome.error}`;
  if ('blocked' in outcome) return `waits for ${outcome.by.join(', ')}`;
  return 'skipped';
}
