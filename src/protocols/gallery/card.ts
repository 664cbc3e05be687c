import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'gallery',
  title: 'Fault gallery',
  family: 'Failure',
  summary:
    'Clients send notes, keepers store and confirm them, and keepers watch one another. Nothing is sent again, checked or repaired: each fault ' +
    'shows what it does.',
  order: 2,
  track: 'T7',
  opens: 'no-fault',
};

export default card;
