/** Inputs made from where a chip was dropped. Pure. */
import type { CommandMeta, Meta } from '../../engine/meta.ts';
import type { Command, Fault, Input, Micros, NodeId, NodeInfo } from '../../engine/runspec.ts';
import { isNodeStep, K } from '../../engine/trace.ts';
import { nodeId } from '../describe.ts';
import { type Run, stepAt, stepTime } from '../stores/session.ts';
import type { ChipKind, DropTarget } from '../views.ts';

/** How long a dropped fault lasts: long enough to be felt by a protocol with timeouts of a few hundred ms. */
export const DEFAULT_DURATION: Micros = 300_000;
export const DEFAULT_DELAY: Micros = 100_000;
export const DEFAULT_DRIFT_PPM = 300_000;

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

/** The input a dropped chip makes, or null when the place does not say enough and the form has to ask. */
export function inputFromDrop(chip: ChipKind, target: DropTarget, context: MakeContext): Input | null {
  const at = strikeAt(target.at, context.run);
  const until = at + DEFAULT_DURATION;
  switch (chip) {
    case 'crash':
    case 'pause':
      return target.node === undefined ? null : { at, fault: { type: chip, node: target.node, until } };
    case 'clock':
      if (target.node === undefined) return null;
      return { at, fault: { type: 'clock', node: target.node, driftPpm: DEFAULT_DRIFT_PPM, until } };
    case 'partition': {
      const groups = target.groups ?? guessGroups(context, target.node);
      return groups.length < 2 || groups.some((group) => group.length === 0)
        ? null
        : { at, fault: { type: 'partition', groups, until } };
    }
    case 'drop':
    case 'delay':
    case 'duplicate':
      return target.send === undefined ? null : { ...faultOnMessage(chip, target.send, context.run) };
    case 'command': {
      const command = context.meta.commands[0];
      return command === undefined ? null : commandInput(command, at, target.node, context);
    }
  }
}

/**
 * Strikes one message. It is named by its link, the time it was sent and how many were sent there at that very time up to it,
 * so an earlier edit that leaves it alone leaves the fault on it.
 */
export function faultOnMessage(type: 'drop' | 'delay' | 'duplicate', send: number, run: Run): Input {
  const { kind, node, peer, time } = run.trace.columns;
  const at = time[send] ?? 0;
  let nth = 1;
  for (let row = send - 1; row >= 0 && time[row] === at; row--) {
    if (kind[row] === K.send && node[row] === node[send] && peer[row] === peer[send]) nth += 1;
  }
  const fault: Fault = {
    type,
    from: nodeId(run, node[send] ?? 0),
    to: nodeId(run, peer[send] ?? 0),
    ...(nth === 1 ? {} : { nth }),
    ...(type === 'delay' ? { by: DEFAULT_DELAY } : {}),
  };
  return { at, fault };
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

function commandInput(
  command: CommandMeta,
  at: Micros,
  node: NodeId | undefined,
  context: MakeContext,
): Input | null {
  const { nodes, spec } = context.run.resolved;
  const takers = nodes.filter((n) => n.role === command.role);
  const taker = takers.find((n) => n.id === node) ?? takers[0];
  if (taker === undefined) return null;
  const target = nodes.find((n) => n.id === node);
  const count = spec.inputs.filter((input) => 'command' in input).length;
  const values: Record<string, Command[string]> = {};
  for (const field of command.fields) {
    // A command dropped on a server means "send it there first".
    if (field.kind === 'node' && target !== undefined && target.role === field.role)
      values[field.id] = target.id;
    else if (field.optional === true) continue;
    // Values that differ tell writes apart on the timeline; a default that never changes would not.
    else if (field.kind === 'int') values[field.id] = Math.min(field.max, Math.max(field.min, count + 1));
    else if (field.default !== undefined) values[field.id] = field.default;
    else if (field.kind === 'string') values[field.id] = 'x';
    else if (field.kind === 'bool') values[field.id] = false;
    else if (field.kind === 'enum') values[field.id] = field.options[0] ?? '';
    else values[field.id] = nodes.find((n) => n.role === field.role)?.id ?? '';
  }
  return { at, node: taker.id, command: { type: command.type, ...values } };
}

/** The up node whose status is drawn filled; of several, the one with the highest epoch. */
export function prominentNode(
  meta: Meta,
  world: import('../../engine/inspect.ts').WorldState | null,
): NodeId | null {
  let best: { id: NodeId; epoch: number } | null = null;
  for (const node of world?.nodes ?? []) {
    if (!node.up || meta.statuses[node.status]?.mark !== 'filled') continue;
    if (best === null || node.epoch > best.epoch) best = { id: node.id, epoch: node.epoch };
  }
  return best?.id ?? null;
}
