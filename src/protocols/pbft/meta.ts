/** PBFT as plain data; what is long of it has files of its own under `meta/`. */
import type { Meta } from '../../engine/meta.ts';
import { card } from './card.ts';
import { behaviours } from './meta/behaviours.ts';
import { advice, params } from './meta/params.ts';
import { properties } from './meta/properties.ts';
import { commands, roles, timers } from './meta/roles.ts';
import { variants } from './meta/variants.ts';
import { fields, messages, notes, statuses } from './meta/words.ts';

const PAPER = 'Castro & Liskov, “Practical Byzantine Fault Tolerance”, OSDI 1999';
const JOURNAL =
  'Castro & Liskov, “Practical Byzantine Fault Tolerance and Proactive Recovery”, ACM TOCS 20(4), 2002';

export const meta: Meta = {
  ...card,
  version: 2,
  roles,
  params,
  advice,
  commands,
  variants,
  history: { model: 'kv' },
  behaviours,
  timers,
  messages,
  statuses,
  epoch: { title: 'view' },
  notes,
  fields,
  properties,
  modelled: [
    'the normal case: pre-prepare, prepare, commit, with the exact predicates prepared and committed-local',
    'signatures: a liar lies in its own name and can forge no other',
    'n from 3f to any number, with quorums of ⌈(n + f + 1) / 2⌉, which for n = 3f + 1 are 2f + 1',
    'checkpoints, watermarks and discarding of the log',
    'view change and new view; backups check every proof and work out the proposals themselves',
    'timeouts that double, and joining f + 1 others early (§4.5.2)',
    'state transfer and sending again what was lost',
    'clients that wait for f + 1 equal results and send again to all',
    'replicas and views are numbered from 1: view v has the primary Rp with p = v mod n, where R0 is the last replica',
  ],
  notModelled: [
    'authenticators (MACs) in place of signatures, with their view-change acknowledgements (2002)',
    'batching, tentative execution and reads without ordering',
    'pre-prepares without the request: certificates carry it, so no single request has to be fetched',
    'state transfer in parts: a state is sent whole',
    'proactive recovery; a replica that loses its disk counts as faulty',
    'clients that lie, and access control',
  ],
  duration: 1_500_000,
  engine: { latency: [10_000, 20_000] },
  sources: [PAPER, JOURNAL],
};

export default meta;
