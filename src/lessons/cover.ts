/**
 * A run of which nothing after a moment is known. It is not hidden: it is not there, so no view has anything to give away. A run is
 * a pure function of its spec, and what has happened by a moment does not depend on what is done after it: the shorter run is the
 * beginning of the longer one, row by row.
 */
import type { Input, Micros, RunSpec } from '../engine/runspec.ts';

/**
 * The run as far as it may be known at `at`, as long as it is.
 * @param plan whether what is still to be done to it stays known: it then comes after what has been done
 */
export function covered(spec: RunSpec, at: Micros, plan: boolean): RunSpec {
  const done = spec.inputs.filter((input) => input.at <= at);
  const inputs = plan
    ? [...done, ...spec.inputs.filter((input) => input.at > at)]
    : done.map((input) => endless(input, at));
  return { ...spec, inputs };
}

/** How long a fault will last is told by nothing that has happened. */
function endless(input: Input, at: Micros): Input {
  if (!('fault' in input) || !('until' in input.fault) || (input.fault.until ?? 0) <= at) return input;
  const { until: _, ...fault } = input.fault;
  return { ...input, fault: fault as typeof input.fault };
}

/**
 * The run that is simulated instead: it ends where the cover begins, if it goes so far. Its inputs have the places they have in what
 * `covered` gives.
 */
export function endingAt(spec: RunSpec, at: Micros): RunSpec {
  return { ...covered(spec, at, false), until: Math.min(at, spec.until) };
}
