/** What finds terms and shows them is fetched once the first picture stands, and until then a text is a text. */
import { useEffect, useSyncExternalStore } from 'react';
import { afterPicture } from '../firstPicture.ts';
import { counted } from '../idle.ts';
import { frame } from '../router.ts';

type Marking = typeof import('./marking.tsx');

let marking: Marking | null = null;
let asked = false;
const listeners = new Set<() => void>();

async function fetched(): Promise<void> {
  // Without it nothing is underlined, and nothing is amiss.
  marking = await import('./marking.tsx').catch(() => null);
  for (const listener of listeners) listener();
}

/** @param when `now` where there may be no run on the page, or it is a page of text */
export function useMarking(when: 'now' | 'after the picture'): Marking | null {
  const found = useSyncExternalStore(subscribe, () => marking);
  useEffect(() => {
    // On somebody else's page no word leads out of the run.
    if (asked || frame.embed) return;
    if (when === 'now') {
      asked = true;
      void counted(fetched);
    } else {
      void afterPicture(async () => {
        if (!asked) {
          asked = true;
          await fetched();
        }
      });
    }
  }, [when]);
  return found;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
