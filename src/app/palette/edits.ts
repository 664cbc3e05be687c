/** What was done to the document, in order, and the way to any point of it. */
import type { DocumentState } from '../stores/document.ts';

export interface Edit {
  /** How many undos (negative) or redos (positive) lead to right after it. */
  readonly by: number;
  readonly name: string;
  /** Whether it is in force now. */
  readonly done: boolean;
}

/** From the last that was undone to the very first, as they would be undone. */
export function editsOf({ past, future }: Pick<DocumentState, 'past' | 'future'>): readonly Edit[] {
  return [
    // The last undone is the first to be redone.
    ...future.map(({ name }, i) => ({ by: future.length - i, name, done: false })),
    ...past.map(({ name }, i) => ({ by: i - past.length + 1, name, done: true })).reverse(),
  ];
}

/** Goes to right after an edit; `by` as `editsOf` gives it, or minus the number of all edits for the document as it was opened. */
export function jumpBy(documents: Pick<DocumentState, 'undo' | 'redo'>, by: number): void {
  for (let i = 0; i < Math.abs(by); i++) {
    if (by < 0) documents.undo();
    else documents.redo();
  }
}
