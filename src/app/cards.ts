/** The cards of all protocols. */
import type { Card } from '../engine/meta.ts';

// The query makes them modules of their own: else each would be a chunk, shared between this one and its protocol's meta.
const found = import.meta.glob<Card>('../protocols/*/card.ts', {
  eager: true,
  import: 'default',
  query: '?card',
});

/** In the order of the home page. */
export const cards: readonly Card[] = Object.values(found).sort(
  (a, b) => a.order - b.order || (a.id < b.id ? -1 : 1),
);
