/** Finished runs of the document's branches: turning to another branch shows the run that is there already. */
import type { RunSpec } from '../../engine/runspec.ts';
import type { Run } from '../stores/session.ts';

export interface Held {
  get(spec: RunSpec): Run | undefined;
  /** @param wanted the runs of the document: whatever else is held is let go */
  put(spec: RunSpec, run: Run, wanted: readonly RunSpec[]): void;
  clear(): void;
}

/** Rows of all runs but the latest: a row takes about 40 bytes. */
const MOST_ROWS = 2_000_000;

/** Specs are told by identity: they are never changed in place, and switching hands the same one back. */
export function createHeld(): Held {
  const runs = new Map<RunSpec, Run>();
  return {
    get: (spec) => runs.get(spec),
    put(spec, run, wanted) {
      runs.delete(spec);
      for (const old of runs.keys()) if (!wanted.includes(old)) runs.delete(old);
      let rows = 0;
      for (const held of runs.values()) rows += held.trace.rows;
      for (const [old, held] of runs) {
        if (rows <= MOST_ROWS) break;
        runs.delete(old);
        rows -= held.trace.rows;
      }
      runs.set(spec, run);
    },
    clear: () => runs.clear(),
  };
}

/** Those of the lab on show. */
export const heldRuns = createHeld();
