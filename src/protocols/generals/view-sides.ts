/** Who has decided what, and the sets V of SM. Pure. */
import type { NodeState, WorldState } from '../../engine/inspect.ts';
import type { NodeId, ResolvedRun } from '../../engine/runspec.ts';
import { K, type Trace } from '../../engine/trace.ts';
import type { Chain, Order, Refusal } from './state.ts';

export interface Side {
  readonly id: NodeId;
  readonly up: boolean;
  readonly traitor: boolean;
  readonly decision: Order | null;
  /** Whether it has decided, be it that it has nothing to obey. */
  readonly over: boolean;
  readonly V: readonly (Chain & { readonly fresh: boolean })[];
  readonly refused: readonly Refusal[];
}

/** All lieutenants of which anything is known. */
export function sidesOf(world: WorldState, before: WorldState | null): readonly Side[] {
  return world.nodes
    .filter((node) => node.role === 'lieutenant' && 'round' in node.durable)
    .map((node) => {
      const old = before?.nodes.find(({ id }) => id === node.id);
      const known = old ? listOf<Chain>(old, 'V').length : Number.POSITIVE_INFINITY;
      return {
        id: node.id,
        // At the very first steps some have yet to start.
        up: node.up || world.time === 0,
        traitor: node.byzantine,
        decision: (node.durable.decision ?? null) as Order | null,
        over: node.durable.over === true,
        V: listOf<Chain>(node, 'V').map((chain, i) => ({ ...chain, fresh: i >= known })),
        refused: listOf<Refusal>(node, 'refused'),
      };
    });
}

function listOf<T>({ durable }: NodeState, field: string): readonly T[] {
  const list = durable[field];
  return Array.isArray(list) ? (list as unknown as T[]) : [];
}

/** The first lieutenant that no fault of the run turns into a traitor. */
export function firstLoyal({ nodes, spec }: ResolvedRun): NodeId {
  const lieutenants = nodes.filter((node) => node.role === 'lieutenant').map((node) => node.id);
  const traitors = spec.inputs.flatMap((input) =>
    'fault' in input && input.fault.type === 'byzantine' ? [input.fault.node] : [],
  );
  return lieutenants.find((id) => !traitors.includes(id)) ?? lieutenants[0] ?? '';
}

const sent = new WeakMap<Trace, Int32Array>();

/** How many messages were sent up to a step, that step included. */
export function sentUpTo(trace: Trace, step: number): number {
  let sums = sent.get(trace);
  if (sums === undefined) {
    sums = new Int32Array(trace.steps + 1);
    const { kind, step: steps } = trace.columns;
    for (let row = 0; row < trace.rows; row++) {
      if (kind[row] === K.send)
        sums[(steps[row] as number) + 1] = (sums[(steps[row] as number) + 1] as number) + 1;
    }
    for (let s = 1; s < sums.length; s++) sums[s] = (sums[s] as number) + (sums[s - 1] as number);
    sent.set(trace, sums);
  }
  return sums[Math.min(step + 1, sums.length - 1)] ?? 0;
}
