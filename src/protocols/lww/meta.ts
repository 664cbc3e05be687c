import type { Meta } from '../../engine/meta.ts';
import { card } from './card.ts';

const SHAPIRO =
  'Shapiro, Preguiça, Baquero & Zawirski, “A Comprehensive Study of Convergent and Commutative Replicated Data Types”, INRIA 2011';
const HLC =
  'Kulkarni et al., “Logical Physical Clocks and Consistent Snapshots in Globally Distributed Databases”, OPODIS 2014';

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
      count: { min: 0, max: 4, default: 2 },
      shape: 'square',
      disk: false,
    },
  ],
  params: [
    {
      id: 'stamps',
      title: 'stamps',
      help: 'By the replica’s wall clock alone, or hybrid: also greater than every stamp that replica and writer have seen.',
      kind: 'enum',
      options: ['wall clock', 'hybrid'],
      default: 'wall clock',
    },
    {
      id: 'rounds',
      title: 'rounds by itself',
      help: 'How often each client reads and writes without being told to. 0: only when told.',
      kind: 'int',
      min: 0,
      max: 10_000,
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
      help: 'How often each replica sends its register to the others. 0: never.',
      kind: 'int',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: 50_000,
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
    { type: 'get', role: 'client', title: 'Read', label: 'read', fields: [replica] },
    {
      type: 'put',
      role: 'client',
      title: 'Write',
      label: '{value}',
      fields: [{ id: 'value', title: 'value', kind: 'string', maxLength: 12, default: 'tea' }, replica],
    },
  ],
  variants: [
    {
      id: 'noTieBreak',
      title: 'Of two equal stamps each replica keeps the one it has',
      breaks: ['same-writes-same-value'],
      scenario: 'no-tie-break',
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
    { id: 'Value', letter: 'v', title: 'answer', client: true, reply: true },
    { id: 'Sync', letter: 's', title: 'register', faint: true },
  ],
  // Role.status returns indices into this list.
  statuses: [
    { id: 'replica', title: '', mark: 'plain' },
    { id: 'idle', title: 'idle', mark: 'plain' },
    { id: 'waiting', title: 'waits for an answer', mark: 'plain' },
  ],
  notes: [
    { id: 'stamps', text: '{node} stamps “{value}” with {stamp}', level: 'major', label: '{value} {stamp}' },
    { id: 'replaces', text: '{node} keeps “{value}” instead of “{own}”', level: 'minor' },
    {
      id: 'drops',
      text: '{node} drops “{value}” at {stamp}: it has “{own}” at {ownStamp}',
      level: 'major',
      label: 'drops {value}',
    },
    { id: 'reads', text: '{node} reads {value}', level: 'minor' },
    { id: 'givesUp', text: '{node} has no answer, and gives up', level: 'major', label: 'gives up' },
  ],
  fields: {
    l: { unit: 'µs', help: 'The clock reading of a stamp.' },
    c: { help: 'Counts stamps with the same clock reading.' },
    r: { help: 'The replica that gave the stamp: it decides between equal ones.' },
    register: { help: 'What it has: the write with the greatest stamp.' },
    seen: { help: 'The greatest stamp it has given or seen.' },
    w: { help: 'The write’s name: the client, and which of its writes it is.' },
    known: { help: 'What the client has read or written last.' },
    latest: { help: 'The latest thing it took in. No rule reads it; promises do.' },
    q: { help: 'Which of the client’s requests it is.' },
    n: { help: 'Which of the sender’s syncs it is.' },
    answered: { help: 'Its latest write that was answered.' },
    synced: { help: 'How many times it has sent its register.' },
    read: { help: 'The write that it had read last. No rule reads it; promises do.' },
  },
  properties: [
    {
      id: 'later-write-wins',
      title: 'A write that began after another was answered is not replaced by it',
      source: 'What “last” says; needs clocks that agree',
      kind: 'always',
    },
    {
      id: 'read-write-wins',
      title: 'A write by somebody who had read another is not replaced by it',
      source: `${HLC}: with hybrid stamps, whatever the clocks show`,
      kind: 'always',
    },
    {
      id: 'same-writes-same-value',
      title: 'Replicas that have heard of the same writes have the same value',
      source: `${SHAPIRO}: strong eventual consistency`,
      kind: 'always',
    },
  ],
  modelled: ['one register, copied to all replicas now and then', 'stamps by the wall clock and hybrid ones'],
  notModelled: [
    'concurrent writes kept side by side (see Version vectors)',
    'waiting out the error of the clocks (see TrueTime)',
  ],
  duration: 400_000,
  engine: { latency: [5_000, 15_000] },
  sources: [SHAPIRO, HLC],
};

export default meta;
