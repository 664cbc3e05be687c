/** Small runs, carried out at once. */
import type { Protocol } from '../../engine/api.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import { Simulation } from '../../engine/simulation.ts';
import type { Trace } from '../../engine/trace.ts';
import { encodeLink } from '../../spec/link.ts';
import { parseRunSpec } from '../../spec/resolve.ts';

const LIMITS = { rows: 60_000, bytes: 32 * 1024 * 1024 };

/** @throws RangeError if it is no run of that protocol */
export function simulated(protocol: Protocol, spec: RunSpec): Simulation {
  const { meta } = protocol;
  const parsed = parseRunSpec(spec, new Map([[meta.id, meta]]));
  if (!parsed.ok) throw new RangeError(parsed.why);
  return new Simulation(protocol, parsed.resolved, { limits: LIMITS }).finish();
}

/** What came of it. */
export function ran(protocol: Protocol, spec: RunSpec): Trace {
  return simulated(protocol, spec).trace();
}

/** Its address in the lab. */
export function labOf({ meta }: Protocol, spec: RunSpec, title: string, claim: string): string {
  const parsed = parseRunSpec(spec, new Map([[meta.id, meta]]));
  if (!parsed.ok) throw new RangeError(parsed.why);
  return encodeLink(
    { kind: 'run', spec: parsed.resolved.spec, title: title.slice(0, 120), claim: claim.slice(0, 400) },
    meta,
  );
}

/** The `n`th seed that comes of one. */
export function seedFrom(seed: number, n: number): number {
  return (seed * 1009 + n * 7919 + 13) % 2 ** 31;
}
