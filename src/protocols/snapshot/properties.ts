/** What a snapshot promises, in the order of `meta.properties`. */
import type { NodeId, NodeView, Property } from '../../engine/api.ts';
import { NO_PASTS, observe, type Pasts, pastOf } from '../../protolib/happened.ts';
import { isWhole, onTheWay, type Part, type ProcessStep, type ProcessView, sum } from './state.ts';

function partOf(node: NodeView, snapshot: string): Part | undefined {
  return (node as ProcessView).durable.parts[snapshot];
}

/** Snapshots of which the step changed its process's part. */
function changed({ node, durableBefore }: ProcessStep): string[] {
  const { parts } = node.durable;
  if (parts === durableBefore.parts) return [];
  return Object.keys(parts).filter((id) => parts[id] !== durableBefore.parts[id]);
}

const consistentCut: Property<Pasts> = {
  id: 'consistent-cut',
  init: () => NO_PASTS,
  step(acc, step, nodes, broken) {
    const { node } = step as ProcessStep;
    const pasts = observe(acc, node.id, node.durable.event);
    for (const snapshot of changed(step as ProcessStep)) {
      if ((step as ProcessStep).durableBefore.parts[snapshot] !== undefined) continue;
      for (const other of nodes) {
        check(pasts, snapshot, node, other, broken);
        check(pasts, snapshot, other, node, broken);
      }
    }
    return pasts;
  },
};

/** Whether what `a` recorded knows more of `b` than `b` recorded itself. */
function check(
  pasts: Pasts,
  snapshot: string,
  a: NodeView,
  b: NodeView,
  broken: (why: string) => void,
): void {
  const [known, own] = [partOf(a, snapshot), partOf(b, snapshot)];
  if (!known || !own || a.id === b.id || known.event === 0) return;
  const seen = pastOf(pasts, { of: a.id, n: known.event })[b.id] ?? 0;
  if (seen > own.event) {
    broken(
      `${a.id} recorded what depends on event ${seen} of ${b.id}, and ${b.id} recorded itself at event ${own.event}.`,
    );
  }
}

const conservation: Property<{ readonly total: number }> = {
  id: 'conservation',
  init: (nodes, env) => ({ total: nodes.length * (env.params.tokens as number) }),
  step(acc, step, nodes, broken) {
    for (const snapshot of changed(step as ProcessStep)) {
      const parts = nodes.map((node) => partOf(node, snapshot));
      if (!parts.every((part): part is Part => part !== undefined && isWhole(part))) continue;
      const own = sum(parts.map((part) => part.tokens));
      const moving = sum(parts.map(onTheWay));
      if (own + moving !== acc.total) {
        broken(
          `Snapshot ${snapshot} has ${own} tokens and ${moving} on the way, and the game has ${acc.total}.`,
        );
      }
    }
    return acc;
  },
};

interface Begun {
  readonly within: number;
  /** By process: when it began its latest snapshot. */
  readonly at: Readonly<Record<NodeId, number>>;
}
/** Judged when who began it looks: nothing else may happen any more. */
const completeInTime: Property<Begun> = {
  id: 'complete-in-time',
  init: (_nodes, env) => ({ within: env.params.within as number, at: {} }),
  step(acc, step, nodes, broken) {
    const { node, time, durableBefore } = step as ProcessStep;
    const { begun, reports } = node.durable;
    const at = begun > durableBefore.begun ? { ...acc.at, [node.id]: time } : acc.at;
    const since = at[node.id];
    const id = `${node.id}.${begun}`;
    const has = (all: typeof reports) => nodes.every((p) => all[id]?.[p.id] !== undefined);
    if (since !== undefined && time >= since + acc.within && !has(durableBefore.reports)) {
      broken(
        `${node.id} began snapshot ${id} ${((time - since) / 1000).toFixed(0)} ms ago and does not have it.`,
      );
    }
    return at === acc.at ? acc : { ...acc, at };
  },
};

export const properties: readonly Property[] = [consistentCut, conservation, completeInTime];
