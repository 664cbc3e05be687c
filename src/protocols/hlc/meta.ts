import type { Meta } from '../../engine/meta.ts';
import { card } from './card.ts';

const PAPER =
  'Kulkarni, Demirbas, Madappa, Avva & Leone, “Logical Physical Clocks and Consistent Snapshots in Globally Distributed Databases”, OPODIS 2014';

export const meta: Meta = {
  ...card,
  version: 1,
  roles: [
    {
      id: 'node',
      prefix: 'N',
      title: 'node',
      plural: 'nodes',
      count: { min: 1, max: 6, default: 3 },
      shape: 'circle',
      disk: false,
    },
  ],
  params: [
    {
      id: 'epsilon',
      title: 'ε',
      help: 'How far the nodes’ clocks are thought to be apart, at most. What bears a stamp further ahead of the receiver’s clock is not taken.',
      kind: 'int',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: 20_000,
    },
    {
      id: 'tick',
      title: 'tick',
      help: 'How fine the physical clocks are: pt, l and ε are counted in ticks.',
      kind: 'int',
      unit: 'µs',
      min: 1,
      max: 1_000_000,
      default: 1_000,
    },
    {
      id: 'messages',
      title: 'messages by itself',
      help: 'How many messages each node sends, to others drawn at random, without being told to. 0: only when told.',
      kind: 'int',
      min: 0,
      max: 10_000,
      default: 4,
    },
    {
      id: 'pace',
      title: 'pause before a message',
      help: 'A node that sends by itself waits so long before each message, drawn from this range.',
      kind: 'range',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: [5_000, 60_000],
    },
  ],
  commands: [
    {
      type: 'send',
      role: 'node',
      title: 'Send a message',
      label: 'to {to}',
      fields: [{ id: 'to', title: 'to', kind: 'node', role: 'node' }],
    },
    { type: 'event', role: 'node', title: 'An event of its own', label: 'event', fields: [] },
  ],
  variants: [
    {
      id: 'naive',
      title: 'One number instead of two: l ← max(l + 1, pt)',
      breaks: ['close-to-pt'],
      scenario: 'naive-drifts',
    },
    {
      id: 'noReject',
      title: 'Stamps from far ahead are taken',
      breaks: ['close-to-pt'],
      scenario: 'one-bad-clock-taken',
    },
  ],
  timers: [{ id: 'pace', role: 'node', title: 'pause before the next message' }],
  // Protocol.messageKind returns indices into this list.
  messages: [{ id: 'Message', letter: 'm', title: 'message' }],
  // Role.status returns indices into this list.
  statuses: [{ id: 'up', title: '', mark: 'plain' }],
  notes: [
    {
      id: 'sends',
      text: '{node} sends to {to} at ({l}, {c}), its clock at {pt}',
      level: 'major',
      label: '{l},{c}',
    },
    {
      id: 'receives',
      text: '{node} receives from {from} at ({l}, {c}), its clock at {pt}',
      level: 'major',
      label: '{l},{c}',
    },
    {
      id: 'acts',
      text: '{node} has an event of its own at ({l}, {c}), its clock at {pt}',
      level: 'major',
      label: '{l},{c}',
    },
    {
      id: 'rejects',
      text: '{node} does not take a message from {from}: its stamp is {ahead} ticks ahead of its clock',
      level: 'major',
      label: 'rejects: {ahead} ahead',
    },
  ],
  fields: {
    l: { help: 'The greatest physical time known of, in ticks.' },
    c: { help: 'Counts events that have the same l.' },
    pt: { help: 'Its own clock at its latest event, in ticks.' },
    made: { help: 'How many messages it has sent by itself.' },
    event: {
      help: 'Which event this is, and which one sent what it received. No rule reads it; promises do.',
    },
    n: { help: 'Which event of the sender sent it. No rule reads it; promises do.' },
  },
  properties: [
    {
      id: 'hlc-order',
      title: 'If e happened before f, then (l, c) of e is less than (l, c) of f',
      source: `${PAPER}: hb implies less`,
      kind: 'always',
    },
    {
      id: 'not-behind-pt',
      title: 'l is never behind the node’s own clock',
      source: `${PAPER}: l ≥ pt`,
      kind: 'always',
    },
    {
      id: 'close-to-pt',
      title: 'l is at most ε ahead of the node’s own clock',
      source: `${PAPER}: |l − pt| ≤ ε`,
      kind: 'always',
    },
    {
      id: 'small-c',
      title: 'c is at most N · (ε + 1)',
      source: `${PAPER}: the bound on c, if no node has two events in one tick`,
      kind: 'always',
    },
  ],
  modelled: [
    'the two rules of Figure 5, with physical clocks that are off, drift, step and stop',
    'the refusal of stamps from far ahead',
  ],
  notModelled: [
    'snapshots of a database at a timestamp',
    'what keeps the physical clocks within ε (see Clock synchronisation)',
  ],
  duration: 400_000,
  engine: { latency: [5_000, 30_000] },
  sources: [PAPER],
};

export default meta;
