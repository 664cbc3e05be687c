import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'truetime',
  title: 'TrueTime',
  family: 'Clocks',
  summary:
    'A clock that admits how wrong it may be. Servers wait out the doubt before they answer, and timestamps come out in the order of real time.',
  order: 16,
  track: 'T1',
  opens: 'commit-wait',
};

export default card;
