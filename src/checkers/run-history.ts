/** The judge over the history of a run: from a trace to a verdict that names the trace's own operations. */
import type { Json } from '../base/json.ts';
import { type Result, refuse } from '../base/result.ts';
import { type Recorded, recording } from './history.ts';
import { LinearizabilityCheck } from './linearizability/judge.ts';
import type { Judgement, Obstacle } from './linearizability/judgement.ts';
import { modelOf } from './linearizability/models.ts';
import { type Problem, posing } from './linearizability/problem.ts';
import type { Reason } from './linearizability/reasons.ts';
import type { Sliced } from './sliced.ts';

/** What a look may take before it gives up. Counted, so that the same run has the same verdict everywhere. */
export interface Effort {
  /** Operations prepared and events examined; a few million take a second. */
  readonly steps: number;
  /** Bytes for remembering what was tried. */
  readonly memory: number;
}

const MB = 1024 * 1024;
/** How hard one may look: the first is for every run, the others on demand. */
export const EFFORTS: readonly [Effort, ...Effort[]] = [
  { steps: 4_000_000, memory: 64 * MB },
  { steps: 40_000_000, memory: 256 * MB },
  { steps: 400_000_000, memory: 512 * MB },
];

/** A verdict on a run. Operations are named by their ids in the trace; refused ones did not happen and are not judged. */
export interface RunJudgement {
  readonly model: string;
  /** Whether a single copy of the data, asked one operation at a time, could have given these answers. */
  readonly verdict: 'yes' | 'no' | 'unknown';
  /** How many operations were judged, and how many of them were answered. */
  readonly operations: number;
  readonly answered: number;
  /**
   * Yes: an order for each key. No: the largest linearizable prefix of the key that has none (or the largest met: the obstacle says
   * which). Unknown: an order for each key that was settled, and the largest prefix met for the others.
   */
  readonly orders: readonly RunOrder[];
  /** No: what stands in the way. */
  readonly obstacle: RunObstacle | null;
  /** Unknown: the bound that was reached. */
  readonly bound: 'steps' | 'memory' | null;
  readonly steps: number;
}

/** Operations of one key in an order that explains what they returned. */
export interface RunOrder {
  /** Null where there is one object only. */
  readonly key: Json;
  readonly order: readonly number[];
  /** Answered operations of the key that are not in it. */
  readonly missing: number;
}

export interface RunObstacle extends Pick<Obstacle, 'largest' | 'held' | 'blocked' | 'untaken' | 'reason'> {
  readonly key: Json;
}

/** `true`, `false` or `"unknown"`, as the command line says it. */
export function validOf({ verdict }: Pick<RunJudgement, 'verdict'>): boolean | 'unknown' {
  return verdict === 'unknown' ? verdict : verdict === 'yes';
}

/**
 * Judges what the clients of a run saw.
 * @param model what they operated on: `meta.history.model` of the protocol
 * @returns refused if an operation is none of the model's
 */
export function* judging(
  trace: Recorded,
  model: string,
  effort: Effort = EFFORTS[0],
): Sliced<Result<{ judgement: RunJudgement }>> {
  const found = modelOf(model);
  if (!found) return refuse(`There is no model "${model.slice(0, 40)}".`);
  const posed = yield* posing(yield* recording(trace), found);
  if (!posed.ok) return posed;
  const check = new LinearizabilityCheck(posed.problem, effort.memory);
  for (;;) {
    const before = check.steps;
    const judgement = check.advance(Math.min(SLICE, effort.steps - before));
    const over = judgement === null && check.steps >= effort.steps;
    if (judgement !== null || over) {
      return { ok: true, judgement: translate(judgement ?? check.stop(), posed.problem, trace) };
    }
    yield check.steps - before;
  }
}

const SLICE = 2000;

/** From the ids of the problem to those of the trace. */
function translate(judgement: Judgement, { operations, model }: Problem, trace: Recorded): RunJudgement {
  const byRow = new Map(trace.operations.map(({ id, invokeRow }) => [invokeRow, id]));
  const own = (id: number) => byRow.get(operations[id]?.at ?? -1) ?? -1;
  const missingOf = (key: Json | undefined, placed: readonly number[]) => {
    const known = operations.filter((o) => o.key === key && o.outcome === 'ok').length;
    return known - placed.filter((id) => operations[id]?.outcome === 'ok').length;
  };
  const order = (key: Json | undefined, ids: readonly number[], missing: number): RunOrder => {
    return { key: key ?? null, order: ids.map(own), missing };
  };
  const common = {
    model: model.id,
    operations: operations.length,
    answered: operations.filter(({ outcome }) => outcome === 'ok').length,
    steps: judgement.steps,
  };
  if (judgement.verdict === 'no') {
    const { key, prefix, largest, held, blocked, untaken, reason } = judgement.obstacle;
    return {
      ...common,
      verdict: 'no',
      orders: [order(key, prefix, missingOf(key, prefix))],
      obstacle: {
        key: key ?? null,
        largest,
        held,
        blocked: blocked.map(({ operation, why }) => ({ operation: own(operation), why })),
        untaken: untaken.map(own),
        reason: reason && renamed(reason, own),
      },
      bound: null,
    };
  }
  const settled = judgement.linearizations.map((found) => order(found.key, found.order, 0));
  if (judgement.verdict === 'yes') {
    return { ...common, verdict: 'yes', orders: settled, obstacle: null, bound: null };
  }
  const attempts = judgement.attempts.map(({ key, prefix, missing }) => order(key, prefix, missing));
  const bound = judgement.why === 'memory' ? 'memory' : 'steps';
  return { ...common, verdict: 'unknown', orders: [...settled, ...attempts], obstacle: null, bound };
}

function renamed(reason: Reason, own: (id: number) => number): Reason {
  switch (reason.kind) {
    case 'unwritten':
      return { ...reason, operation: own(reason.operation) };
    case 'unwritten-yet':
    case 'unfounded':
      return { ...reason, operation: own(reason.operation), writer: own(reason.writer) };
    case 'overwritten':
      return { ...reason, operation: own(reason.operation), by: own(reason.by) };
    case 'reverted':
    case 'outdated':
    case 'split':
    case 'spent':
      return { ...reason, operation: own(reason.operation), witness: own(reason.witness) };
  }
}
