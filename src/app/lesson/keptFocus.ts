/** Buttons of a lesson go when they have been pressed. The focus does not go with them. */
import { type RefObject, useEffect } from 'react';

/** Where the focus goes, first come: what there is to read, what one does next, what helps. */
const PLACES = [
  '.lesson-reply[tabindex]',
  '.lesson-action .primary',
  '.lesson-helps button:last-child',
  '.lesson-hints button',
  'h1',
];

/** @param box in which buttons come and go */
export function useKeptFocus(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let last: Element | null = null;
    const onFocus = (event: FocusEvent) => {
      // Links that go (those of a term's definition) have their own way back.
      last = event.target instanceof Element && event.target.matches('button, input') ? event.target : null;
    };
    const observer = new MutationObserver(() => {
      if (last === null || last.isConnected || document.activeElement !== document.body) return;
      last = null;
      const lesson = element.closest('.lesson') ?? element;
      for (const place of PLACES) {
        const found = lesson.querySelector<HTMLElement>(place);
        if (found === null) continue;
        found.focus({ preventScroll: place === 'h1' });
        return;
      }
    });
    element.addEventListener('focusin', onFocus);
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      element.removeEventListener('focusin', onFocus);
      observer.disconnect();
    };
  }, [box]);
}
