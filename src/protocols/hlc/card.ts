import type { Card } from '../../engine/meta.ts';

export const card: Card = {
  id: 'hlc',
  title: 'Hybrid clocks',
  family: 'Clocks',
  summary:
    'A timestamp that keeps close to the clock on the wall and still never puts an effect before its cause, on nodes whose clocks disagree.',
  order: 15,
  track: 'T1',
  opens: 'close-to-the-wall',
};

export default card;
