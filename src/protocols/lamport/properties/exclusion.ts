/** The paper's three conditions on the resource. */
import type { NodeView, Property } from '../../../engine/api.ts';
import { type ProcessStep, type ProcessView, type Request, requestText } from '../state.ts';

/** A process that is down uses nothing, but holds what it was granted: it will go on when it is back. */
function holds(node: NodeView): boolean {
  return (node as ProcessView).durable.granted;
}

/** Whether a step began a use. */
function grantOf(step: ProcessStep): Request | null {
  const { durable } = step.node;
  return durable.granted && !step.durableBefore.granted ? durable.request : null;
}

export const mutualExclusion: Property<null> = {
  id: 'mutual-exclusion',
  init: () => null,
  step(acc, step, nodes, broken) {
    if (grantOf(step as ProcessStep) === null) return acc;
    const other = nodes.find((node) => node.id !== step.node.id && holds(node));
    if (other) broken(`${step.node.id} is granted the resource while ${other.id} uses it.`);
    return acc;
  },
};

export const grantedInOrder: Property<{ readonly latest: Request | null }> = {
  id: 'granted-in-order',
  init: () => ({ latest: null }),
  step(acc, step, nodes, broken) {
    const granted = grantOf(step as ProcessStep);
    if (granted === null) return acc;
    for (const node of nodes) {
      const { request } = (node as ProcessView).durable;
      if (request === null || holds(node) || !precedes(request, granted)) continue;
      broken(`${requestText(granted)} is granted before ${requestText(request)}, which is earlier.`);
    }
    const { latest } = acc;
    if (latest && precedes(granted, latest)) {
      broken(`${requestText(granted)} is granted after ${requestText(latest)}, which is later.`);
    }
    return { latest: granted };
  },
};

/** `⇒` on requests. */
function precedes(a: Request, b: Request): boolean {
  return a.T < b.T || (a.T === b.T && a.P < b.P);
}

/** Judged when a process looks: nothing else may happen any more. */
export const grantedInTime: Property<Readonly<Record<string, number>>> = {
  id: 'granted-in-time',
  init: (_nodes, env) => ({ patience: env.params.patience as number }),
  step(acc, step, _nodes, broken) {
    const { node, time } = step as ProcessStep;
    const { request, granted } = node.durable;
    const since = acc[node.id];
    if (request === null || granted) {
      if (since === undefined) return acc;
      if (granted && time > since + (acc.patience as number)) broken(late(node.id, time - since));
      const { [node.id]: _done, ...rest } = acc;
      return rest;
    }
    if (since === undefined) return { ...acc, [node.id]: time };
    if (time >= since + (acc.patience as number)) broken(late(node.id, time - since));
    return acc;
  },
};

function late(id: string, waited: number): string {
  return `${id} has waited ${(waited / 1000).toFixed(0)} ms for the resource.`;
}
