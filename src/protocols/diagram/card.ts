import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'diagram',
  title: 'Space-time diagrams',
  family: 'Clocks',
  summary:
    'Draw events and messages by hand on two to six lanes. Lamport, vector and hybrid stamps follow while you draw; hide them and fill them in ' +
    'yourself.',
  order: 12,
  track: 'T1',
  opens: 'drawn-by-hand',
};

export default card;
