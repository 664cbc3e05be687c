/**
 * Parts of the page that come right after its first picture. Not by Suspense: React keeps what a fallback stood for back for a third of
 * a second, so that fallbacks do not flicker, and here is nothing to flicker.
 */
import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { afterPicture } from './firstPicture.ts';

/** @param before stands in the part's place until it is there */
export function later<P extends object>(
  fetch: () => Promise<ComponentType<P>>,
  before: ReactNode = null,
): ComponentType<P> {
  let part: ComponentType<P> | null = null;
  let failure: { readonly error: unknown } | null = null;
  let asked = false;
  const listeners = new Set<() => void>();
  const ask = async () => {
    if (asked) return;
    asked = true;
    await afterPicture(async () => {
      try {
        part = await fetch();
      } catch (error) {
        failure = { error };
      }
      // Drawn before the page counts as at rest.
      for (const listener of listeners) listener();
    });
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  return function Later(props: P) {
    const Part = useSyncExternalStore(subscribe, () => part);
    const failed = useSyncExternalStore(subscribe, () => failure);
    useEffect(() => {
      void ask();
    }, []);
    if (Part !== null) return <Part {...props} />;
    if (failed !== null) throw failed.error;
    return before;
  };
}
