import type { Meta } from '../../engine/meta.ts';
import { card } from './card.ts';

const PARKER =
  'Parker et al., “Detection of Mutual Inconsistency in Distributed Systems”, IEEE TSE 9(3), 1983';
const DVV =
  'Preguiça, Baquero, Almeida, Fonte & Gonçalves, “Dotted Version Vectors: Logical Clocks for Optimistic Replication”, 2010';
const DYNAMO = 'DeCandia et al., “Dynamo: Amazon’s Highly Available Key-value Store”, SOSP 2007';

const key = { id: 'key', title: 'key', kind: 'string', maxLength: 8, default: 'x' } as const;
const replica = { id: 'replica', title: 'at', kind: 'node', role: 'replica', optional: true } as const;

export const meta: Meta = {
  ...card,
  version: 1,
  roles: [
    {
      id: 'replica',
      prefix: 'R',
      title: 'replica',
      plural: 'replicas',
      count: { min: 1, max: 4, default: 2 },
      shape: 'circle',
      disk: false,
    },
    {
      id: 'client',
      prefix: 'C',
      title: 'client',
      plural: 'clients',
      count: { min: 0, max: 5, default: 2 },
      shape: 'square',
      disk: false,
    },
  ],
  params: [
    {
      id: 'kind',
      title: 'vectors',
      help: 'Dotted: a write has a dot of its replica and the context of its writer. Client ids: a vector with an entry for every client that ever wrote.',
      kind: 'enum',
      options: ['dotted', 'client ids'],
      default: 'dotted',
    },
    {
      id: 'rounds',
      title: 'rounds by itself',
      help: 'How often each client reads x and writes it again, without being told to. 0: only when told.',
      kind: 'int',
      min: 0,
      max: 1_000,
      default: 2,
    },
    {
      id: 'pace',
      title: 'pause before a round',
      help: 'A client that works by itself waits so long before each round, drawn from this range.',
      kind: 'range',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: [10_000, 80_000],
    },
    {
      id: 'sync',
      title: 'time between syncs',
      help: 'How often each replica sends its store to the others. 0: never.',
      kind: 'int',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: 60_000,
    },
    {
      id: 'patience',
      title: 'client patience',
      help: 'A client that has waited this long for an answer gives up, not knowing whether it was written.',
      kind: 'int',
      unit: 'µs',
      min: 1_000,
      max: 60_000_000,
      default: 200_000,
    },
  ],
  commands: [
    { type: 'get', role: 'client', title: 'Read', label: 'read {key}', fields: [key, replica] },
    {
      type: 'put',
      role: 'client',
      title: 'Write',
      label: '{key}={value}',
      fields: [
        key,
        { id: 'value', title: 'value', kind: 'string', maxLength: 12, default: 'tea' },
        replica,
        { id: 'blind', title: 'without context', kind: 'bool', optional: true },
      ],
    },
  ],
  variants: [
    {
      id: 'serverIds',
      title: 'Vectors count by server: of two writes through one server, the second replaces the first',
      breaks: ['no-write-lost'],
      scenario: 'server-ids',
    },
    {
      id: 'oneVector',
      title: 'All siblings share one vector: nobody can tell which of them a write replaces',
      breaks: ['no-false-siblings'],
      scenario: 'sibling-explosion',
    },
  ],
  timers: [
    { id: 'sync', role: 'replica', title: 'time to the next sync' },
    { id: 'pace', role: 'client', title: 'pause before the next round' },
    { id: 'patience', role: 'client', title: 'patience' },
  ],
  // Protocol.messageKind returns indices into this list.
  messages: [
    { id: 'Get', letter: 'G', title: 'read request', client: true },
    { id: 'Put', letter: 'W', title: 'write request', client: true },
    { id: 'Values', letter: 'v', title: 'answer', client: true, reply: true },
    { id: 'Sync', letter: 's', title: 'store', faint: true },
  ],
  // Role.status returns indices into this list.
  statuses: [
    { id: 'replica', title: '', mark: 'plain' },
    { id: 'idle', title: 'idle', mark: 'plain' },
    { id: 'waiting', title: 'waits for an answer', mark: 'plain' },
  ],
  notes: [
    {
      id: 'writes',
      text: '{node} writes “{value}” under {key}, which replaces {gone}: {kept}',
      level: 'major',
      label: '{kept}',
    },
    {
      id: 'merges',
      text: '{node} merges what it was sent; under {key} it has {values}',
      level: 'major',
      label: 'merges',
    },
    { id: 'reads', text: '{node} is told what is under {key}: {values}', level: 'minor' },
    { id: 'givesUp', text: '{node} has no answer, and gives up', level: 'major', label: 'gives up' },
  ],
  fields: {
    store: { help: 'Siblings and vector by key.' },
    V: { help: 'A version vector: counts of writes, by replica or by client.' },
    dot: { help: 'Which write of which replica it is.' },
    w: { help: 'The write’s name: the client, and which of its writes it is.' },
    taken: { help: 'Writes it has taken from clients.' },
    synced: { help: 'How many times it has sent its store.' },
    latest: { help: 'The latest thing it took in. No rule reads it; promises do.' },
    contexts: { help: 'What it got with its latest answer, by key, and hands back with its next write.' },
    read: { help: 'Names of the writes it has read. No rule reads them; promises do.' },
    name: { help: 'The name it counts under, with client ids.' },
    counted: { help: 'How far it has counted under that name.' },
    q: { help: 'Which of the client’s requests it is.' },
    n: { help: 'Which of the sender’s syncs, or of the replica’s writes, it is.' },
    r: { help: 'The replica that took the write.' },
  },
  properties: [
    {
      id: 'no-write-lost',
      title: 'No write is dropped unless somebody who had read it replaced it',
      source: `${DVV}; ${DYNAMO}, §4.4`,
      kind: 'always',
    },
    {
      id: 'no-false-siblings',
      title: 'What was read and replaced does not stay beside its replacement',
      source: `${DVV}: no sibling explosion`,
      kind: 'always',
    },
  ],
  modelled: [
    'siblings, contexts that clients hand back, dotted version vectors and vectors with client ids',
    'replicas that send each other all they have, now and then',
  ],
  notModelled: [
    'quorums and routing: a client talks to one replica',
    'deletes and tombstones, and the pruning of vectors that have grown too long',
    'clients that write without an answer to the write before: each does one thing at a time',
  ],
  duration: 500_000,
  engine: { latency: [5_000, 15_000] },
  sources: [PARKER, DVV, DYNAMO],
};

export default meta;
