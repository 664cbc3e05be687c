/**
 * Parts of the page that come right after its first picture, or when they are wanted. Not by Suspense: React keeps what a fallback stood
 * for back for a third of a second, so that fallbacks do not flicker, and here is nothing to flicker. A part that cannot be fetched is
 * missing from a page that is otherwise as it was, which says so (offline/register.ts); whoever asks for it again has it tried again.
 */
import {
  type ComponentType,
  type LazyExoticComponent,
  lazy,
  type ReactNode,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { afterPicture } from './firstPicture.ts';
import { counted } from './idle.ts';

/** @param before stands in the part's place until it is there */
export function later<P extends object>(
  fetch: () => Promise<ComponentType<P>>,
  before: ReactNode = null,
): ComponentType<P> {
  return part(fetch, before, afterPicture);
}

/**
 * A part that somebody has to ask for: fetched when it is first to be shown.
 * @param lost takes back that it was asked for, where it cannot be had
 */
export function wanted<P extends object>(
  fetch: () => Promise<ComponentType<P>>,
  before: ReactNode,
  lost: (props: P) => void,
): ComponentType<P> {
  return part(fetch, before, counted, lost);
}

/** A part the page can do without: where it cannot be had, nothing stands in its place until the page is loaded again. */
export function spare<P extends object>(
  fetch: () => Promise<{ readonly default: ComponentType<P> }>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy(() => fetch().catch(() => ({ default: (_: P) => null })));
}

function part<P extends object>(
  fetch: () => Promise<ComponentType<P>>,
  before: ReactNode,
  when: (fetch: () => Promise<void>) => Promise<void>,
  lost: (props: P) => void = () => {},
): ComponentType<P> {
  let there: ComponentType<P> | null = null;
  /** How often it could not be had. */
  let failures = 0;
  let asked = false;
  const listeners = new Set<() => void>();
  const ask = async () => {
    if (asked) return;
    asked = true;
    await when(async () => {
      try {
        there = await fetch();
      } catch (error) {
        console.error(error);
        failures += 1;
        asked = false;
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
    const Part = useSyncExternalStore(subscribe, () => there);
    const [known] = useState(() => failures);
    const gone = useSyncExternalStore(subscribe, () => failures) > known;
    useEffect(() => {
      void ask();
    }, []);
    useEffect(() => {
      if (gone) lost(props);
    }, [gone, props]);
    return Part === null ? before : <Part {...props} />;
  };
}
