import type { ChipKind } from '../views.ts';

/** The faults of the first hour; all others are behind "More faults". */
export type FirstKind = Extract<
  ChipKind,
  'crash' | 'pause' | 'partition' | 'drop' | 'delay' | 'duplicate' | 'clock' | 'command'
>;

export interface Chip<K extends ChipKind = ChipKind> {
  readonly kind: K;
  readonly name: string;
  /** What it is dropped on, for the hint. */
  readonly onto: string;
}

export interface FirstChip extends Chip<FirstKind> {
  /** The single key that opens its form. */
  readonly key: string;
}

/** The palette, in the order of the drawing. `m` opens the form for messages, of which `drop` is the first. */
export const CHIPS: readonly FirstChip[] = [
  { kind: 'crash', name: 'Crash', key: 'c', onto: 'a node or its lane' },
  { kind: 'pause', name: 'Freeze', key: 'f', onto: 'a node or its lane' },
  { kind: 'partition', name: 'Cut', key: 'p', onto: 'the gap between nodes or lanes' },
  { kind: 'drop', name: 'Lose', key: 'm', onto: 'a message' },
  { kind: 'delay', name: 'Delay', key: 'd', onto: 'a message' },
  { kind: 'duplicate', name: 'Duplicate', key: 'u', onto: 'a message' },
  { kind: 'clock', name: 'Bend clock', key: 'k', onto: 'a node or its lane' },
  { kind: 'command', name: 'Client write', key: 'w', onto: 'a client, or the server to send it to' },
];

/** The key that opens the faults that are not among the chips. */
export const MORE_KEY = 'x';
