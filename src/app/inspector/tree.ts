/** States and messages as a structure to read: leaves, tables for lists of records, branches that fold. Pure. */
import { jsonEqual } from '../../base/json.ts';
import { isRecord, line, type Name } from './values.ts';

export type Tree =
  /** `was`: what it was one step before, if that is known and was something else. */
  | { readonly kind: 'leaf'; readonly text: string; readonly was: string | null }
  | {
      readonly kind: 'table';
      readonly summary: string;
      /** Empty: each row is one line. */
      readonly columns: readonly string[];
      readonly rows: readonly Row[];
      readonly changed: boolean;
    }
  | {
      readonly kind: 'branch';
      readonly summary: string;
      readonly children: readonly { readonly key: string; readonly tree: Tree }[];
      readonly changed: boolean;
    };

export interface Row {
  /** From 1, as papers count. */
  readonly n: number;
  readonly cells: readonly string[];
  /** New since the moment before, or not the same. */
  readonly changed: boolean;
}

/** In place of the value before, where there is none to compare with: nothing is marked. */
export const UNKNOWN = Symbol('unknown');

/** A table this wide still fits the panel; wider records are written as lines. */
const MOST_COLUMNS = 4;

/** @param before the same value one step earlier, or UNKNOWN */
export function treeOf(value: unknown, before: unknown, name: Name): Tree {
  const changed = before !== UNKNOWN && !jsonEqual(before ?? null, value ?? null);
  if (Array.isArray(value) && value.length > 0 && value.every(isRecord)) {
    return tableOf(value, before, changed, name);
  }
  if (isRecord(value) && nameOf(value, name) === null) {
    const children = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .map(([key, v]) => ({
        key,
        tree: treeOf(v, before === UNKNOWN ? UNKNOWN : childOf(before, key), name),
      }));
    if (children.length > 0) return { kind: 'branch', summary: line(value, name), children, changed };
  }
  return { kind: 'leaf', text: oneLine(value, name), was: changed ? oneLine(before, name) : null };
}

function childOf(before: unknown, key: string): unknown {
  return isRecord(before) ? before[key] : undefined;
}

function oneLine(value: unknown, name: Name): string {
  return (isRecord(value) ? nameOf(value, name) : null) ?? line(value, name);
}

/** A record that says what it is in a few characters: a command, or a type alone. */
function nameOf(value: Readonly<Record<string, unknown>>, name: Name): string | null {
  const own = name(value);
  if (own !== null) return own;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined && v !== null);
  return entries.length === 1 && entries[0]?.[0] === 'type' ? String(entries[0][1]) : null;
}

function tableOf(
  list: readonly Readonly<Record<string, unknown>>[],
  before: unknown,
  changed: boolean,
  name: Name,
): Tree {
  const old = Array.isArray(before) ? before : [];
  const keys = [...new Set(list.flatMap((item) => Object.keys(item)))];
  const wide = keys.length > MOST_COLUMNS || list.some((item) => nameOf(item, name) !== null);
  return {
    kind: 'table',
    summary: line(list),
    columns: wide ? [] : keys,
    rows: list.map((item, i) => ({
      n: i + 1,
      cells: wide ? [oneLine(item, name)] : keys.map((key) => oneLine(item[key], name)),
      changed: before !== UNKNOWN && !jsonEqual(old[i] ?? null, item),
    })),
    changed,
  };
}

export function isChangedTree(tree: Tree): boolean {
  return tree.kind === 'leaf' ? tree.was !== null : tree.changed;
}
