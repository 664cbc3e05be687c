/** Whoever works by keyboard stays where they were when what they had pressed goes away: the next control takes the focus. */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

const CONTROLS = 'input:not(:disabled), button:not(:disabled), textarea';
const FIELDS = 'input:not([type=checkbox]), textarea';

/** @returns goes on the element in which the focus is kept */
export function useKeptFocus<T extends HTMLElement>(): RefObject<T | null> {
  const box = useRef<T>(null);
  /** How many controls stand before the one that has the focus; null if none here has. */
  const place = useRef<number | null>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const came = ({ target }: FocusEvent) => {
      place.current = controlsOf(element).indexOf(target as Element);
    };
    const left = ({ target }: FocusEvent) => {
      // What is taken away leaves the page right after it has lost the focus; what was left on purpose stays.
      queueMicrotask(() => {
        const still = element.contains(document.activeElement);
        if (!still && (target as Element).isConnected) place.current = null;
      });
    };
    element.addEventListener('focusin', came);
    element.addEventListener('focusout', left);
    return () => {
      element.removeEventListener('focusin', came);
      element.removeEventListener('focusout', left);
    };
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || place.current === null || place.current < 0) return;
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const all = controlsOf(element);
    // Rather one before than a field: there the keys of the lab, such as the one that takes back, would mean letters.
    const next = all.slice(0, place.current + 1).findLast((control) => !control.matches(FIELDS)) ?? all[0];
    (next as HTMLElement | undefined)?.focus();
  });
  return box;
}

function controlsOf(element: HTMLElement): Element[] {
  return [...element.querySelectorAll(CONTROLS)];
}
