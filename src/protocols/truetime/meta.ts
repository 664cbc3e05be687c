import type { Meta } from '../../engine/meta.ts';
import { card } from './card.ts';

const PAPER = 'Corbett et al., “Spanner: Google’s Globally-Distributed Database”, OSDI 2012';

export const meta: Meta = {
  ...card,
  version: 1,
  roles: [
    {
      id: 'server',
      prefix: 'S',
      title: 'server',
      plural: 'servers',
      count: { min: 1, max: 5, default: 2 },
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
      id: 'epsilon',
      title: 'ε',
      help: 'How wrong a server’s clock may be, either way. A commit waits for about twice this.',
      kind: 'int',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: 10_000,
    },
    {
      id: 'transactions',
      title: 'transactions by itself',
      help: 'How many transactions each client starts, at servers drawn at random, without being told to. 0: only when told.',
      kind: 'int',
      min: 0,
      max: 10_000,
      default: 3,
    },
    {
      id: 'pace',
      title: 'pause before a transaction',
      help: 'A client that starts transactions by itself waits so long before each, drawn from this range.',
      kind: 'range',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: [10_000, 60_000],
    },
    {
      id: 'patience',
      title: 'client patience',
      help: 'A client that has waited this long for an answer gives the transaction up, not knowing whether it was committed.',
      kind: 'int',
      unit: 'µs',
      min: 1_000,
      max: 60_000_000,
      default: 300_000,
    },
  ],
  commands: [
    {
      type: 'commit',
      role: 'client',
      title: 'Start a transaction',
      label: 'at {server}',
      fields: [{ id: 'server', title: 'at', kind: 'node', role: 'server' }],
    },
  ],
  variants: [
    {
      id: 'noCommitWait',
      title: 'Servers answer without waiting',
      breaks: ['external-consistency'],
      scenario: 'no-commit-wait',
    },
    {
      id: 'epsilonTooSmall',
      title: 'Servers take their clocks to be ten times better than they are',
      breaks: ['external-consistency', 'interval-contains-time'],
      scenario: 'epsilon-too-small',
    },
  ],
  timers: [
    { id: 'wait', role: 'server', title: 'commit wait', arc: true },
    { id: 'pace', role: 'client', title: 'pause before the next transaction' },
    { id: 'patience', role: 'client', title: 'patience' },
  ],
  // Protocol.messageKind returns indices into this list.
  messages: [
    { id: 'Commit', letter: 'C', title: 'commit request', client: true },
    { id: 'Committed', letter: 'c', title: 'answer', client: true, reply: true },
  ],
  // Role.status returns indices into this list.
  statuses: [
    { id: 'free', title: '', mark: 'plain' },
    { id: 'waiting', title: 'waits', mark: 'dashed', band: true, label: 'commit wait' },
    { id: 'idle', title: 'idle', mark: 'plain' },
    { id: 'running', title: 'runs a transaction', mark: 'plain' },
  ],
  notes: [
    { id: 'starts', text: '{node} starts transaction {t} at {server}', level: 'minor' },
    {
      id: 'stamps',
      text: '{node} gives transaction {t} of {client} timestamp {s}',
      level: 'major',
      label: 's = {s}',
    },
    { id: 'commits', text: '{node} commits transaction {t} of {client} at {s}, and answers', level: 'minor' },
    {
      id: 'told',
      text: '{node} is told that transaction {t} is committed at {s}',
      level: 'major',
      label: '{s}',
    },
    {
      id: 'givesUp',
      text: '{node} gives up transaction {t}, not knowing',
      level: 'major',
      label: 'gives up',
    },
  ],
  fields: {
    lastS: { unit: 'µs', help: 'The latest timestamp it has given.' },
    committed: { help: 'Commits it has answered, in order.' },
    waiting: { help: 'Commits that wait until their timestamp has surely passed.' },
    now: { help: 'The latest TT.now() it asked for.' },
    earliest: { unit: 'µs', help: 'True time is not before this, if the clock is right within ε.' },
    latest: { unit: 'µs', help: 'True time is not after this, if the clock is right within ε.' },
    s: { unit: 'µs', help: 'The timestamp of a transaction.' },
    t: { help: 'Which of its client’s transactions it is.' },
    started: { help: 'How many transactions it has started.' },
  },
  properties: [
    {
      id: 'external-consistency',
      title: 'A transaction that starts after another was answered has a greater timestamp',
      source: `${PAPER}, §4.1.2: external consistency`,
      kind: 'always',
    },
    {
      id: 'interval-contains-time',
      title: 'TT.now() contains the true time',
      source: `${PAPER}, §3, Table 1`,
      kind: 'always',
    },
  ],
  modelled: [
    'TT.now() with a fixed ε, commit timestamps, commit wait',
    'clocks that are off, drift, step and stop',
  ],
  notModelled: [
    'where ε comes from: in Spanner it grows from about 1 to 7 ms between two polls of the time masters',
    'locks, replication by Paxos, two-phase commit: each transaction has one server, which is always ready',
    'the time that a write takes to reach the disk',
  ],
  duration: 500_000,
  engine: { latency: [3_000, 8_000] },
  sources: [PAPER],
};

export default meta;
