import type { ChipKind } from '../views.ts';
import type { DraftKind } from './drafts.ts';

export interface Chip {
  readonly kind: ChipKind;
  readonly name: string;
  /** The single key that opens its form. */
  readonly key: string;
  /** What it is dropped on, for the hint. */
  readonly onto: string;
}

/** The palette, in the order of the drawing. `m` opens the form for messages, of which `drop` is the first. */
export const CHIPS: readonly Chip[] = [
  { kind: 'crash', name: 'Crash', key: 'c', onto: 'a node or its lane' },
  { kind: 'pause', name: 'Freeze', key: 'f', onto: 'a node or its lane' },
  { kind: 'partition', name: 'Cut', key: 'p', onto: 'the gap between nodes or lanes' },
  { kind: 'drop', name: 'Lose', key: 'm', onto: 'a message' },
  { kind: 'delay', name: 'Delay', key: 'd', onto: 'a message' },
  { kind: 'duplicate', name: 'Duplicate', key: 'u', onto: 'a message' },
  { kind: 'clock', name: 'Bend clock', key: 'k', onto: 'a node or its lane' },
  { kind: 'command', name: 'Client write', key: 'w', onto: 'a client, or the server to send it to' },
];

/** Kinds the form offers to change between, so that a near relative is one press away. */
export const RELATIVES: readonly (readonly DraftKind[])[] = [
  ['crash', 'pause'],
  ['partition', 'block', 'link'],
  ['drop', 'delay', 'duplicate'],
  ['clock'],
  ['command'],
  ['fire'],
];

export const DRAFT_NAMES: Readonly<Record<DraftKind, string>> = {
  crash: 'Crash',
  pause: 'Freeze',
  partition: 'Cut',
  block: 'One-way cut',
  link: 'Worse link',
  drop: 'Lose',
  delay: 'Delay',
  duplicate: 'Duplicate',
  clock: 'Bend clock',
  command: 'Command',
  fire: 'Fire timer',
};

/** One sentence on what the fault does, above its form. */
export const DRAFT_HELP: Readonly<Record<DraftKind, string>> = {
  crash: 'The node stops at once and loses everything it had not written to disk. At the end it restarts.',
  pause: 'The node handles nothing while frozen; its messages and timers wait for it. Its clocks run on.',
  partition: 'Nothing passes between the sides, in either direction. A node on no side keeps all its links.',
  block: 'Nothing gets from the one to the other. The way back stays open.',
  link: 'The link is slower or loses messages while this lasts.',
  drop: 'The message never arrives.',
  delay: 'The message arrives later by this much, after whatever overtakes it.',
  duplicate: 'The message arrives twice.',
  clock: 'The node’s clocks run fast or slow, and its wall clock is off, while this lasts.',
  command: 'A client is given something to do; it sends it over the network like any other message.',
  fire: 'The timer runs out now if it is running, and finds nothing to do if it is not.',
};
