/** Updates as somebody sees them who sees everything: what was done, and what its replica knew when it did it. */
import type { NodeId } from '../../../engine/api.ts';
import type { Update } from '../state.ts';
import { type Context, includes } from '../types/dots.ts';

export interface Made extends Update {
  /** `R1.3` */
  readonly id: string;
  readonly by: NodeId;
  /** What its replica had seen. */
  readonly after: Context;
  /** For texts: the characters it made, or the ids of those it erased. */
  readonly text: TextEffect | null;
}

export type TextEffect = { readonly insert: readonly Char[] } | { readonly erase: readonly string[] };

/** A character and its place in the tree. */
export interface Char {
  readonly id: string;
  readonly clock: number;
  readonly by: NodeId;
  readonly char: string;
  /** Null: the start of the text. */
  readonly parent: string | null;
  readonly side: 'left' | 'right';
}

/** Whether `a` happened before `b`. */
export function saw(b: Made, a: Made): boolean {
  return includes(b.after, a.id);
}

/** Of two writes the one with the greater stamp, then of the greater replica. */
export function latestOf<T extends Made>(writes: readonly T[]): T | undefined {
  return writes.reduce<T | undefined>((best, w) => {
    if (best === undefined || w.stamp > best.stamp) return w;
    return w.stamp === best.stamp && w.by > best.by ? w : best;
  }, undefined);
}
