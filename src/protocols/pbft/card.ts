import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'pbft',
  title: 'PBFT',
  family: 'Byzantine agreement',
  summary:
    'Replicas agree on one order of requests though some of them lie: a primary numbers each request, and the others prepare and commit it by ' +
    'signed votes of a quorum.',
  order: 4,
  track: 'T3',
  opens: 'normal-case',
};

export default card;
