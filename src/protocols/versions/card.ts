import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'versions',
  title: 'Version vectors',
  family: 'Clocks',
  summary:
    'A replicated store that keeps both of two concurrent writes, and drops what somebody has read and replaced. Which is which, the vectors ' +
    'must tell.',
  order: 14,
  track: 'T1',
  opens: 'siblings',
};

export default card;
