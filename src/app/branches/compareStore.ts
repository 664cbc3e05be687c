/** Which run the one on show is compared with, if any. */
import { createStore } from 'zustand/vanilla';

export interface CompareState {
  /** The id of the other run; null: nothing is compared. */
  readonly other: number | null;
  /** Goes to the next difference or the one before; there while a comparison is on show. */
  readonly walk: ((direction: 1 | -1) => void) | null;
}

/** The run whose name is being written, if any: asked for by its tab, its button or the list of commands. */
export const namingStore = createStore<{ readonly naming: number | null }>(() => ({ naming: null }));

export const compareStore = createStore<CompareState>(() => ({ other: null, walk: null }));

export function endCompare(): void {
  compareStore.setState({ other: null });
}
