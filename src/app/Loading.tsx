import { useLayoutEffect } from 'react';
import { loading } from './idle.ts';

/** Blank for the moment a chunk takes: a spinner that flashes says less. Counts as work while it is there. */
export function Loading() {
  useLayoutEffect(() => loading(), []);
  return null;
}
