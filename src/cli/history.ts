/** The verdict on what the clients of a run saw, for the summary of `run`. */
import { judging, validOf } from '../checkers/run-history.ts';
import { finish } from '../checkers/sliced.ts';
import type { Meta } from '../engine/meta.ts';
import type { Trace } from '../engine/trace.ts';

/** How to read `blocked`: events by their row in the trace. */
export interface HistorySummary {
  readonly valid: boolean | 'unknown';
  /** Not valid: the key whose operations contradict one another, and those that no order can place. */
  readonly key?: unknown;
  readonly blocked?: readonly { readonly event: number; readonly node: string; readonly why: string }[];
}

/** Undefined for a protocol whose clients leave no history to judge. */
export function historySummary(trace: Trace, meta: Meta): HistorySummary | undefined {
  if (meta.history === undefined) return undefined;
  const judged = finish(judging(trace, meta.history.model));
  if (!judged.ok) throw new Error(judged.why);
  const { judgement } = judged;
  const valid = validOf(judgement);
  if (judgement.obstacle === null) return { valid };
  const { key, blocked } = judgement.obstacle;
  return {
    valid,
    ...(key === null ? {} : { key }),
    blocked: blocked.flatMap(({ operation, why }) => {
      const record = trace.operations[operation];
      return record === undefined ? [] : [{ event: record.invokeRow, node: record.node, why }];
    }),
  };
}
