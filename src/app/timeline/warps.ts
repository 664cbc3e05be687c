/** The map of the axis for the run on show: timeline and minimap ask for the same one. */
import type { ResolvedRun } from '../../engine/runspec.ts';
import type { TraceIndex } from '../../timeline/index.ts';
import { straight, type Warp, warpOf } from '../../timeline/warp.ts';

const known = new WeakMap<TraceIndex, Warp>();

/** Set while a lesson is open: covered time has no length of its own, and an axis that changes when it is uncovered would tell and jump. */
let alwaysStraight = false;
export function keepStraight(on: boolean): void {
  alwaysStraight = on;
}

/** @param shorter whether idle time is drawn shorter than it is */
export function axisOf(
  { resolved, index }: { readonly resolved: ResolvedRun; readonly index: TraceIndex },
  shorter: boolean,
): Warp {
  const { inputs, until } = resolved.spec;
  if (!shorter || alwaysStraight) return straight(until);
  const found = known.get(index) ?? warpOf(index, inputs, until);
  known.set(index, found);
  return found;
}
