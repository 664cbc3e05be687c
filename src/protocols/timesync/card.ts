import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'timesync',
  title: 'Clock synchronisation',
  family: 'Clocks',
  summary:
    'Clients ask a server for the time. What they are told is old when it comes, and how old nobody can measure: Cristian’s way, and that of NTP.',
  order: 11,
  track: 'T1',
  opens: 'four-timestamps',
};

export default card;
