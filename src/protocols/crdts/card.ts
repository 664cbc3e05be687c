import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'crdts',
  title: 'Data that merges',
  family: 'Replicated data',
  summary:
    'Every replica can be written at any time, also when it is cut off. Counters, sets, registers, maps and texts are built so that copies ' +
    'which have the same updates are equal, in whatever order these came.',
  order: 5,
  track: 'T5',
  opens: 'shopping-list',
};

export default card;
