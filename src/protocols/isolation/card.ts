import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'isolation',
  title: 'Isolation',
  family: 'Transactions',
  summary:
    'Sessions send SQL to a small database whose control of concurrency is real: PostgreSQL’s, InnoDB’s, locking, optimistic, or none. Who goes ' +
    'when decides what they see.',
  order: 6,
  track: 'T6',
  opens: 'lost-update',
  pages: [
    { id: 'matrix', title: 'The matrix', about: 'every anomaly on every engine at every level' },
    { id: 'stories', title: 'Stories', about: 'find the interleaving that breaks a program' },
  ],
};

export default card;
