import { useEffect } from 'react';
import { useLab } from '../lab/context.ts';
import { handleKey } from '../lab/keys.ts';
import { usePreferences } from '../stores/preferences.ts';

/** Keys of the lab that have no place in a lesson: branches, other views, lists of every run there is. */
const NOT_HERE = new Set(['b', 'v', 's', 'h', 'e', '/']);
/** And where the run is only looked at: what makes or changes an input. */
const LOOKING = new Set(['ArrowRight', 'ArrowLeft', 'Home', 'End', ' ', 'n', 'l', 'Escape', '?']);

/** The lab's keys, as far as a step allows them. */
export function LessonKeys({ editing }: { readonly editing: boolean }) {
  const { player } = useLab();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (NOT_HERE.has(key) || (!editing && !LOOKING.has(key))) return;
      if (event.key === '?' && !usePreferences.getState().singleKeys) return;
      if (handleKey(event, player)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [player, editing]);
  return null;
}
