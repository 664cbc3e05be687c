/** What Raft's properties share. */
import { jsonEqual } from '../../../base/json.ts';
import type { NodeView, StepView } from '../../../engine/api.ts';
import { append, commonPrefix, get, type List, set } from '../../../protolib/list.ts';
import { baseIndex, entryAt, lastIndex, termAt } from '../log.ts';
import type { Entry, ServerDurable, ServerView, ServerVolatile } from '../state.ts';

export type ServerStep = StepView<ServerDurable, ServerVolatile>;

/** The step as one of a server, or null if a client took it, or a liar, of whom nothing is promised. */
export function serverStep(step: StepView): ServerStep | null {
  return isServer(step.node) ? (step as ServerStep) : null;
}

/** Whether the node is a server of whom something is promised, up or down. */
export function isServer(node: NodeView): node is ServerView {
  return node.role === 'server' && !node.byzantine;
}

/** Whether the server is up and leads. */
export function leads(server: ServerView): boolean {
  return server.up && server.volatile.role === 'leader';
}

/** Whether the server led the same term before and after the step. */
export function ledThroughout({ node, durableBefore, volatileBefore }: ServerStep): boolean {
  return (
    leads(node) && volatileBefore.role === 'leader' && durableBefore.currentTerm === node.durable.currentTerm
  );
}

/** Equality of entries. Copies of an entry are mostly the same object, so this is mostly one comparison. */
export function sameEntry(a: Entry | undefined, b: Entry | undefined): boolean {
  return (
    a === b || (a !== undefined && b !== undefined && a.term === b.term && jsonEqual(a.command, b.command))
  );
}

/** Whether the step changed log or snapshot. */
export function changedLog({ node, durableBefore }: ServerStep): boolean {
  return durableBefore.log !== node.durable.log || durableBefore.snapshot !== node.durable.snapshot;
}

/** Up to which index the step left the log as it was. What a snapshot stands for counts as being there. */
export function untouched({ node, durableBefore }: ServerStep): number {
  const { durable } = node;
  if (durable.snapshot === durableBefore.snapshot)
    return baseIndex(durable) + commonPrefix(durableBefore.log, durable.log, sameEntry);
  let index = Math.max(baseIndex(durable), baseIndex(durableBefore));
  // It may stand for another entry than was there, and then what follows, though the same, follows something else.
  if (index <= lastIndex(durableBefore) && termAt(durable, index) !== termAt(durableBefore, index))
    return index - 1;
  const end = Math.min(lastIndex(durable), lastIndex(durableBefore));
  while (index < end && sameEntry(entryAt(durable, index + 1), entryAt(durableBefore, index + 1))) index++;
  return index;
}

/** Whether the step did more to the log than add to its end or give its beginning to a snapshot. */
export function rewroteLog(step: ServerStep): boolean {
  return changedLog(step) && untouched(step) < lastIndex(step.durableBefore);
}

/** The table with `value` at `index`, filled up with nulls before it. For what is counted by terms: they grow one by one. */
export function put<T>(table: List<T | null>, index: number, value: T): List<T | null> {
  let result = table;
  while (result.length < index) result = append(result, null);
  return index < result.length ? set(result, index, value) : append(result, value);
}

/** What the table holds at `index`, or null. */
export function at<T>(table: List<T | null>, index: number): T | null {
  return get(table, index) ?? null;
}
