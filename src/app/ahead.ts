/**
 * Keys pressed after the one that opens a dialog and before that dialog is there. They are meant for it and not for the page behind it,
 * where nearly every letter does something. Letters wait for whoever takes them, Escape thinks better of them, other keys are spent.
 */
import { useLayoutEffect } from 'react';
import { loading } from './idle.ts';

/** Nobody types more than this in the moment it takes. */
const MOST = 80;

let typed = '';
let coming = 0;

/** Whether a dialog is on its way. */
export function dialogComing(): boolean {
  return coming > 0;
}

/** Keeps a key from the page if a dialog is on its way. @returns whether it did */
export function keepAhead(event: KeyboardEvent): boolean {
  if (coming === 0 || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
  // Whoever writes elsewhere meanwhile goes on writing there.
  if (event.target instanceof Element && event.target.matches(WRITING)) return false;
  if (event.key.length === 1) typed = (typed + event.key).slice(0, MOST);
  else if (event.key === 'Backspace') typed = typed.slice(0, -1);
  else if (event.key === 'Escape') typed = '';
  else if (event.key.startsWith('F')) return false;
  event.preventDefault();
  event.stopImmediatePropagation();
  return true;
}

const WRITING = 'textarea, select, input:not([type="checkbox"], [type="button"]), [contenteditable="true"]';

/** A dialog has been asked for. @returns to be called when it is there, or will not come */
export function holdKeys(): () => void {
  const done = loading();
  if (coming === 0) {
    typed = '';
    window.addEventListener('keydown', keepAhead, true);
  }
  coming += 1;
  return () => {
    done();
    coming -= 1;
    if (coming === 0) window.removeEventListener('keydown', keepAhead, true);
  };
}

/** Stands in the place of a dialog that is on its way. */
export function OnItsWay() {
  useLayoutEffect(holdKeys, []);
  return null;
}

/** What was typed ahead of the dialog that asks, once; call it from a layout effect, for until then keys are still being kept. */
export function takeTyped(): string {
  const letters = typed;
  typed = '';
  return letters;
}
