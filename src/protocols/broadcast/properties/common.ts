/** What the properties share: what is new in a process's log, and what the run is judged by. */
import type { Env, NodeId } from '../../../engine/api.ts';
import { slice } from '../../../protolib/list.ts';
import type { LogEntry, OrderName, ProcessStep } from '../state.ts';

const PROMISES: Readonly<Record<OrderName, readonly string[]>> = {
  'best effort': [],
  FIFO: ['fifo-order'],
  causal: ['fifo-order', 'causal-order'],
  'total, sequencer': ['total-order'],
  'total, timestamps': ['fifo-order', 'causal-order', 'total-order'],
};
const JUDGED: Readonly<Record<string, readonly string[]>> = {
  FIFO: PROMISES.FIFO,
  causal: PROMISES.causal,
  total: PROMISES['total, sequencer'],
};

/** Whether the run is held to this property. */
export function isJudged(env: Env, property: string): boolean {
  const { order, judged } = env.params as { order: OrderName; judged: string };
  return (JUDGED[judged] ?? PROMISES[order]).includes(property);
}

/** How long each process's log was when it was last looked at. */
export type Seen = Readonly<Record<NodeId, number>>;

export interface Fresh {
  readonly entries: readonly LogEntry[];
  readonly seen: Seen;
  /** The process lost its log and begins anew. */
  readonly forgot: boolean;
}

/** What the step added to its process's log; null if nothing. */
export function freshOf(seen: Seen, step: ProcessStep): Fresh | null {
  const { id, durable } = step.node;
  const had = seen[id] ?? 0;
  const { log } = durable;
  if (log.length === had && durable.log === step.durableBefore.log) return null;
  const forgot = log.length < had;
  const entries = slice(log, forgot ? 0 : had);
  return { entries, seen: { ...seen, [id]: log.length }, forgot };
}
