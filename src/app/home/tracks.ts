/** The tracks of the curriculum, and which of the protocols that are here belong to each. */
import type { Card } from '../../engine/meta.ts';

export interface Track {
  readonly id: string;
  readonly title: string;
  /** What it asks, in one line. */
  readonly about: string;
}

export const TRACKS: readonly Track[] = [
  { id: 'T1', title: 'Time and order', about: 'What came first, when no clock can be trusted?' },
  { id: 'T2', title: 'Agreement', about: 'How do servers that crash come to one decision?' },
  { id: 'T3', title: 'Agreement among liars', about: 'And if some of them lie?' },
  { id: 'T4', title: 'Replicated data', about: 'What may a reader see while copies differ?' },
  { id: 'T5', title: 'Data that merges', about: 'Can everybody write, and all end up equal?' },
  { id: 'T6', title: 'Transactions', about: 'What goes wrong when they overlap, and who allows it?' },
  { id: 'T7', title: 'Failure', about: 'What can break, and who can tell that it has?' },
  { id: 'T8', title: 'Storage', about: 'What is still there after the power comes back?' },
  { id: 'T9', title: 'Delivery', about: 'Never, once, or twice: what can be promised?' },
  { id: 'T10', title: 'Partitioning', about: 'Where does each piece of the data live?' },
];

export interface Shelf {
  /** Null: protocols that belong to no track. */
  readonly track: Track | null;
  readonly cards: readonly Card[];
}

/** Tracks of which something is here, in their order, each with its protocols; at the end those without a track. */
export function shelves(cards: readonly Card[]): readonly Shelf[] {
  const filled = TRACKS.map((track) => ({ track, cards: cards.filter((card) => card.track === track.id) }));
  const known = new Set(TRACKS.map(({ id }) => id));
  const others = cards.filter((card) => card.track === undefined || !known.has(card.track));
  return [...filled, { track: null, cards: others }].filter((shelf) => shelf.cards.length > 0);
}
