/** What PBFT's properties share. */
import type { NodeView, StepView } from '../../../engine/api.ts';
import { get } from '../../../protolib/list.ts';
import type {
  ClientDurable,
  ClientVolatile,
  Executed,
  ReplicaDurable,
  ReplicaView,
  ReplicaVolatile,
  Slot,
} from '../state.ts';
import { requestText } from '../words.ts';

export type ReplicaStep = StepView<ReplicaDurable, ReplicaVolatile>;
export type ClientStep = StepView<ClientDurable, ClientVolatile>;

/** The step as one of a correct replica; null if a client took it, or a liar, of whom nothing is promised. */
export function replicaStep(step: StepView): ReplicaStep | null {
  return isCorrect(step.node) ? (step as ReplicaStep) : null;
}

/** Whether the node is a replica that never lied, up or down. */
export function isCorrect(node: NodeView): node is ReplicaView {
  return node.role === 'replica' && !node.byzantine;
}

export function clientStep(step: StepView): ClientStep | null {
  return step.node.role === 'client' ? (step as ClientStep) : null;
}

/** What the step executed, in order. */
export function newlyExecuted({ node, durableBefore }: ReplicaStep): readonly Executed[] {
  const [before, after] = [durableBefore.executed, node.durable.executed];
  if (before === after) return NONE;
  const found: Executed[] = [];
  for (let i = before.length; i < after.length; i++) found.push(get(after, i) as Executed);
  return found;
}
const NONE: readonly never[] = Object.freeze([]);

/** Slots that the step changed, as they are now. What it discarded is not among them. */
export function changedSlots({ node, durableBefore }: ReplicaStep): readonly Slot[] {
  const [before, after] = [durableBefore.log, node.durable.log];
  if (before === after) return NONE;
  const found: Slot[] = [];
  for (const n in after) if (after[n] !== before[n]) found.push(after[n] as Slot);
  return found;
}

/** "R2 executed x=1 of C1 as number 3" */
export function executedText(replica: string, { n, m }: Executed): string {
  return `${replica} executed ${requestText(m)} as number ${n}`;
}
