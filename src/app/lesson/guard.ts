/** Keeps edits to what an exercise allows, by whatever hand they come: every one of them goes through the document's store. */
import type { StoreApi } from 'zustand/vanilla';
import type { RunSpec } from '../../engine/runspec.ts';
import type { DocumentState } from '../stores/document.ts';

/**
 * @param allows why a run may not be made, as a sentence; null if it may
 * @param tell hears that sentence when somebody tries
 * @returns how to end it
 */
export function guardEdits(
  store: StoreApi<DocumentState>,
  allows: (spec: RunSpec) => string | null,
  tell: (why: string) => void,
): () => void {
  const { edit, amend, preview, revise } = store.getState();
  const passes = (change: (spec: RunSpec) => RunSpec): boolean => {
    const { document, gesture } = store.getState();
    const from = (gesture ?? document)?.spec;
    const why = from === undefined ? null : allows(change(from));
    if (why !== null) tell(why);
    return why === null;
  };
  store.setState({
    edit: (name, change) => {
      if (passes(change)) edit(name, change);
    },
    amend: (name, change) => {
      if (passes(change)) amend(name, change);
    },
    preview: (change) => {
      if (passes(change)) preview(change);
    },
    revise: () => tell('A lesson has one run at a time; in the lab you can keep several beside one another.'),
  });
  return () => store.setState({ edit, amend, preview, revise });
}
