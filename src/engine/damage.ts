/** Flipped bits: what becomes of plain data on a bad link or a bad disk when nobody checks. */
import type { NodeInfo } from './runspec.ts';

type Path = readonly (string | number)[];

/**
 * The value with one leaf of it changed to another of its kind: a number or a character has one bit flipped, a truth is turned
 * round, the name of a node becomes that of another. Fields named `type` are left, so that what arrives is still a message of its
 * kind. What holds nothing that can change comes back as it was.
 * @param pick an integer from 0 to below its argument
 */
export function flipBits(value: unknown, nodes: readonly NodeInfo[], pick: (n: number) => number): unknown {
  const leaves: Path[] = [];
  collect(value, [], leaves);
  if (leaves.length === 0) return value;
  const path = leaves[pick(leaves.length)] as Path;
  return replaced(value, path, 0, (leaf) => flipped(leaf, nodes, pick));
}

function collect(value: unknown, path: Path, leaves: Path[]): void {
  if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) collect(item, [...path, i], leaves);
    } else {
      // The insides of a list or a map are no fields: bits that flip there would not flip data but take it apart.
      if (Object.keys(value).some((key) => key.startsWith('$'))) return;
      for (const [key, field] of Object.entries(value)) {
        if (key !== 'type') collect(field, [...path, key], leaves);
      }
    }
  } else if (typeof value === 'number' || typeof value === 'boolean') leaves.push(path);
  else if (typeof value === 'string' && value !== '') leaves.push(path);
}

function replaced(value: unknown, path: Path, depth: number, change: (leaf: unknown) => unknown): unknown {
  if (depth === path.length) return change(value);
  const key = path[depth] as string;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = replaced(copy[key], path, depth + 1, change);
  return copy;
}

function flipped(leaf: unknown, nodes: readonly NodeInfo[], pick: (n: number) => number): unknown {
  if (typeof leaf === 'boolean') return !leaf;
  if (typeof leaf === 'number') {
    const bit = 1 << pick(4);
    if (!Number.isInteger(leaf) || Math.abs(leaf) >= 0x40000000) return leaf + bit;
    return leaf ^ bit;
  }
  const text = leaf as string;
  const self = nodes.find((node) => node.id === text);
  if (self !== undefined) {
    const others = nodes.filter((node) => node.role === self.role && node.id !== text);
    if (others.length > 0) return (others[pick(others.length)] as NodeInfo).id;
  }
  const at = pick(text.length);
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
}
