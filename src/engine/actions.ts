/** The inputs of a run as an ordered list of what happens when. */
import { jsonEqual } from '../base/json.ts';
import type { Input, Micros, RunSpec } from './runspec.ts';

export interface Action {
  readonly time: Micros;
  readonly phase: 'start' | 'end';
  /** Index into `spec.inputs`. */
  readonly input: number;
}

/**
 * Order: time, then ends before starts, then the order in the spec. Of the ends those of pauses come first: a node that is to restart at
 * the instant at which it thaws does so before anything of that instant reaches it, whichever of the two faults was made first.
 */
export function actionsOf(spec: RunSpec): readonly Action[] {
  const known = found.get(spec);
  if (known !== undefined) return known;
  const actions: Action[] = [];
  spec.inputs.forEach((input, index) => {
    for (const [start, end] of spansOf(input, spec.until)) {
      actions.push({ time: start, phase: 'start', input: index });
      if (end !== undefined) actions.push({ time: end, phase: 'end', input: index });
    }
  });
  const rank = ({ phase, input }: Action) =>
    phase === 'start' ? 2 : isPause(spec.inputs[input] as Input) ? 0 : 1;
  actions.sort((a, b) => a.time - b.time || rank(a) - rank(b) || a.input - b.input);
  found.set(spec, actions);
  return actions;
}

/** Every edit asks for those of two runs, and each world for its own. */
const found = new WeakMap<RunSpec, readonly Action[]>();

function isPause(input: Input): boolean {
  return 'fault' in input && input.fault.type === 'pause';
}

/**
 * When an input is in force: from each start to its end, or for good. A flapping fault has many, those that begin within the run;
 * everything else has one.
 * @param until the end of the run
 */
export function spansOf(input: Input, until: Micros): readonly (readonly [Micros, Micros | undefined])[] {
  const end = untilOf(input);
  const flap = 'fault' in input && 'flap' in input.fault ? input.fault.flap : undefined;
  if (flap === undefined) return [[input.at, end]];
  const spans: [Micros, Micros][] = [];
  const last = Math.min(end ?? until, until);
  for (let start = input.at; start <= last; start += flap.down + flap.up) {
    if (start === end) break;
    spans.push([start, Math.min(start + flap.down, end ?? Number.POSITIVE_INFINITY)]);
  }
  return spans;
}

export function untilOf(input: Input): Micros | undefined {
  return 'fault' in input && 'until' in input.fault ? input.fault.until : undefined;
}

/**
 * The time before which two specs give the same run: everything before it can be kept. 0 if they differ in more than inputs
 * and `until`; Infinity if they differ in nothing that happens.
 */
export function firstDifference(a: RunSpec, b: RunSpec): Micros {
  const { inputs: ia, until: ua, ...restA } = a;
  const { inputs: ib, until: ub, ...restB } = b;
  if (!jsonEqual(restA, restB)) return 0;
  let first = ua === ub ? Number.POSITIVE_INFINITY : Math.min(ua, ub) + 1;
  const xs = actionsOf(a);
  const ys = actionsOf(b);
  for (let i = 0; i < Math.max(xs.length, ys.length); i++) {
    const x = xs[i];
    const y = ys[i];
    if (x && y && x.time === y.time && x.phase === y.phase && x.input === y.input) {
      if (x.phase === 'end' || sameStart(ia[x.input] as Input, ib[y.input] as Input)) continue;
    }
    first = Math.min(first, x?.time ?? Number.POSITIVE_INFINITY, y?.time ?? Number.POSITIVE_INFINITY);
    break;
  }
  return first;
}

/** Whether two inputs begin alike: when they end is another action. */
function sameStart(a: Input, b: Input): boolean {
  if (a === b) return true;
  return jsonEqual(withoutUntil(a), withoutUntil(b));
}

function withoutUntil(input: Input): unknown {
  if (!('fault' in input)) return input;
  const { until: _until, ...fault } = input.fault as { until?: Micros };
  return { ...input, fault };
}
