/** The same experiment under other seeds: does what holds in one run hold in others? Each run is driven to its end and only judged. */
import type { Protocol } from '../engine/api.ts';
import type { ResolvedRun } from '../engine/runspec.ts';
import { DEFAULT_LIMITS, type Limits, Simulation } from '../engine/simulation.ts';
import type { SeedOutcome } from './wire.ts';

/** Nobody looks into these runs, so they need no keyframes. */
const NO_KEYFRAMES = Number.MAX_SAFE_INTEGER;

/** One outcome for each seed, in their order, each as soon as its run is over. */
export function* trySeeds(
  protocol: Protocol,
  resolved: ResolvedRun,
  seeds: Iterable<number>,
  limits: Limits = DEFAULT_LIMITS,
): Generator<SeedOutcome> {
  for (const seed of seeds) {
    const run = { ...resolved, spec: { ...resolved.spec, seed } };
    const simulation = new Simulation(protocol, run, { keyframeRows: NO_KEYFRAMES, limits }).finish();
    const { violations, stopped, columns } = simulation.trace();
    yield {
      seed,
      broken: violations.map(({ property, event, why }) => ({ property, at: columns.time[event] ?? 0, why })),
      stopped: stopped !== null,
    };
  }
}
