/** The Byzantine generals as plain data; what is long of it has files of its own under `meta/`. */
import type { Meta } from '../../engine/meta.ts';
import { card } from './card.ts';
import { advice, params } from './meta/params.ts';
import { behaviours, variants } from './meta/traitors.ts';
import { fields, messages, notes, statuses } from './meta/words.ts';

const PAPER = 'Lamport, Shostak & Pease, “The Byzantine Generals Problem”, ACM TOPLAS 4(3), 1982';

export const meta: Meta = {
  ...card,
  version: 1,
  roles: [
    {
      id: 'commander',
      prefix: 'C',
      title: 'commander',
      plural: 'commanders',
      count: { min: 1, max: 1, default: 1 },
      shape: 'circle',
      disk: false,
    },
    {
      id: 'lieutenant',
      prefix: 'L',
      title: 'lieutenant',
      plural: 'lieutenants',
      count: { min: 2, max: 9, default: 3 },
      shape: 'circle',
      disk: false,
    },
  ],
  params,
  advice,
  commands: [],
  variants,
  behaviours,
  timers: [
    { id: 'round', role: 'commander', title: 'round timer' },
    { id: 'round', role: 'lieutenant', title: 'round timer', arc: true },
  ],
  messages,
  statuses,
  epoch: { title: 'round' },
  notes,
  fields,
  properties: [
    {
      id: 'ic1',
      title: 'All loyal lieutenants obey the same order',
      source: `${PAPER}, §1: IC1`,
      kind: 'always',
    },
    {
      id: 'ic2',
      title: 'If the commander is loyal, every loyal lieutenant obeys his order',
      source: `${PAPER}, §1: IC2`,
      kind: 'always',
    },
    {
      id: 'termination',
      title: 'When the hour comes to act, every loyal lieutenant has decided',
      source: `${PAPER}, §3 and §4: the algorithms end after m + 1 rounds`,
      kind: 'always',
    },
    {
      id: 'orders-signed',
      title: 'In V stand only orders that the commander signed',
      source: `${PAPER}, §4: A4, a loyal general’s signature cannot be forged`,
      kind: 'always',
    },
  ],
  modelled: [
    'OM(m): the whole recursion, each word a message of its own, so that counts are those of the paper',
    'SM(m): signatures that nobody can forge; traitors may withhold orders, and a commander may sign two',
    'rounds by each general’s own clock: what has not come when a round is over counts as RETREAT, and what comes later does not count',
    'an order with k signatures counts until round k is over',
    'a general that crashes counts as a traitor',
  ],
  notModelled: [
    'generals that are not all linked with one another (§5)',
    'traitors that lend one another their signatures',
    'choices among more than two orders',
    'traitors that wait for the words of others before they say their own',
  ],
  panelSeen: true,
  duration: 260_000,
  engine: { latency: [10_000, 20_000] },
  sources: [
    PAPER,
    'Dolev & Strong, “Authenticated Algorithms for Byzantine Agreement”, SIAM J. Comput. 12(4), 1983',
  ],
};

export default meta;
