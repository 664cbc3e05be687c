/** Inputs made from where a chip was dropped, with what the form would first propose. Pure. */
import type { CommandFieldMeta, CommandMeta } from '../../engine/meta.ts';
import type { Command, Fault, Input, Micros, NodeId } from '../../engine/runspec.ts';
import { K } from '../../engine/trace.ts';
import { nodeId } from '../describe.ts';
import type { Run } from '../stores/session.ts';
import type { ChipKind, DropTarget } from '../views.ts';
import { groundOf, refusalOf } from './landing.ts';
import { guessGroups, type MakeContext, neighboursOf, otherEnd, strikeAt, victimOf } from './place.ts';

/** How long a dropped fault lasts: long enough to be felt by a protocol with timeouts of a few hundred ms. */
export const DEFAULT_DURATION: Micros = 300_000;
export const DEFAULT_DELAY: Micros = 100_000;
export const DEFAULT_DRIFT_PPM = 300_000;
/** What a slow node takes over one thing, a slow disk over one write: more than a journey, less than a timeout. */
export const DEFAULT_SLOWNESS = [40_000, 80_000] as const;
export const DEFAULT_LOSS = 0.5;

export type MessageFault = 'drop' | 'delay' | 'duplicate' | 'reorder' | 'corrupt';

/** The input a dropped chip makes, or null when the place does not say enough and the form has to ask. */
export function inputFromDrop(chip: ChipKind, target: DropTarget, context: MakeContext): Input | null {
  if (refusalOf(chip, target, context.run.resolved.nodes, context.meta) !== null) return null;
  const at = strikeAt(target.at, context.run, target.precision);
  if (chip === 'command') {
    const command = context.meta.commands[0];
    return command === undefined ? null : commandInput(command, at, target.node, context);
  }
  switch (groundOf(chip)) {
    case 'message':
      return target.send === undefined
        ? null
        : faultOnMessage(chip as MessageFault, target.send, context.run);
    case 'partition': {
      const groups = target.groups ?? guessGroups(context, target.node);
      const parted = groups.length >= 2 && groups.every((group) => group.length > 0);
      return parted ? { at, fault: { type: 'partition', groups, until: at + DEFAULT_DURATION } } : null;
    }
    case 'link':
      if (target.link === undefined && target.node === undefined) return null;
      return { at, fault: usualFault(chip, at, target.node ?? null, context, target.link) };
    case 'node':
      if (target.node === undefined) return null;
      return { at, fault: usualFault(chip, at, target.node, context) };
  }
}

/** A fault such as shows an effect: on the node chosen if it can be struck, else on the one that stands out. */
export function usualFault(
  type: Fault['type'],
  at: Micros,
  chosen: NodeId | null,
  context: MakeContext,
  link?: readonly [NodeId, NodeId],
): Fault {
  const until = at + DEFAULT_DURATION;
  const node = victimOf(type, chosen, context);
  const [from, to] = link ?? [node, otherEnd(node, context)];
  switch (type) {
    case 'crash':
    case 'amnesia':
    case 'pause':
    case 'diskFull':
      return { type, node, until };
    case 'outage':
      return { type, nodes: neighboursOf(node, context), until };
    case 'slow':
      return { type, node, each: DEFAULT_SLOWNESS, until };
    case 'slowFsync':
      return { type, node, by: DEFAULT_SLOWNESS, until };
    case 'byzantine': {
      const role = context.run.resolved.nodes.find((n) => n.id === node)?.role;
      const behaviour = context.meta.behaviours?.find((b) => b.role === role);
      const options = fieldValues(behaviour?.fields ?? [], context, 1);
      const some = Object.keys(options).length > 0 ? { options } : {};
      return { type, node, behaviour: behaviour?.id ?? '', ...some, until };
    }
    case 'partition':
      return { type, groups: guessGroups(context), until };
    case 'partial':
      return { type, links: [inOrder(from, to, context)], until };
    case 'block':
      return { type, from, to, until };
    case 'link':
      return { type, from, to, loss: DEFAULT_LOSS, until };
    case 'drop':
    case 'duplicate':
    case 'reorder':
    case 'corrupt':
      return { type, from, to };
    case 'delay':
      return { type, from, to, by: DEFAULT_DELAY };
    case 'clock':
      return { type, node, driftPpm: DEFAULT_DRIFT_PPM, until };
    case 'lostWrite':
    case 'misdirectedWrite':
    case 'bitRot':
    case 'latentError':
      return { type, node };
    case 'tornWrite':
      return { type, node, until };
  }
}

/** A link that is cut both ways has no direction: its ends stand in the order of the nodes. */
function inOrder(a: NodeId, b: NodeId, { run }: MakeContext): readonly [NodeId, NodeId] {
  const place = (id: NodeId) => run.resolved.nodes.findIndex((node) => node.id === id);
  return place(a) <= place(b) ? [a, b] : [b, a];
}

/**
 * Strikes one message. It is named by its link, the time it was sent and how many were sent there at that very time up to it,
 * so an earlier edit that leaves it alone leaves the fault on it.
 */
export function faultOnMessage(type: MessageFault, send: number, run: Run): Input {
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
  const count = spec.inputs.filter((input) => 'command' in input).length;
  return {
    at,
    node: taker.id,
    command: { type: command.type, ...fieldValues(command.fields, context, count + 1, node) },
  };
}

/** First values for declared fields. @param next an int such as was not used yet; @param target a node named by where it was dropped */
function fieldValues(
  fields: readonly CommandFieldMeta[],
  { run }: MakeContext,
  next: number,
  target?: NodeId,
): Record<string, Command[string]> {
  const { nodes } = run.resolved;
  const named = nodes.find((n) => n.id === target);
  const values: Record<string, Command[string]> = {};
  for (const field of fields) {
    // A command dropped on a server means "send it there first".
    if (field.kind === 'node' && named !== undefined && named.role === field.role)
      values[field.id] = named.id;
    else if (field.optional === true) continue;
    // Values that differ tell writes apart on the timeline; a default that never changes would not.
    else if (field.kind === 'int') values[field.id] = Math.min(field.max, Math.max(field.min, next));
    else if (field.default !== undefined) values[field.id] = field.default;
    else if (field.kind === 'string') values[field.id] = 'x';
    else if (field.kind === 'bool') values[field.id] = false;
    else if (field.kind === 'enum') values[field.id] = field.options[0] ?? '';
    else values[field.id] = nodes.find((n) => n.role === field.role)?.id ?? '';
  }
  return values;
}
