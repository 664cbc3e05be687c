import type { Meta } from '../../engine/meta.ts';
import { card } from './card.ts';

const PAPER =
  'Chandy & Lamport, “Distributed Snapshots: Determining Global States of Distributed Systems”, ACM TOCS 3(1), 1985';
const MATTERN = 'Mattern, “Virtual Time and Global States of Distributed Systems”, 1988';

export const meta: Meta = {
  ...card,
  version: 1,
  roles: [
    {
      id: 'process',
      prefix: 'P',
      title: 'process',
      plural: 'processes',
      count: { min: 1, max: 6, default: 3 },
      shape: 'circle',
      disk: false,
    },
  ],
  params: [
    {
      id: 'tokens',
      title: 'tokens each',
      help: 'How many tokens each process has at first. None are ever made or destroyed.',
      kind: 'int',
      min: 0,
      max: 1_000,
      default: 10,
    },
    {
      id: 'moves',
      title: 'moves by itself',
      help: 'How often each process gives one to three tokens to another, drawn at random, without being told to. 0: only when told.',
      kind: 'int',
      min: 0,
      max: 10_000,
      default: 6,
    },
    {
      id: 'pace',
      title: 'pause before a move',
      help: 'A process that moves by itself waits so long before each move, drawn from this range.',
      kind: 'range',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: [5_000, 50_000],
    },
    {
      id: 'snapshotAt',
      title: 'P1 begins a snapshot at',
      help: 'When P1 begins a snapshot by itself. 0: only when told.',
      kind: 'int',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: 60_000,
    },
    {
      id: 'within',
      title: 'complete within',
      help: 'Who began a snapshot says so if it has not heard from all after so long; a promise is judged by it.',
      kind: 'int',
      unit: 'µs',
      min: 1_000,
      max: 60_000_000,
      default: 300_000,
    },
  ],
  advice: [
    {
      param: 'latency',
      below: 'within',
      times: 0.33,
      shownAt: 'within',
      why: 'A marker to everybody, a marker back and a report take three delays: some snapshots will be late without any fault.',
    },
  ],
  commands: [
    { type: 'snapshot', role: 'process', title: 'Begin a snapshot', label: 'snapshot', fields: [] },
    {
      type: 'give',
      role: 'process',
      title: 'Give tokens',
      label: '{tokens} to {to}',
      fields: [
        { id: 'to', title: 'to', kind: 'node', role: 'process' },
        { id: 'tokens', title: 'tokens', kind: 'int', min: 1, max: 1_000, default: 3 },
      ],
    },
  ],
  variants: [
    {
      id: 'markerAfterNextMsg',
      title: 'The marker is sent after the next message, not before it',
      breaks: ['consistent-cut', 'conservation', 'complete-in-time'],
      scenario: 'late-marker',
    },
    {
      id: 'forgetChannelState',
      title: 'What is on its way is not recorded',
      breaks: ['conservation'],
      scenario: 'forgotten-channels',
    },
    {
      id: 'initiatorDeaf',
      title: 'Who begins does not record its incoming channels',
      breaks: ['conservation'],
      scenario: 'deaf-initiator',
    },
  ],
  timers: [
    { id: 'pace', role: 'process', title: 'pause before the next move' },
    { id: 'snapshot', role: 'process', title: 'time of its snapshot' },
    { id: 'due', role: 'process', title: 'deadline of its snapshot' },
  ],
  // Protocol.messageKind returns indices into this list.
  messages: [
    { id: 'Tokens', letter: 't', title: 'handful of tokens' },
    { id: 'Marker', letter: 'M', title: 'marker' },
    { id: 'Report', letter: 'r', title: 'report', faint: true },
  ],
  // Role.status returns indices into this list.
  statuses: [
    { id: 'playing', title: '', mark: 'plain' },
    { id: 'recording', title: 'recording', mark: 'dashed', band: true, label: 'cut, then its channels' },
  ],
  notes: [
    { id: 'gives', text: '{node} gives {tokens} to {to}', level: 'minor' },
    { id: 'takes', text: '{node} takes {tokens} from {from}', level: 'minor' },
    { id: 'begins', text: '{node} begins snapshot {snapshot}', level: 'major' },
    {
      id: 'records',
      text: '{node} records {tokens} tokens as its own',
      level: 'major',
      label: 'cut: {tokens}',
    },
    {
      id: 'onItsWay',
      text: '{node} records {tokens} as on the way from {from}',
      level: 'major',
      label: '+ {tokens}',
    },
    { id: 'whole', text: '{node} has its part of snapshot {snapshot}', level: 'minor' },
    {
      id: 'complete',
      text: '{node} has the whole of snapshot {snapshot}: {total} tokens',
      level: 'major',
      label: 'sum {total}',
    },
    {
      id: 'unfinished',
      text: '{node} still waits for parts of snapshot {snapshot}: {missing}',
      level: 'major',
      label: 'unfinished',
    },
  ],
  fields: {
    tokens: { help: 'How many tokens: its own, on a message, or recorded.' },
    begun: { help: 'How many snapshots it has begun.' },
    parts: {
      help: 'Its part of each snapshot: its own tokens, and what came along each channel until the marker did.',
    },
    reports: { help: 'What it was told of the snapshots it began: tokens by process, channels included.' },
    owed: { help: 'Markers that wait for the next message on their channel.' },
    moves: { help: 'How often it gave tokens by itself.' },
    open: { help: 'No marker has come along this channel yet.' },
    event: {
      help: 'Which event of the game this is, and which one sent what was received. No rule reads it; promises do.',
    },
    n: { help: 'Which event of the sender sent it. No rule reads it; promises do.' },
  },
  properties: [
    {
      id: 'consistent-cut',
      title: 'Nothing is inside the cut without what happened before it',
      source: `${MATTERN}; ${PAPER}`,
      kind: 'always',
    },
    {
      id: 'conservation',
      title: 'A snapshot has as many tokens as the game',
      source: `${PAPER}: the recorded state is one that the game could have been in`,
      kind: 'always',
    },
    {
      id: 'complete-in-time',
      title: 'Who begins a snapshot has it in time',
      source: `${PAPER}: termination, with a bound`,
      kind: 'always',
    },
  ],
  modelled: [
    'markers, recorded states and channels, several snapshots at once',
    'collecting the parts, in the simplest way',
    'links that keep order, which the algorithm needs; the parameter takes that away',
  ],
  notModelled: [
    'channels that are missing: everybody has a channel to everybody',
    'any remedy for lost messages or crashes: the algorithm has none',
  ],
  duration: 500_000,
  engine: { latency: [15_000, 45_000], fifo: true },
  sources: [PAPER, MATTERN],
};

export default meta;
