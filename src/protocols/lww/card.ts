import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'lww',
  title: 'Last write wins',
  family: 'Clocks',
  summary:
    'Replicas keep the write with the greatest timestamp. Which one that is, their clocks decide, and clocks are wrong.',
  order: 10,
  track: 'T1',
  opens: 'later-write-lost',
};

export default card;
