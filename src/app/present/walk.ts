/** A lecture that is one of several: the items of a list, walked through one after the other. */
import { createContext, use } from 'react';

export interface Walk {
  /** Of the list. */
  readonly title: string;
  readonly items: readonly string[];
  /** Which of them is on, from 0; −1 for the title of the list. */
  readonly at: number;
  /** What the lecturer wanted to say of it, and what students read. */
  readonly say: string;
  readonly note: string;
  /** Come to from the item behind it, going back: it opens at its end. */
  readonly fromEnd: boolean;
  /** To an item, −1 for the title; nowhere beyond the ends. */
  go(to: number, fromEnd?: boolean): void;
}

export const WalkContext = createContext<Walk | null>(null);

/** Null where a run or a lesson is presented by itself. */
export function useWalk(): Walk | null {
  return use(WalkContext);
}
