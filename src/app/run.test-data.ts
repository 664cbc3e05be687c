/** A real run for tests of what the page derives from one: a leader cut off with a minority. */
import type { Meta } from '../engine/meta.ts';
import type { RunSpec } from '../engine/runspec.ts';
import { meta } from '../protocols/raft/meta.ts';
import { protocol } from '../protocols/raft/protocol.ts';
import { scenario } from '../protocols/raft/scenarios/minority-leader.ts';
import { resolve, type Simulated, simulate } from '../testkit/simulate.ts';
import { indexTrace } from '../timeline/build.ts';
import { makeRun, type Run } from './stores/session.ts';

export const raft: Meta = meta;
export const minority: RunSpec = scenario.spec;

let runs = 0;

/** Simulates a Raft run as the worker would. */
export function raftRun(spec: RunSpec = minority): { readonly run: Run; readonly simulated: Simulated } {
  const simulated = simulate(protocol, spec);
  runs += 1;
  return {
    run: makeRun(runs, resolve(protocol, spec), simulated.trace, indexTrace(simulated.trace)),
    simulated,
  };
}

/** The step whose headline contains `text`. */
export function stepWith(run: Run, text: string, describe: (step: number) => string): number {
  for (let step = 0; step < run.trace.steps; step++) if (describe(step).includes(text)) return step;
  throw new Error(`no step says “${text}”`);
}
