/** Flipped bits: what becomes of plain data on a bad link or a bad disk when nobody checks. */
import type { NodeInfo } from './runspec.ts';

type Path = readonly (string | number)[];

/**
 * The value with one leaf of it changed to another of its kind: a number or a character has one bit flipped, a truth is turned
 * round, the name of a node becomes that of another of its role. Fields named `type` are left, so that what arrives is still a
 * message of its kind. What holds nothing that can change comes back as it was.
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
    if (Array.isArray(value)) for (const [i, item] of value.entries()) collect(item, [...path, i], leaves);
    else collectFields(value as Record<string, unknown>, path, leaves);
  } else if (typeof value === 'number' || typeof value === 'boolean') leaves.push(path);
  else if (typeof value === 'string' && value !== '') leaves.push(path);
}

/** Of what `protolib` keeps only the elements are data: bits that flip in its make would take it apart. */
function collectFields(fields: Record<string, unknown>, path: Path, leaves: Path[]): void {
  const into = (key: string) => collect(fields[key], [...path, key], leaves);
  if (fields.$list === 1) {
    into('root');
    into('tail');
  } else if (fields.$queue === 1) into('items');
  else if (fields.$map === 1) collectValues(fields.root, [...path, 'root'], leaves);
  else for (const key of Object.keys(fields)) if (key !== 'type') into(key);
}

/** The values of a map: every second of a bucket. A key that changed would be in the wrong place. */
function collectValues(slot: unknown, path: Path, leaves: Path[]): void {
  if (Array.isArray(slot)) {
    for (let i = 1; i < slot.length; i += 2) collect(slot[i], [...path, i], leaves);
  } else {
    const { slots } = slot as { readonly slots: readonly unknown[] };
    for (const [i, inner] of slots.entries()) collectValues(inner, [...path, 'slots', i], leaves);
  }
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
    // So large a number would swallow so low a bit.
    if (Math.abs(leaf) > Number.MAX_SAFE_INTEGER) return leaf * (1 - 1 / (2 * bit));
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
