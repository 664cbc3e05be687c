/** What texts mean. Nothing here is taken from the types: it is their specification, and they are judged by it. */
import type { TypeId } from '../types/catalogue.ts';
import type { Edit } from '../types/data-type.ts';
import type { Char, Made, TextEffect } from './made.ts';

/** All characters of these updates in the order of the text, erased ones too. */
export function charsOf(type: TypeId, updates: readonly Made[]): readonly Char[] {
  const chars = updates.flatMap(({ text }) => (text !== null && 'insert' in text ? text.insert : []));
  return type === 'rga' ? rgaOrder(chars) : fugueOrder(chars);
}

export function erasedIn(updates: readonly Made[]): ReadonlySet<string> {
  return new Set(updates.flatMap(({ text }) => (text !== null && 'erase' in text ? text.erase : [])));
}

export function textOf(type: TypeId, updates: readonly Made[]): string {
  const erased = erasedIn(updates);
  return charsOf(type, updates)
    .filter(({ id }) => !erased.has(id))
    .map(({ char }) => char)
    .join('');
}

/** What an edit of a text does, where its replica has seen these updates. */
export function effectOf(
  type: TypeId,
  edit: Edit,
  by: string,
  clock: number,
  seen: readonly Made[],
): TextEffect | null {
  const all = charsOf(type, seen);
  const erased = erasedIn(seen);
  const shown = all.filter(({ id }) => !erased.has(id));
  if (edit.type === 'erase') return { erase: shown.slice(edit.at, edit.at + edit.count).map((c) => c.id) };
  if (edit.type !== 'type') return null;
  const left = shown[Math.min(edit.at, shown.length) - 1]?.id ?? null;
  const insert: Char[] = [];
  for (const char of edit.text) {
    const before = insert.at(-1);
    const hung =
      before !== undefined
        ? ({ parent: before.id, side: 'right' } as const)
        : type === 'rga'
          ? ({ parent: left, side: 'right' } as const)
          : fugueParent(all, left);
    const n = clock + insert.length;
    insert.push({ id: `${by}.${n}`, clock: n, by, char, ...hung });
  }
  return { insert };
}

/**
 * RGA: as if all characters had been typed one after the other in the order of their Lamport times, each right behind the one it was
 * typed behind.
 */
function rgaOrder(chars: readonly Char[]): readonly Char[] {
  const next = new Map<Char | null, Char | null>([[null, null]]);
  const byId = new Map(chars.map((c) => [c.id, c]));
  for (const char of [...chars].sort((a, b) => a.clock - b.clock || (a.by < b.by ? -1 : 1))) {
    const parent = char.parent === null ? null : (byId.get(char.parent) ?? null);
    next.set(char, next.get(parent) ?? null);
    next.set(parent, char);
  }
  return walk(next);
}

/**
 * Fugue: a character stands behind all that hangs on its left and before all that hangs on its right; those that hang side by side
 * stand in the order of their replicas. Worked out from the leaves: a character is younger than the one it hangs on.
 */
function fugueOrder(chars: readonly Char[]): readonly Char[] {
  const below = childrenOf(chars);
  const next = new Map<Char | null, Char | null>([[null, null]]);
  /** First and last of what is at and below a character. */
  const ends = new Map<Char, readonly [Char, Char]>();
  const link = (pieces: readonly (readonly [Char | null, Char | null])[]) => {
    for (let i = 1; i < pieces.length; i++) next.set(pieces[i - 1]?.[1] ?? null, pieces[i]?.[0] ?? null);
  };
  const all = (parent: string | null, side: Char['side']) =>
    (below.get(parent)?.[side] ?? []).map((child) => ends.get(child) as readonly [Char, Char]);
  for (const char of [...chars].sort((a, b) => b.clock - a.clock)) {
    const pieces = [...all(char.id, 'left'), [char, char] as const, ...all(char.id, 'right')];
    link(pieces);
    ends.set(char, [pieces[0]?.[0] as Char, pieces.at(-1)?.[1] as Char]);
  }
  link([[null, null], ...all(null, 'right')]);
  return walk(next);
}

type Children = ReadonlyMap<string | null, Readonly<Record<Char['side'], Char[]>>>;

function childrenOf(chars: readonly Char[]): Children {
  const below = new Map<string | null, Record<Char['side'], Char[]>>();
  for (const char of [...chars].sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : a.clock - b.clock))) {
    const held = below.get(char.parent) ?? { left: [], right: [] };
    held[char.side].push(char);
    below.set(char.parent, held);
  }
  return below;
}

/** The algorithm of the paper, to the letter. */
function fugueParent(all: readonly Char[], left: string | null): Pick<Char, 'parent' | 'side'> {
  const below = childrenOf(all);
  const first = below.get(left)?.right[0];
  if (first === undefined) return { parent: left, side: 'right' };
  let leftmost = first;
  for (;;) {
    const down = below.get(leftmost.id)?.left[0];
    if (down === undefined) return { parent: leftmost.id, side: 'left' };
    leftmost = down;
  }
}

function walk(next: ReadonlyMap<Char | null, Char | null>): readonly Char[] {
  const result: Char[] = [];
  for (let char = next.get(null) ?? null; char !== null; char = next.get(char) ?? null) result.push(char);
  return result;
}
