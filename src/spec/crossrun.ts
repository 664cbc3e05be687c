/** The whole run, as checks that relate its fields see it, and what is said of its nodes. */
import { excerpt, listed } from '../base/text.ts';
import type { CommandFieldMeta, Meta, RoleMeta } from '../engine/meta.ts';
import type { Input, NodeInfo } from '../engine/runspec.ts';
import { type Path, sentence } from './shape.ts';

/** A run whose shape is right, its defaults filled in, its nodes counted. */
export interface Run {
  readonly meta: Meta;
  readonly variants: readonly string[];
  readonly until: number;
  readonly inputs: readonly Input[];
  readonly nodes: readonly NodeInfo[];
}

export interface Context extends Run {
  readonly byId: ReadonlyMap<string, NodeInfo>;
}

export function checkNode(run: Context, id: string, at: Path): string | null {
  if (run.byId.has(id)) return null;
  return sentence(at, `: there is no node ${excerpt(id)} (this run has ${nodesText(run)})`);
}

/** Nodes a person chose for fields whose other kinds have been checked. */
export function checkNodeFields(
  run: Context,
  fields: readonly CommandFieldMeta[],
  values: Readonly<Record<string, unknown>>,
  at: Path,
): string | null {
  for (const field of fields) {
    const value = values[field.id];
    if (field.kind !== 'node' || value === undefined) continue;
    if (run.byId.get(value as string)?.role === field.role) continue;
    const wanted = run.meta.roles.find((r) => r.id === field.role);
    const there = wanted === undefined ? '' : ` (this run has ${nodesText(run, wanted)})`;
    const noun = wanted?.title.toLowerCase() ?? field.role;
    return sentence([...at, field.id], `: there is no ${noun} ${excerpt(value)}${there}`);
  }
  return null;
}

export function roleOf(meta: Meta, node: NodeInfo): RoleMeta {
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
