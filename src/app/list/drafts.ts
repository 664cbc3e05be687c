/** Lists that this browser keeps while somebody makes them. They leave it only in a link or a file. */
import { plainList, readList } from '../../lessons/list/read.ts';
import type { LessonList } from '../../lessons/list/types.ts';
import { createKept } from '../stores/kept.ts';

const KEY = 'faultline.lists';

export interface Draft {
  readonly id: string;
  readonly list: LessonList;
  /** ms since 1970. */
  readonly changedAt: number;
}

const isId = (value: unknown): value is string => typeof value === 'string' && /^[a-z0-9]{1,16}$/.test(value);

function listsIn(stored: unknown): readonly unknown[] {
  const lists = (stored as { lists?: unknown } | null)?.lists;
  return Array.isArray(lists) ? lists : [];
}

function draftOf(one: unknown): Draft | null {
  const { id, list, changedAt } = (one ?? {}) as Partial<Record<keyof Draft, unknown>>;
  if (!isId(id) || typeof changedAt !== 'number') return null;
  const read = readList(list);
  return read.ok ? { id, list: read.list, changedAt } : null;
}

/** What is stored may be old, or a stranger's: what could not have been written here is left aside. Newest first. */
export function saneDrafts(stored: unknown): readonly Draft[] {
  return listsIn(stored)
    .map(draftOf)
    .filter((draft) => draft !== null)
    .sort((a, b) => b.changedAt - a.changedAt);
}

/** What was left aside: a newer page may have written it, and finds it again. */
export function unreadDrafts(stored: unknown): readonly unknown[] {
  return listsIn(stored).filter((one) => draftOf(one) === null);
}

const kept = createKept(KEY, saneDrafts, (drafts, was) => ({
  version: 1,
  lists: [
    ...drafts.map(({ id, list, changedAt }) => ({ id, list: plainList(list), changedAt })),
    ...unreadDrafts(was()),
  ],
}));

export function allDrafts(): readonly Draft[] {
  return kept.get();
}

/** False once the browser has refused to keep a list: it then lasts as long as the page. */
export function areKept(): boolean {
  return !kept.isRefused();
}

function write(change: (now: readonly Draft[]) => readonly Draft[]): void {
  // What another tab has written since stays.
  const now = kept.isRefused() ? kept.get() : kept.stored();
  kept.write([...change(now)].sort((a, b) => b.changedAt - a.changedAt));
}

export function saveDraft(draft: Draft): void {
  write((now) => [...now.filter(({ id }) => id !== draft.id), draft]);
}

export function removeDraft(id: string): void {
  write((now) => now.filter((draft) => draft.id !== id));
}

/** Hears of changes made here and in other tabs. */
export function onDrafts(listener: () => void): () => void {
  return kept.on(listener);
}

/** A name for a new list, unlike those there are. */
export function freshId(): string {
  for (;;) {
    const id = Math.floor(Math.random() * 36 ** 6)
      .toString(36)
      .padStart(6, '0');
    if (!allDrafts().some((draft) => draft.id === id)) return id;
  }
}
