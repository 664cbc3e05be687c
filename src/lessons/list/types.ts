/** A list for a lecture or a course: lessons and runs in an order, with a note to each. How one is written by hand: `docs/lessons.md`. */
import type { LessonFiles } from '../read.ts';

interface Common {
  /** To whoever opens the list, on its page; '' for none. */
  readonly note: string;
  /** What the lecturer wants to say: in the notes window, nowhere else; '' for none. */
  readonly say: string;
}

/** What an item shows; one of five. */
export type Subject =
  /** Id of a lesson that ships. */
  | { readonly lesson: string }
  /** `protocol/scenario` that ships. */
  | { readonly scenario: string }
  /** A share link, from the `#` on; what it holds is checked when it is opened. */
  | { readonly run: string }
  /** A run too large for a link, as a document; checked when it is opened. */
  | { readonly document: Readonly<Record<string, unknown>> }
  /** A lesson of somebody's own, with its files; checked when it is opened. */
  | { readonly own: LessonFiles };

export type ListItem = Common & Subject;

export interface LessonList {
  readonly title: string;
  /** What it is about and for whom; '' for nothing. */
  readonly about: string;
  readonly items: readonly ListItem[];
}

export const EMPTY: LessonList = { title: '', about: '', items: [] };
