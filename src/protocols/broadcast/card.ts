import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'broadcast',
  title: 'Broadcast',
  family: 'Order',
  summary:
    'Processes send messages to all, and hold back what has come too early. Run the same messages in five orders, from none at all to the same ' +
    'for everybody.',
  order: 17,
  track: 'T1',
  opens: 'answer-before-question',
  pages: [{ id: 'orders', title: 'Side by side', about: 'the same messages in five orders' }],
};

export default card;
