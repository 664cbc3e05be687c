/** Addresses of lists: `#/lists`, `#/lists/<draft>`, `#/list/<payload>`, `#/list/~<file>`, and `…/<n>` for a lesson that a list carries. */
import { type Result, refuse } from '../../base/result.ts';
import { decodeList } from '../../lessons/list/link.ts';
import { readList } from '../../lessons/list/read.ts';
import type { LessonList } from '../../lessons/list/types.ts';
import { kept } from '../share/kept.ts';

export type ListAddress =
  | { readonly page: 'mine'; readonly draft: string | null }
  /** `item`: from 0, an own lesson of the list. */
  | { readonly page: 'list'; readonly payload: string; readonly item: number | null };

export function listAddress(hash: string): ListAddress | null {
  const mine = /^#?\/lists(?:\/([a-z0-9]{1,16}))?\/?$/.exec(hash);
  if (mine !== null) return { page: 'mine', draft: mine[1] ?? null };
  const list = /^#?\/list\/([^/?#]+)(?:\/(\d{1,3}))?\/?$/.exec(hash);
  if (list === null) return null;
  return { page: 'list', payload: list[1] ?? '', item: list[2] === undefined ? null : Number(list[2]) - 1 };
}

/** The list at an address: in it, or kept by this tab where it came from a file. */
export function listAt(payload: string): Result<{ list: LessonList }> {
  if (!payload.startsWith('~')) return decodeList(payload);
  const json = kept(payload.slice(1));
  if (json === null) return refuse('The file of this list is no longer open here; open it again.');
  return readList(JSON.parse(json));
}
