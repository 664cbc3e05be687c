import { type RefObject, useEffect, useRef } from 'react';
import { hasNavigated } from './router.ts';

/**
 * The focus after going from one page of the app to another: on the heading given this ref (and `tabIndex={-1}`), so that a
 * screen reader says where one is and Tab goes on from there. The page first loaded leaves the focus to the browser.
 */
export function useArrival<E extends HTMLElement>(): RefObject<E | null> {
  const heading = useRef<E>(null);
  useEffect(() => {
    if (hasNavigated()) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}
