/** The painters of faults on lanes, links, messages and disks: they come with the first run that has any. */
import { useEffect, useState } from 'react';
import type { Scene } from '../../timeline/types.ts';
import { loading } from '../idle.ts';

type Marks = typeof import('./paintMarks.ts');

let loaded: Marks | null = null;

/** Null until a scene has asked for them. */
export function markPainters(): Marks | null {
  return loaded;
}

/** Commands are in nearly every run: they need none of them. */
function needsMarks({ inputs, writes, rulers }: Scene): boolean {
  return writes.length > 0 || rulers.length > 0 || inputs.some(({ form }) => form !== 'point');
}

/** Sees to it that what a scene needs is there. @returns changes once it is: the scene is to be painted again */
export function useMarks(scene: Scene): Marks | null {
  const [marks, setMarks] = useState(loaded);
  const wanted = marks === null && needsMarks(scene);
  useEffect(() => {
    if (!wanted) return;
    const done = loading();
    import('./paintMarks.ts')
      .then(
        (painters) => {
          loaded = painters;
          setMarks(painters);
        },
        () => {
          // Without the network the list of events tells of them, and the next scene asks again.
        },
      )
      .finally(done);
  }, [wanted]);
  return marks;
}
