/** What can be set. */
import type { Meta } from '../../../engine/meta.ts';

export const params: Meta['params'] = [
  {
    id: 'algorithm',
    title: 'algorithm',
    help: 'OM: oral messages, as good as whoever says them. SM: messages with signatures that nobody can forge.',
    kind: 'enum',
    options: ['OM', 'SM'],
    default: 'OM',
  },
  {
    id: 'm',
    title: 'traitors borne (m)',
    help: 'The algorithm runs for so many traitors, in m + 1 rounds. From n: as many as n generals can bear, three at most: by word of mouth a third of n − 1, with signatures n − 2.',
    kind: 'enum',
    options: ['from n', '0', '1', '2', '3'],
    default: 'from n',
  },
  {
    id: 'order',
    title: 'order',
    help: 'What the commander orders, if it is loyal.',
    kind: 'enum',
    options: ['attack', 'retreat'],
    default: 'attack',
  },
  {
    id: 'orderAt',
    title: 'the order is given at',
    help: 'All generals know this hour. The first round begins with it.',
    group: 'Timing',
    kind: 'int',
    unit: 'µs',
    min: 0,
    max: 60_000_000,
    default: 20_000,
  },
  {
    id: 'roundTime',
    title: 'length of a round',
    help: 'How long a general waits for the words of a round: longer than any message may take, and than clocks may differ.',
    group: 'Timing',
    kind: 'int',
    unit: 'µs',
    min: 1_000,
    max: 60_000_000,
    default: 40_000,
  },
];

export const advice: Meta['advice'] = [
  {
    param: 'latency',
    below: 'roundTime',
    shownAt: 'roundTime',
    why: 'Not longer than a message may take: words of loyal generals will come too late, and nothing is promised.',
  },
];
