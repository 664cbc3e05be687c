import { K } from '../../engine/trace.ts';
import { stepRows } from '../describe.ts';
import { sessionStore } from '../stores/session.ts';
import type { DropTarget } from '../views.ts';
import { type Draft, type DraftKind, draftFromInput } from './drafts.ts';
import { faultOnMessage, guessDraft, prominentNode } from './make.ts';

/** Opens the form for a new input, filled in from where a chip was dropped, what is selected, and the cursor. */
export function openForm(kind: DraftKind, target?: DropTarget): void {
  const draft = firstDraft(kind, target);
  if (draft !== null) sessionStore.getState().set({ form: { draft, index: null }, sheet: null });
}

function firstDraft(kind: DraftKind, target?: DropTarget): Draft | null {
  const { meta, run, world, cursor, selected } = sessionStore.getState();
  if (meta === null || run === null) return null;
  if (kind === 'drop' || kind === 'delay' || kind === 'duplicate') {
    const send = target?.send ?? (target === undefined ? messageAtCursor() : null);
    if (send !== null) return draftFromInput(faultOnMessage(kind, send, run));
  }
  const chosen = target?.node ?? (selected?.kind === 'node' ? selected.node : null);
  return guessDraft(kind, target?.at ?? cursor.time, chosen, {
    meta,
    run,
    prominent: prominentNode(meta, world),
  });
}

/** The message the cursor's step is about: the one it handles, or the first it sends. */
function messageAtCursor(): number | null {
  const { run, cursor } = sessionStore.getState();
  if (run === null) return null;
  const { kind, cause } = run.trace.columns;
  const [from, to] = stepRows(run, cursor.step);
  if (kind[from] === K.deliver || kind[from] === K.lost) return cause[from] ?? null;
  for (let row = from; row < to; row++) if (kind[row] === K.send) return row;
  return null;
}
