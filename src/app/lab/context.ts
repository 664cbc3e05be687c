import { createContext, use } from 'react';
import type { Meta } from '../../engine/meta.ts';
import type { Player } from '../playback/player.ts';

/** What stays the same while a lab is open. */
export interface LabContextValue {
  readonly meta: Meta;
  readonly player: Player;
  readonly embed: boolean;
}

export const LabContext = createContext<LabContextValue | null>(null);

export function useLab(): LabContextValue {
  const value = use(LabContext);
  if (value === null) throw new Error('This part of the page belongs inside a lab.');
  return value;
}
