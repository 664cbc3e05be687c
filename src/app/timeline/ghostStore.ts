/** The run before the last edit, for as long as what changed against it is worth showing: until the next edit, or Escape. */
import { createStore } from 'zustand/vanilla';
import { shownId } from '../branches/runs.ts';
import { type DocumentState, documentStore } from '../stores/document.ts';
import { type Run, sessionStore } from '../stores/session.ts';

/** Of longer runs the one before is let go: it would take as much memory again. */
export const MOST_GHOST_ROWS = 200_000;

export const ghostStore = createStore<{ readonly before: Run | null }>()(() => ({ before: null }));

export function clearGhosts(): void {
  if (ghostStore.getState().before !== null) ghostStore.setState({ before: null });
}

/** What a change of the document is to the run on show. */
export function changeOf(
  now: DocumentState,
  before: DocumentState,
): 'none' | 'edit' | 'same gesture' | 'other run' {
  // What was edited in one branch, and perhaps undone, is nothing to another.
  if (branchOf(now) !== branchOf(before)) return 'other run';
  if (now.document?.spec === before.document?.spec) return 'none';
  if (now.opened !== before.opened || now.document === null) return 'other run';
  if (now.gesture !== null) return before.gesture === null ? 'edit' : 'same gesture';
  // A gesture called off leaves everything as it was.
  if (before.gesture !== null && now.document === before.gesture) return 'other run';
  const moved = now.past !== before.past || now.future !== before.future;
  return moved ? 'edit' : 'other run';
}

function branchOf({ document }: DocumentState): number | null {
  return document === null ? null : shownId(document);
}

documentStore.subscribe((now, before) => {
  const change = changeOf(now, before);
  if (change === 'other run') clearGhosts();
  if (change !== 'edit') return;
  const { run } = sessionStore.getState();
  ghostStore.setState({ before: run !== null && run.trace.rows <= MOST_GHOST_ROWS ? run : null });
});
sessionStore.subscribe((now) => {
  if (now.run === null) clearGhosts();
});
