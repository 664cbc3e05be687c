/** Checks that need the whole run: every rule that relates one field of a spec to another. */
import { didYouMean, excerpt, listed, withArticle } from '../base/text.ts';
import type { Meta, RoleMeta } from '../engine/meta.ts';
import type { CommandInput, Fault, FaultInput, FireInput, Input, NodeInfo } from '../engine/runspec.ts';
import { schemasOf } from './schema.ts';
import { check, type Path, sentence } from './shape.ts';

/** A run whose shape is right, its defaults filled in, its nodes counted. */
interface Run {
  readonly meta: Meta;
  readonly variants: readonly string[];
  readonly until: number;
  readonly inputs: readonly Input[];
  readonly nodes: readonly NodeInfo[];
}

interface Context extends Run {
  readonly byId: ReadonlyMap<string, NodeInfo>;
}

/** The first thing wrong, as a sentence whose paths begin with `at`; null if there is none. */
export function crossCheck(run: Run, at: Path): string | null {
  for (const [i, variant] of run.variants.entries()) {
    if (run.variants.indexOf(variant) !== i) return sentence([...at, 'variants', i], `repeats "${variant}"`);
  }
  const context: Context = { ...run, byId: new Map(run.nodes.map((node) => [node.id, node])) };
  for (const [i, input] of run.inputs.entries()) {
    const wrong = checkInput(context, input, [...at, 'inputs', i]);
    if (wrong !== null) return wrong;
  }
  return null;
}

function checkInput(run: Context, input: Input, at: Path): string | null {
  if (input.at > run.until) {
    return sentence([...at, 'at'], `must not be later than the end of the run (${run.until})`);
  }
  if ('fault' in input && input.fault !== undefined) return checkFault(run, input, [...at, 'fault']);
  if ('command' in input && input.command !== undefined) return checkCommand(run, input, at);
  return checkFire(run, input as FireInput, [...at, 'fire']);
}

function checkFault(run: Context, { at: start, fault }: FaultInput, at: Path): string | null {
  if ('until' in fault && fault.until !== undefined && fault.until <= start) {
    return sentence([...at, 'until'], `must be later than at (${start})`);
  }
  switch (fault.type) {
    case 'crash':
    case 'pause':
    case 'clock':
      return checkNode(run, fault.node, [...at, 'node']);
    case 'partition':
      return checkGroups(run, fault.groups, [...at, 'groups']);
    default:
      return checkLink(run, fault, at);
  }
}

function checkLink(run: Context, fault: Fault & { from: string; to: string }, at: Path): string | null {
  const anyAllowed = fault.type === 'link';
  for (const end of ['from', 'to'] as const) {
    if (anyAllowed && fault[end] === '*') continue;
    const wrong = checkNode(run, fault[end], [...at, end]);
    if (wrong !== null) return wrong;
  }
  if (fault.from === fault.to && fault.to !== '*') {
    return sentence([...at, 'to'], `must be another node than from (${fault.from})`);
  }
  return null;
}

function checkGroups(run: Context, groups: readonly (readonly string[])[], at: Path): string | null {
  if (groups.length < 2) return sentence(at, `must be at least two groups, not ${groups.length}`);
  const groupOf = new Map<string, number>();
  for (const [g, group] of groups.entries()) {
    if (group.length === 0) return sentence([...at, g], 'must name at least one node');
    for (const [k, node] of group.entries()) {
      const wrong = checkNode(run, node, [...at, g, k]);
      if (wrong !== null) return wrong;
      const other = groupOf.get(node);
      if (other === g) return sentence([...at, g, k], `repeats ${node}`);
      if (other !== undefined) return sentence([...at, g, k], `: ${node} is already in group ${other}`);
      groupOf.set(node, g);
    }
  }
  return null;
}

function checkNode(run: Context, id: string, at: Path): string | null {
  if (run.byId.has(id)) return null;
  return sentence(at, `: there is no node ${excerpt(id)} (this run has ${nodesText(run)})`);
}

function checkCommand(run: Context, input: CommandInput, at: Path): string | null {
  const node = run.byId.get(input.node);
  if (node === undefined) return checkNode(run, input.node, [...at, 'node']);
  const role = roleOf(run.meta, node);
  const type: unknown = input.command.type;
  if (type === undefined) return sentence([...at, 'command', 'type'], 'is missing');
  const command = run.meta.commands.find((c) => c.role === role.id && c.type === type);
  if (command === undefined) return noCommand(run, input.node, role, type, at);

  const shape = check(schemasOf(run.meta).commands.get(command) as never, input.command, [...at, 'command']);
  if ('why' in shape) return shape.why;
  for (const field of command.fields) {
    const value = input.command[field.id];
    if (field.kind !== 'node' || value === undefined) continue;
    if (run.byId.get(value as string)?.role === field.role) continue;
    const wanted = run.meta.roles.find((r) => r.id === field.role);
    const there = wanted === undefined ? '' : ` (this run has ${nodesText(run, wanted)})`;
    const noun = wanted?.title.toLowerCase() ?? field.role;
    return sentence([...at, 'command', field.id], `: there is no ${noun} ${excerpt(value)}${there}`);
  }
  return null;
}

function noCommand(run: Context, id: string, role: RoleMeta, type: unknown, at: Path): string {
  const title = role.title.toLowerCase();
  const elsewhere = run.meta.commands.find((c) => c.type === type);
  const taker = elsewhere && run.nodes.find((node) => node.role === elsewhere.role);
  if (taker !== undefined) {
    const whose = withArticle(roleOf(run.meta, taker).title.toLowerCase());
    return sentence(
      [...at, 'node'],
      `: ${id} is ${withArticle(title)}; "${elsewhere?.type}" is a command for ${whose}, such as ${taker.id}`,
    );
  }
  const known = run.meta.commands.filter((c) => c.role === role.id).map((c) => c.type);
  if (known.length === 0)
    return sentence([...at, 'node'], `: ${id} is ${withArticle(title)}, which takes no commands`);
  const meant = typeof type === 'string' ? didYouMean(type, known) : '';
  return sentence(
    [...at, 'command', 'type'],
    `: ${withArticle(title)} has no command ${excerpt(type)}.${meant}`,
  );
}

function checkFire(run: Context, { fire }: FireInput, at: Path): string | null {
  const node = run.byId.get(fire.node);
  if (node === undefined) return checkNode(run, fire.node, [...at, 'node']);
  const role = roleOf(run.meta, node);
  const known = run.meta.timers.filter((timer) => timer.role === role.id).map((timer) => timer.id);
  if (known.includes(fire.timer)) return null;
  const title = withArticle(role.title.toLowerCase());
  if (known.length === 0) return sentence([...at, 'node'], `: ${fire.node} is ${title}, which has no timers`);
  return sentence(
    [...at, 'timer'],
    `: ${title} has no timer ${excerpt(fire.timer)}.${didYouMean(fire.timer, known)}`,
  );
}

function roleOf(meta: Meta, node: NodeInfo): RoleMeta {
  return meta.roles.find((role) => role.id === node.role) as RoleMeta;
}

/** "S1–S5 and C1". */
function nodesText(run: Run, only?: RoleMeta): string {
  const parts: string[] = [];
  for (const role of only === undefined ? run.meta.roles : [only]) {
    const ids = run.nodes.filter((node) => node.role === role.id).map((node) => node.id);
    if (ids.length > 2) parts.push(`${ids[0]}–${ids[ids.length - 1]}`);
    else parts.push(...ids);
  }
  return parts.length === 0 ? 'none' : listed(parts);
}
