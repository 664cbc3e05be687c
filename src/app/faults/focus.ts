/** Where the keyboard goes on when what it was on is gone. */
import { sessionStore } from '../stores/session.ts';

/** To the object just made or changed on the timeline if it can take the focus, else to the time slider, until it can. */
export function focusAfter(index: number | null): void {
  const { selected } = sessionStore.getState();
  const handle = handleOf(selected?.kind === 'input' ? selected.input : index);
  (handle ?? slider())?.focus();
  // What was just made may not have been drawn yet.
  if (!handle && index === null) focusPicked();
}

/** Frames to wait for a run with the new input to be drawn. */
const PATIENCE = 30;

/**
 * To the object a chip has just become, once it is there: so that arrows move it and Enter changes it, as they do after a click.
 * Not if the focus has meanwhile gone elsewhere.
 */
export function focusPicked(frames = PATIENCE, was = document.activeElement): void {
  const { selected } = sessionStore.getState();
  if (selected?.kind !== 'input' || frames === 0 || document.activeElement !== was) return;
  const handle = handleOf(selected.input);
  if (handle) handle.focus({ preventScroll: true });
  else requestAnimationFrame(() => focusPicked(frames - 1, was));
}

/** To the time slider, if nothing has the focus any more. */
export function rescueFocus(): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(() => {
      if (document.activeElement === null || document.activeElement === document.body) slider()?.focus();
    });
  });
}

function handleOf(input: number | null): HTMLElement | null {
  return input === null
    ? null
    : document.querySelector<HTMLElement>(`[aria-label="Timeline"] [data-input="${input}"]`);
}

function slider(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[role="slider"][aria-label="Time"]');
}
