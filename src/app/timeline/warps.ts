/** The map of the axis for the run on show: timeline and minimap ask for the same one. */
import type { ResolvedRun } from '../../engine/runspec.ts';
import type { TraceIndex } from '../../timeline/index.ts';
import { straight, type Warp, warpOf } from '../../timeline/warp.ts';

const known = new WeakMap<TraceIndex, Warp>();

/** @param shorter whether idle time is drawn shorter than it is */
export function axisOf(
  { resolved, index }: { readonly resolved: ResolvedRun; readonly index: TraceIndex },
  shorter: boolean,
): Warp {
  const { inputs, until } = resolved.spec;
  if (!shorter) return straight(until);
  const found = known.get(index) ?? warpOf(index, inputs, until);
  known.set(index, found);
  return found;
}
