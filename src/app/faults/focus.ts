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
  if (handle) focusByHand(handle);
  else requestAnimationFrame(() => focusPicked(frames - 1, was));
}

/**
 * Focus that follows a pointer: arrows and Enter are for the object, as with any focus, but Space still plays, for the hand that let go of a
 * fault or clicked it has asked to see what becomes of it, and not to pick several.
 */
export function focusByHand(handle: HTMLElement): void {
  handle.dataset.byHand = '';
  handle.addEventListener('blur', () => delete handle.dataset.byHand, { once: true });
  handle.focus({ preventScroll: true });
}

export function isByHand(element: Element): boolean {
  return element instanceof HTMLElement && element.dataset.byHand !== undefined;
}

/** To the time slider, whatever has the focus. */
export function focusTime(): void {
  slider()?.focus({ preventScroll: true });
}

/** To the time slider, if nothing has the focus any more; what had it may be drawn until the run has answered. */
export function rescueFocus(frames = PATIENCE): void {
  requestAnimationFrame(() => {
    if (document.activeElement === null || document.activeElement === document.body) slider()?.focus();
    else if (frames > 1) rescueFocus(frames - 1);
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
