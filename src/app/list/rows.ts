/** The items of a list while it is made, each with a name of its own, so that a row stays itself when it moves. Pure. */
import { MOST_ITEMS } from '../../lessons/list/read.ts';
import type { LessonList, ListItem, Subject } from '../../lessons/list/types.ts';

export interface Row {
  readonly key: number;
  readonly item: ListItem;
}

/** A name that no row has. */
export function freshKey(rows: readonly Row[]): number {
  return Math.max(0, ...rows.map(({ key }) => key)) + 1;
}

/** Keeps the names of rows that are the same items as before. */
export function rowsOf(list: LessonList, before: readonly Row[]): readonly Row[] {
  const left = [...before];
  let key = freshKey(before);
  return list.items.map((item) => {
    const at = left.findIndex((row) => row.item === item);
    return at < 0 ? { key: key++, item } : (left.splice(at, 1)[0] as Row);
  });
}

/** To another place, counted as it is afterwards; beyond the ends is at the end. */
export function moved<T>(rows: readonly T[], from: number, to: number): readonly T[] {
  const there = Math.max(0, Math.min(rows.length - 1, to));
  const row = rows[from];
  if (row === undefined || there === from) return rows;
  return rows.toSpliced(from, 1).toSpliced(there, 0, row);
}

/** Why nothing more may be added; null if something may. */
export function full(count: number): string | null {
  return count < MOST_ITEMS ? null : `A list has at most ${MOST_ITEMS} items; make a second one.`;
}

export function itemOf(subject: Subject): ListItem {
  return { ...subject, note: '', say: '' };
}
