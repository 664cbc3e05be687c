import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'raft',
  title: 'Raft',
  family: 'Consensus',
  summary:
    'Servers elect a leader, whose numbered reign is called a term. The leader copies its log to the others and commits what a majority ' +
    'has stored.',
  order: 1,
  track: 'T2',
  opens: 'first-election',
  showpiece: 'minority-leader',
  door: 'yours-to-break',
};

export default card;
