import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'lamport',
  title: 'Lamport clocks',
  family: 'Clocks',
  summary:
    'Processes number their events so that causes come before effects, and share one resource by these numbers alone: no server, no clock ' +
    'on the wall.',
  order: 12,
  track: 'T1',
  opens: 'one-resource',
};

export default card;
