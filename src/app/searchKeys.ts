import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import { usePreferences } from './stores/preferences.ts';

/**
 * The keys of a search: `/` comes to its field from anywhere on the page, arrows go from there through the results that are on show, and
 * Escape begins anew.
 * @param results holds them
 * @param clear empties the field; called only while something is searched for
 * `of`: what the results are, links or buttons
 */
export function useSearchKeys(
  field: RefObject<HTMLInputElement | null>,
  results: RefObject<HTMLElement | null>,
  {
    asked,
    arrows,
    clear,
    of = 'a',
  }: { readonly asked: boolean; readonly arrows: boolean; clear(): void; readonly of?: 'a' | 'button' },
): { links(): HTMLElement[]; onKeyDown(event: KeyboardEvent): void } {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return;
      if (!usePreferences.getState().singleKeys || typing(event.target)) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [field]);

  const links = () => [...(results.current?.querySelectorAll<HTMLElement>(of) ?? [])];
  return {
    links,
    onKeyDown(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape' && asked) {
        event.preventDefault();
        clear();
        field.current?.focus();
        return;
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step === undefined || !arrows) return;
      const all = links();
      const next = all.indexOf(document.activeElement as HTMLElement) + step;
      event.preventDefault();
      if (next < 0) field.current?.focus();
      else all[next]?.focus();
    },
  };
}

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}
