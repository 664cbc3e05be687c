/** Whether runs are as a condition wants them: simulates them and looks. For the page in a worker, for command line and tests in process. */

import { type Result, refuse } from '../../base/result.ts';
import type { Protocol } from '../../engine/api.ts';
import type { ResolvedRun } from '../../engine/runspec.ts';
import { DEFAULT_LIMITS, Simulation } from '../../engine/simulation.ts';
import { evaluating, type Finding, type RunToRead, stepsOf } from '../../query/condition/evaluate.ts';
import { readCondition, readPattern, type Vocabulary } from '../../query/condition/read.ts';
import type { Answered } from './wire.ts';

const ROWS = 500;

export interface Asked {
  readonly finding: Finding;
  /** Hash of each run. */
  readonly hashes: readonly (string | null)[];
}

/** Yields between slices of a few hundred rows or moments. */
export function* asking(
  protocol: Protocol,
  resolved: readonly ResolvedRun[],
  condition: unknown,
): Generator<void, Result<{ asked: Asked }>> {
  const read = readCondition(condition, vocabulary(protocol, resolved));
  if (!read.ok) return read;
  const runs = yield* simulated(protocol, resolved);
  const result = yield* evaluating(read.condition, runs);
  if (!result.ok) return result;
  return { ok: true, asked: { finding: result.finding, hashes: runs.map(({ trace }) => trace.hash) } };
}

/** The steps that a pattern of events means. */
export function* pointing(
  protocol: Protocol,
  resolved: ResolvedRun,
  pattern: unknown,
): Generator<void, Result<{ steps: readonly number[] }>> {
  const read = readPattern(pattern, vocabulary(protocol, [resolved]));
  if (!read.ok) return read;
  const [run] = yield* simulated(protocol, [resolved]);
  return run === undefined ? refuse('There is no run.') : { ok: true, steps: stepsOf(read.event, run) };
}

/** All of it in one go. */
export function finish<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Several questions put to the same runs at once; patterns are looked for in the first of them. */
export function* answering(
  protocol: Protocol,
  resolved: readonly ResolvedRun[],
  {
    conditions,
    patterns,
  }: { readonly conditions: readonly unknown[]; readonly patterns: readonly unknown[] },
): Generator<void, Result<Omit<Answered, 'type' | 'id'>>> {
  const words = vocabulary(protocol, resolved);
  const runs = yield* simulated(protocol, resolved);
  const findings: Finding[] = [];
  for (const json of conditions) {
    const read = readCondition(json, words);
    if (!read.ok) return read;
    const result = yield* evaluating(read.condition, runs);
    if (!result.ok) return result;
    findings.push(result.finding);
  }
  const steps: (readonly number[])[] = [];
  for (const json of patterns) {
    const read = readPattern(json, words);
    if (!read.ok) return read;
    steps.push(runs[0] === undefined ? [] : stepsOf(read.event, runs[0]));
  }
  return { ok: true, findings, steps };
}

function vocabulary({ meta }: Protocol, resolved: readonly ResolvedRun[]): Vocabulary {
  return { meta, nodes: resolved[0]?.nodes ?? [], runs: resolved.length };
}

function* simulated(protocol: Protocol, resolved: readonly ResolvedRun[]): Generator<void, RunToRead[]> {
  const runs: RunToRead[] = [];
  for (const run of resolved) {
    const simulation = new Simulation(protocol, run, { limits: DEFAULT_LIMITS });
    while (!simulation.advance(ROWS)) yield;
    runs.push(toRead(simulation));
  }
  return runs;
}

export function toRead(simulation: Simulation): RunToRead {
  return {
    meta: simulation.protocol.meta,
    resolved: simulation.run,
    trace: simulation.trace(),
    moment(step) {
      const { nodes, tables } = simulation.at(step);
      return {
        node: (lane) => {
          const up = nodes.up[lane] as boolean;
          return {
            up,
            paused: (tables.frozenBy[lane] as number) >= 0,
            status: up ? (nodes.status[lane] as number) : -1,
            epoch: nodes.epoch[lane] as number,
            durable: nodes.durable[lane] as object,
            volatile: up ? (nodes.volatile[lane] as object) : null,
          };
        },
      };
    },
  };
}
