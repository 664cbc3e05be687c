import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { documentStore } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { capital } from '../text.ts';
import { type Edit, editsOf, jumpBy } from './edits.ts';

const OPENED: Edit = { by: Number.NEGATIVE_INFINITY, name: 'as it was opened', done: true };

/** Every edit by its name, the last first; pressing one goes to right after it. The list stays open: one may try several. */
export function EditList() {
  const past = useStore(documentStore, (s) => s.past);
  const future = useStore(documentStore, (s) => s.future);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // After the dialog has put the focus on its first button.
    const frame = requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>('[aria-current]')?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, []);
  const edits = [...editsOf({ past, future }), OPENED];
  const goTo = (edit: Edit) => {
    jumpBy(documentStore.getState(), edit === OPENED ? -past.length : edit.by);
    const now =
      edit === OPENED ? 'The run is as it was opened.' : `The run is as it was after: ${edit.name}.`;
    sessionStore.getState().set({ announcement: now });
  };
  const walk = (by: number) => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[Math.max(0, Math.min(buttons.length - 1, at + by))]?.focus();
  };
  if (edits.length === 1) {
    return <p className="command-none">Nothing was done to this run yet. Crash a node, or move the cut.</p>;
  }
  return (
    <ol
      ref={list}
      className="edit-list"
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        walk(event.key === 'ArrowDown' ? 1 : -1);
        event.preventDefault();
      }}
    >
      {edits.map((edit, i) => {
        const here = edit.by === 0 || (edit === OPENED && past.length === 0);
        return (
          <li key={edit === OPENED ? 'opened' : edits.length - i}>
            <button
              type="button"
              className="edit"
              data-undone={!edit.done || undefined}
              aria-current={here ? 'step' : undefined}
              onClick={() => goTo(edit)}
            >
              <span>{capital(edit.name)}</span>
              <span className="command-hint">{here ? 'now' : edit.done ? '' : 'undone'}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
