import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'snapshot',
  title: 'Snapshot',
  family: 'Order',
  summary:
    'Processes hand tokens around while a marker sweeps through: what each writes down, with what was on its way, adds up to one state of the ' +
    'whole. Nothing is stopped for it.',
  order: 18,
  track: 'T1',
  opens: 'a-photograph',
};

export default card;
