/** CRDTs as plain data; what is long of it has files of its own under `meta/`. */
import type { Meta } from '../../engine/meta.ts';
import { card } from './card.ts';
import { fields } from './meta/fields.ts';
import { advice, params } from './meta/params.ts';
import { properties } from './meta/properties.ts';
import { commands, roles, timers } from './meta/roles.ts';
import { DELTAS, FUGUE, LISTS, RR } from './meta/sources.ts';
import { variants } from './meta/variants.ts';
import { messages, notes, statuses } from './meta/words.ts';

export const meta: Meta = {
  ...card,
  version: 2,
  roles,
  params,
  advice,
  commands,
  variants,
  timers,
  messages,
  statuses,
  notes,
  fields,
  properties,
  modelled: [
    'twelve data types, each by states, operations and deltas',
    'causal delivery and removal of duplicates for operations; groups of deltas that leave no gap',
    'anti-entropy by period, on reconnect, or by hand',
    'texts in pieces: what an update costs goes with their number, not with the length of the text',
  ],
  notModelled: [
    'removal of tombstones and of old operations, which needs to know that everybody has them',
    'replicas that join or leave, and a new name for a replica that has lost its disk',
    'the way of a cursor to the others: the page draws it where it is, and where a cut lies between, behind the latest letter that has come',
    'texts with formatting, and characters made of several code points',
  ],
  duration: 2_000_000,
  panelFirst: true,
  engine: { latency: [20_000, 60_000] },
  sources: [RR, DELTAS, FUGUE, LISTS],
};

export default meta;
