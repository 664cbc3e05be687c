/** Details of steps, asked of the worker once for each run. */
import type { StepDetail } from '../../engine/inspect.ts';
import { sharedLab } from '../lab/early.ts';
import type { Run } from '../stores/session.ts';

/** Steps looked at are kept with their run: stepping to and fro asks for the same ones again and again. */
const looked = new WeakMap<Run, Map<number, Promise<StepDetail>>>();

export function lookAt(run: Run, step: number): Promise<StepDetail> {
  const known = looked.get(run) ?? new Map<number, Promise<StepDetail>>();
  looked.set(run, known);
  let detail = known.get(step);
  if (detail === undefined) {
    detail = sharedLab().step(run.id, step);
    known.set(step, detail);
  }
  return detail;
}
