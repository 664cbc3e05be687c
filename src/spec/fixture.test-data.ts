/** A protocol that exists only for the tests of this room: one of every kind of parameter and of command field. */
import type { Meta } from '../engine/meta.ts';
import type { FaultInput, RunSpec } from '../engine/runspec.ts';

const titled = (id: string) => ({ id, title: id, help: `About ${id}.` });

export const toy: Meta = {
  id: 'toy',
  title: 'Toy',
  version: 3,
  family: 'Test',
  summary: 'A protocol for tests.',
  roles: [
    {
      id: 'server',
      prefix: 'S',
      title: 'server',
      plural: 'servers',
      count: { min: 1, max: 30, default: 5 },
      shape: 'circle',
    },
    {
      id: 'client',
      prefix: 'C',
      title: 'client',
      plural: 'clients',
      count: { min: 0, max: 9, default: 1 },
      shape: 'square',
      disk: false,
    },
    {
      id: 'observer',
      prefix: 'O',
      title: 'observer',
      plural: 'observers',
      count: { min: 0, max: 3, default: 0 },
      shape: 'square',
    },
  ],
  params: [
    {
      ...titled('electionTimeout'),
      kind: 'range',
      unit: 'µs',
      min: 1000,
      max: 10_000_000,
      default: [150_000, 300_000],
    },
    { ...titled('batch'), kind: 'int', min: 1, max: 64, default: 8 },
    { ...titled('noOp'), kind: 'bool', default: true },
    { ...titled('ratio'), kind: 'fraction', min: 0.5, max: 1, default: 0.5 },
    { ...titled('mode'), kind: 'enum', options: ['fast', 'safe'], default: 'safe' },
  ],
  commands: [
    {
      type: 'write',
      role: 'client',
      title: 'Client write',
      label: '{key}={value}',
      fields: [
        { id: 'key', title: 'key', kind: 'string', maxLength: 8 },
        { id: 'value', title: 'value', kind: 'int', min: -1000, max: 1000 },
        { id: 'via', title: 'via', kind: 'node', role: 'server', optional: true },
      ],
    },
    {
      type: 'read',
      role: 'client',
      title: 'Client read',
      label: 'read {key}',
      fields: [
        { id: 'key', title: 'key', kind: 'string', maxLength: 8 },
        { id: 'level', title: 'level', kind: 'enum', options: ['stale', 'linearizable'], optional: true },
        { id: 'again', title: 'again', kind: 'bool', optional: true },
      ],
    },
    { type: 'write', role: 'server', title: 'Local write', label: 'write', fields: [] },
    { type: 'campaign', role: 'server', title: 'Campaign', label: 'campaign', fields: [] },
  ],
  variants: [
    { id: 'noLogCheck', title: 'Votes without the log check', breaks: ['safety'], scenario: 'a' },
    { id: 'forgetVotedFor', title: 'Forgets votes', breaks: ['safety'], scenario: 'b' },
  ],
  behaviours: [
    {
      id: 'equivocate',
      role: 'server',
      title: 'Says one thing here, another there',
      help: 'It tells one server something else than the others.',
      fields: [
        { id: 'to', title: 'to', kind: 'node', role: 'server' },
        { id: 'value', title: 'value', kind: 'int', min: 0, max: 9, optional: true },
      ],
    },
    { id: 'mute', role: 'server', title: 'Says nothing', help: 'It sends nothing.', fields: [] },
    { id: 'babble', role: 'observer', title: 'Talks', help: 'It sends what nobody asked for.', fields: [] },
  ],
  timers: [
    { id: 'election', role: 'server', title: 'election timer', arc: true },
    { id: 'heartbeat', role: 'server', title: 'heartbeat timer' },
  ],
  messages: [],
  statuses: [],
  notes: [],
  properties: [{ id: 'safety', title: 'Nothing bad', source: 'none', kind: 'always' }],
  modelled: [],
  notModelled: [],
  duration: 900_000,
  engine: { latency: [5000, 9000] },
  sources: [],
};

export const metas: ReadonlyMap<string, Meta> = new Map([[toy.id, toy]]);

