import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'generals',
  title: 'Byzantine generals',
  family: 'Byzantine agreement',
  summary:
    'A commander sends an order, and generals tell one another what they were told, though some of them are traitors. By word of mouth they need ' +
    'more than three times as many generals as traitors; with signatures they do not.',
  order: 3,
  track: 'T3',
  opens: 'one-traitor-of-four',
};

export default card;
