/** Raft as plain data; what is long of it has files of its own under `meta/`. */
import type { Meta } from '../../engine/meta.ts';
import { card } from './card.ts';
import { fields } from './meta/fields.ts';
import { advice, params } from './meta/params.ts';
import { properties } from './meta/properties.ts';
import { commands, roles, timers } from './meta/roles.ts';
import { behaviours, variants } from './meta/variants.ts';
import { messages, notes, statuses } from './meta/words.ts';

const PAPER =
  'Ongaro & Ousterhout, “In Search of an Understandable Consensus Algorithm (Extended Version)”, 2014';
const THESIS = 'Ongaro, “Consensus: Bridging Theory and Practice”, Stanford, 2014';

export const meta: Meta = {
  ...card,
  version: 3,
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
  epoch: { title: 'term' },
  notes,
  fields,
  properties,
  modelled: [
    'leader election with randomised timeouts, PreVote and CheckQuorum',
    'log replication and commitment, fast backtracking, batching',
    'persistent state and restarts',
    'snapshots, log compaction and InstallSnapshot (sent whole)',
    'changes of membership: one server at a time, and joint consensus; newcomers catch up first',
    'leadership transfer',
    'client sessions: registered, filtered and expired by way of the log',
    'reads through the log, by ReadIndex, by lease',
    'disks that take their time, lose or spoil what they were given',
  ],
  notModelled: [
    'any defence against servers that lie: Raft promises nothing then',
    'snapshots in chunks',
    'a journal: Raft takes its writes to be whole; after a torn one of several records the log may be one that never was, and Log Matching can break, and what rests on it',
    'pipelining: one message with entries at a time to each follower',
    'reads answered by followers',
  ],
  duration: 1_500_000,
  engine: { latency: [10_000, 25_000] },
  sources: [PAPER, THESIS],
};

export default meta;
