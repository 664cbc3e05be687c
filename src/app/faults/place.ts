/** When and whom a new fault strikes, where the hand has not said so. Pure. */
import type { WorldState } from '../../engine/inspect.ts';
import type { Meta } from '../../engine/meta.ts';
import type { Micros, NodeId, NodeInfo } from '../../engine/runspec.ts';
import { isNodeStep } from '../../engine/trace.ts';
import { type Run, stepAt, stepTime } from '../stores/session.ts';
import type { ChipKind } from '../views.ts';
import { canStrike } from './landing.ts';

export interface MakeContext {
  readonly meta: Meta;
  readonly run: Run;
  /** The node that stands out now (leader, primary): what a student most likely means to strike. */
  readonly prominent: NodeId | null;
}

/**
 * When a fault made at `time` strikes: at that very microsecond. At one time inputs come before everything else, so where a
 * node has taken a step just then it is the microsecond after: what is seen now must have happened.
 */
export function strikeAt(time: Micros, run: Run): Micros {
  const at = Math.max(0, Math.min(Math.floor(time), run.resolved.spec.until));
  if (at === 0 || at === run.resolved.spec.until) return at;
  const { kind } = run.trace.columns;
  for (let step = stepAt(run, at); step >= 0 && stepTime(run, step) === at; step--) {
    if (isNodeStep(kind[run.heads[step] ?? 0] ?? -1)) return at + 1;
  }
  return at;
}

const shape = (meta: Meta, node: NodeInfo) =>
  meta.roles.find((role) => role.id === node.role)?.shape ?? 'circle';

export function servers(meta: Meta, nodes: readonly NodeInfo[]): readonly NodeInfo[] {
  return nodes.filter((node) => shape(meta, node) === 'circle');
}

/** The node a fault most likely means: the one chosen or the one that stands out, if it can be struck; else the first that can. */
export function victimOf(kind: ChipKind, chosen: NodeId | null, context: MakeContext): NodeId {
  const { meta, run, prominent } = context;
  const { nodes } = run.resolved;
  const can = (id: NodeId | null) => {
    const role = meta.roles.find((r) => r.id === nodes.find((node) => node.id === id)?.role);
    return role !== undefined && canStrike(kind, role, meta);
  };
  const ring = servers(meta, nodes).map((node) => node.id);
  const found = [chosen, prominent, ...ring, ...nodes.map((node) => node.id)].find(can);
  return found ?? chosen ?? ring[0] ?? '';
}

/** The other end of a link from a node: the one that stands out, else the next in the ring. */
export function otherEnd(node: NodeId, { meta, run, prominent }: MakeContext): NodeId {
  if (prominent !== null && prominent !== node) return prominent;
  const ring = servers(meta, run.resolved.nodes).map((n) => n.id);
  const next = ring[(ring.indexOf(node) + 1) % ring.length];
  return next !== undefined && next !== node
    ? next
    : (run.resolved.nodes.find((n) => n.id !== node)?.id ?? '');
}

/** The node and as many after it in the ring as make up a minority: what one power line might feed. */
export function neighboursOf(node: NodeId, { meta, run }: MakeContext): readonly NodeId[] {
  const ring = servers(meta, run.resolved.nodes).map((n) => n.id);
  const first = ring.indexOf(node);
  if (first < 0) return [node];
  const many = Math.min(ring.length, Math.max(2, Math.floor((ring.length - 1) / 2)));
  const struck = Array.from({ length: many }, (_, i) => ring[(first + i) % ring.length] ?? '');
  return ring.filter((id) => struck.includes(id));
}

/** A minority with the node that stands out (or the one struck alone), against the rest; clients stay with the first side. */
export function guessGroups(
  { meta, run, prominent }: MakeContext,
  alone?: NodeId,
): readonly (readonly NodeId[])[] {
  const { nodes } = run.resolved;
  const ring = servers(meta, nodes).map((node) => node.id);
  const rest = nodes.filter((node) => !ring.includes(node.id)).map((node) => node.id);
  if (alone !== undefined) return [[alone], nodes.map((n) => n.id).filter((id) => id !== alone)];
  const first = Math.max(0, prominent === null ? 0 : ring.indexOf(prominent));
  const minority = Math.max(1, Math.floor((ring.length - 1) / 2));
  const near = new Set(Array.from({ length: minority }, (_, i) => ring[(first + i) % ring.length] ?? ''));
  return [[...rest, ...ring.filter((id) => near.has(id))], ring.filter((id) => !near.has(id))];
}

/** The up node whose status is drawn filled; of several, the one with the highest epoch. */
export function prominentNode(meta: Meta, world: WorldState | null): NodeId | null {
  let best: { id: NodeId; epoch: number } | null = null;
  for (const node of world?.nodes ?? []) {
    if (!node.up || meta.statuses[node.status]?.mark !== 'filled') continue;
    if (best === null || node.epoch > best.epoch) best = { id: node.id, epoch: node.epoch };
  }
  return best?.id ?? null;
}
