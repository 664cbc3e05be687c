import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'vectors',
  title: 'Vector clocks',
  family: 'Clocks',
  summary:
    'Alice, Bob and Carol share a message board. A vector on each post tells whether one was written in knowledge of another, or whether ' +
    'neither knew.',
  order: 13,
  track: 'T1',
  opens: 'alice-bob-carol',
};

export default card;
