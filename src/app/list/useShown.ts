import { useEffect, useState } from 'react';
import type { ListItem } from '../../lessons/list/types.ts';
import { loading } from '../idle.ts';
import { type Shown, showItem } from './shown.ts';

/** What each item shows; null until it is known. What is known stays while others come. */
export function useShown(items: readonly ListItem[], list: string): readonly (Shown | null)[] {
  const [known, setKnown] = useState<ReadonlyMap<string, Shown>>(new Map());
  const names = items.map((item, at) => nameOf(item, at));
  const wanted = names.join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a note that is written changes nothing of what is shown
  useEffect(() => {
    let gone = false;
    const done = loading();
    void Promise.all(
      items.map(async (item, at) => [names[at] as string, await showItem(item, list, at)] as const),
    )
      .then((found) => {
        if (!gone) setKnown(new Map(found));
      })
      .finally(done);
    return () => {
      gone = true;
      done();
    };
  }, [wanted, list]);
  return names.map((name) => known.get(name) ?? null);
}

/** Own lessons open at an address with their place in it, so it is part of what they are. */
function nameOf({ note: _, say: __, ...subject }: ListItem, at: number): string {
  return 'own' in subject ? `${at} ${JSON.stringify(subject)}` : JSON.stringify(subject);
}
