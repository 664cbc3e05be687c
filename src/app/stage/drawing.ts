/** What draws faults on the stage comes with the first fault of a run: many runs begin without one. */
import { useEffect, useState } from 'react';
import type { Input } from '../../engine/runspec.ts';
import { loading } from '../idle.ts';

export type FaultDrawing = typeof import('./faultdrawing.ts');

let drawing: FaultDrawing | null = null;

/** Fetches it before there is a stage, if these inputs will need it. A failure is met on the stage. */
export function preloadDrawing(inputs: readonly Input[]): void {
  if (needed(inputs)) load().catch(() => {});
}

/** Null until there is a fault and its drawing has come. */
export function useDrawing(inputs: readonly Input[]): FaultDrawing | null {
  const [, setCame] = useState(false);
  const missing = drawing === null && needed(inputs);
  useEffect(() => {
    if (!missing) return;
    let gone = false;
    const loaded = loading();
    load()
      .then(
        () => {
          if (!gone) setCame(true);
        },
        // The timeline, the list and the inspector still tell of the fault.
        () => {},
      )
      .finally(loaded);
    return () => {
      gone = true;
      loaded();
    };
  }, [missing]);
  return drawing;
}

async function load(): Promise<void> {
  drawing ??= await import('./faultdrawing.ts');
}

function needed(inputs: readonly Input[]): boolean {
  return inputs.some((input) => 'fault' in input);
}
