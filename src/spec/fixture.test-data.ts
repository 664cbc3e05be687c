/** A protocol that exists only for the tests of this room: one of every kind of parameter and of command field. */
import type { Meta } from '../engine/meta.ts';
import type { RunSpec } from '../engine/runspec.ts';

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

/** A valid spec with one input of every kind, all fields given. */
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
  ],
};
