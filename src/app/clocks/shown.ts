/** Which stamps are written on the timeline. */
import { createStore } from 'zustand/vanilla';
import type { ResolvedRun } from '../../engine/runspec.ts';
import type { ClockKind } from './words.ts';

/** `left`: there are too many events in view for stamps, so many. 0 otherwise. */
export const stampStore = createStore<{ readonly shown: ClockKind | null; readonly left: number }>()(() => ({
  shown: null,
  left: 0,
}));

/** Whether stamps are what is asked: a protocol with a parameter `exercise` says so by any value but `none`. Then the page gives none away. */
export function stampsHidden({ params }: ResolvedRun): boolean {
  return typeof params.exercise === 'string' && params.exercise !== 'none';
}
