/** The words around a run, rewritten where they stand. */
import { documentStore, isChanged, type LabDocument } from '../stores/document.ts';

/** Title and claim, as somebody typed them. */
export interface Wording {
  readonly title: string;
  readonly claim: string;
}

/** With other words, which are about the run on show; the same document if they say the same as before of the same run. */
export function reworded(document: LabDocument, opened: LabDocument | null, words: Wording): LabDocument {
  const title = words.title.trim() || document.title;
  const claim = words.claim.trim();
  const changed = isChanged({ document, opened });
  if (title === document.title && claim === document.claim && !changed) return document;
  // Notes were written with the old claim, about the run as it was.
  const notes = changed ? '' : document.notes;
  return { ...document, title, claim, notes, about: document.spec };
}

export function reword(words: Wording): void {
  const { revise, opened } = documentStore.getState();
  revise('rewrite the claim', (document) => reworded(document, opened, words));
}
