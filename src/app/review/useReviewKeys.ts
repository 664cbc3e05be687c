import { useEffect } from 'react';
import type { Grade } from '../../review/schedule.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sitting } from './store.ts';

/** Digits pick and then grade, space shows and goes on. Nothing is taken from who types, nor from a button that has the focus. */
export function useReviewKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
      if (!usePreferences.getState().singleKeys || typing(event.target)) return;
      if (pressed(event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function pressed({ key, target }: KeyboardEvent): boolean {
  const { shown, question, practice } = sitting.get();
  const plain = practice !== null || sitting.right() === false;
  if (/^[1-9]$/.test(key)) {
    const n = Number(key);
    if (!shown) {
      sitting.pick(n - 1);
      return question !== null;
    }
    if (plain || n > 4) return false;
    void sitting.grade(n as Grade);
    return true;
  }
  const onControl = target instanceof HTMLElement && target.closest('button, a, summary') !== null;
  if (key !== ' ' && key !== 'Enter') return false;
  if (onControl) return false;
  // Nothing is chosen yet: space chooses the one that has the focus, and Enter is told what is missing.
  if (!shown && question !== null && sitting.get().picked === null) return false;
  if (!shown) sitting.show();
  else if (plain) void sitting.grade(sitting.right() === false ? 1 : 3);
  else return false;
  return true;
}

/** A radio button is no place to write in. */
function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('textarea, select, [contenteditable], input:not([type="radio"])') !== null
  );
}
