/** Rows, steps and messages by name. */
import type { Meta } from '../engine/meta.ts';
import { NO_NODE } from '../engine/trace.ts';
import type { Run } from './stores/session.ts';

/** Rows [from, to) of a step. */
export function stepRows(run: Run, step: number): readonly [number, number] {
  const from = run.heads[step] ?? 0;
  const to = step + 1 < run.trace.steps ? (run.heads[step + 1] ?? run.trace.rows) : run.trace.rows;
  return [from, to];
}

export function nodeId(run: Run, index: number): string {
  return index === NO_NODE ? '' : (run.trace.nodes[index]?.id ?? '?');
}

/** The node a step belongs to, '' for the network's. */
export function stepNode(run: Run, step: number): string {
  return nodeId(run, run.trace.columns.node[run.heads[step] ?? 0] ?? NO_NODE);
}

/** `S3#17`, or 'network' for what no node did. */
export function stepName(run: Run, step: number): string {
  const ordinal = run.ordinals[step] ?? 0;
  return ordinal === 0 ? 'network' : `${stepNode(run, step)}#${ordinal}`;
}

export function messageTitle(meta: Meta, run: Run, sendRow: number): string {
  return meta.messages[run.trace.columns.ref[sendRow] ?? -1]?.title ?? 'message';
}
