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

/** How exactly a hand aims where nothing says otherwise, µs. */
const USUAL_AIM: Micros = 1000;

/**
 * When a fault made at `time` strikes: at the roundest time the hand can have meant. What is seen now must have happened, and
 * at one time inputs come before everything else: so it lies after the last step of a node up to `time`, and before the next.
 * @param precision how exactly the hand aimed, µs
 */
export function strikeAt(time: Micros, run: Run, precision: Micros = USUAL_AIM): Micros {
  const { until } = run.resolved.spec;
  const at = Math.max(0, Math.min(Math.floor(time), until));
  if (at === 0 || at === until) return at;
  const last = stepAt(run, at);
  const begun = run.trace.steps > 0 && stepTime(run, last) <= at;
  const low = (begun ? timeOfNode(run, last, -1, -1) : -1) + 1;
  const high = timeOfNode(run, begun ? last + 1 : 0, 1, until + 1) - 1;
  for (const step of roundSteps(precision)) {
    const least = Math.ceil(low / step) * step;
    const most = Math.floor(high / step) * step;
    if (least <= most) return Math.min(most, Math.max(least, Math.round(time / step) * step));
  }
  return Math.min(until, Math.max(at, low));
}

/** The time of the first step of a node from `step` on, in one direction; `none` if there is none. */
function timeOfNode(run: Run, step: number, direction: 1 | -1, none: Micros): Micros {
  const { kind } = run.trace.columns;
  for (let s = step; s >= 0 && s < run.trace.steps; s += direction) {
    if (isNodeStep(kind[run.heads[s] ?? 0] ?? -1)) return stepTime(run, s);
  }
  return none;
}

/** Steps of 1, 2 or 5 times a power of ten, the longest first. */
function* roundSteps(longest: Micros): Generator<Micros> {
  for (let power = 10 ** Math.floor(Math.log10(Math.max(1, longest))); power >= 1; power /= 10) {
    for (const factor of [5, 2, 1]) if (power * factor <= longest) yield power * factor;
  }
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
  const peers = servers(meta, run.resolved.nodes).map((n) => n.id);
  // One that has no peers fails with whoever else there is: several nodes are several.
  const ring = peers.length > 1 && peers.includes(node) ? peers : run.resolved.nodes.map((n) => n.id);
  const first = ring.indexOf(node);
  const many = Math.min(ring.length, Math.max(2, Math.floor((ring.length - 1) / 2)));
  const struck = Array.from({ length: many }, (_, i) => ring[(first + i) % ring.length] ?? '');
  return ring.filter((id) => struck.includes(id));
}

/**
 * A minority with the node that stands out (or the one struck alone), against the rest; clients stay with the first side. A single
 * server is cut off from its clients.
 */
export function guessGroups(
  { meta, run, prominent }: MakeContext,
  alone?: NodeId,
): readonly (readonly NodeId[])[] {
  const { nodes } = run.resolved;
  const ring = servers(meta, nodes).map((node) => node.id);
  const rest = nodes.filter((node) => !ring.includes(node.id)).map((node) => node.id);
  if (alone !== undefined) return [[alone], nodes.map((n) => n.id).filter((id) => id !== alone)];
  if (ring.length === 1) return [rest, ring];
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