/** What has been added to the first nine kinds of fault, all fields given. */
const faults: readonly FaultInput[] = [
  { at: 20, fault: { type: 'amnesia', node: 'S1', until: 30 } },
  { at: 21, fault: { type: 'outage', nodes: ['S1', 'C1', 'S2'], until: 30 } },
  { at: 22, fault: { type: 'slow', node: 'C2', each: [0, 60_000_000], until: 30 } },
  {
    at: 23,
    fault: {
      type: 'byzantine',
      node: 'S1',
      behaviour: 'equivocate',
      options: { to: 'S2', value: 3 },
      until: 30,
    },
  },
  {
    at: 24,
    fault: {
      type: 'partition',
      groups: [['S1'], ['S2']],
      oneWay: true,
      flap: { down: 1000, up: 2000 },
      until: 900_000,
    },
  },
  {
    at: 25,
    fault: {
      type: 'partial',
      links: [
        ['S1', 'S2'],
        ['S3', 'S2'],
      ],
      flap: { down: 1000, up: 1000 },
      until: 30,
    },
  },
  { at: 26, fault: { type: 'block', from: 'S1', to: 'C1', flap: { down: 5000, up: 1000 }, until: 30 } },
  {
    at: 27,
    fault: {
      type: 'link',
      from: 'S1',
      to: '*',
      latency: [1, 2],
      loss: 0,
      duplicate: 0.5,
      reorder: 0.25,
      corrupt: 1,
      until: 30,
    },
  },
  { at: 28, fault: { type: 'reorder', from: 'S1', to: 'S2', nth: 3 } },
  { at: 29, fault: { type: 'corrupt', from: 'S1', to: 'S2', nth: 4 } },
  { at: 30, fault: { type: 'clock', node: 'S1', offset: 1, step: -86_400_000_000, stop: true, until: 40 } },
  { at: 31, fault: { type: 'lostWrite', node: 'S1', nth: 2 } },
  { at: 32, fault: { type: 'tornWrite', node: 'S1', nth: 2, kept: 0, until: 40 } },
  { at: 33, fault: { type: 'misdirectedWrite', node: 'S1', nth: 2 } },
  { at: 34, fault: { type: 'bitRot', node: 'S1', record: 'votedFor' } },
  { at: 35, fault: { type: 'latentError', node: 'S1', record: 'log[3]' } },
  { at: 36, fault: { type: 'diskFull', node: 'S1', until: 40 } },
  { at: 37, fault: { type: 'slowFsync', node: 'S1', by: [1000, 60_000_000], until: 40 } },
];

/** A valid spec with inputs of every kind, all fields given. */
export const everything: RunSpec = {
  schema: 1,
  protocol: 'toy',
  seed: 7,
  nodes: { server: 5, client: 2, observer: 0 },
  params: {
    electionTimeout: [150_000, 300_000],
    batch: 4,
    noOp: false,
    ratio: 0.75,
    mode: 'fast',
    loss: 0.1,
  },
  variants: ['noLogCheck'],
  until: 900_000,
  inputs: [
    { at: 0, fault: { type: 'crash', node: 'S1', until: 5 } },
    { at: 1, fault: { type: 'pause', node: 'S2' } },
    { at: 2, fault: { type: 'partition', groups: [['S1', 'C1'], ['S2', 'S3'], ['S4']], until: 600_000 } },
    { at: 3, fault: { type: 'block', from: 'S1', to: 'S2', until: 9 } },
    { at: 4, fault: { type: 'drop', from: 'S1', to: 'S2', nth: 2 } },
    { at: 5, fault: { type: 'duplicate', from: 'S1', to: 'S2', nth: 1, by: 1000 } },
    { at: 6, fault: { type: 'delay', from: 'S1', to: 'S2', by: 1000 } },
    { at: 7, fault: { type: 'clock', node: 'S5', offset: -1000, driftPpm: -999_999, until: 900_000 } },
    { at: 8, fault: { type: 'link', from: '*', to: '*', latency: [0, 10], loss: 1, until: 3_600_000_000 } },
    { at: 9, node: 'C1', command: { type: 'write', key: 'x', value: -3, via: 'S1' } },
    { at: 10, node: 'C2', command: { type: 'read', key: 'x', level: 'stale', again: true } },
    { at: 11, node: 'S1', command: { type: 'campaign' } },
    { at: 900_000, fire: { node: 'S3', timer: 'election' } },
    ...faults,
  ],
};
