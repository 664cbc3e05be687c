/** Who takes part, what they are told to do, and what their timers are. */
import type { Meta } from '../../../engine/meta.ts';

export const roles: Meta['roles'] = [
  {
    id: 'client',
    prefix: 'C',
    title: 'client',
    plural: 'clients',
    count: { min: 0, max: 5, default: 1 },
    shape: 'square',
    disk: false,
  },
  {
    id: 'server',
    prefix: 'S',
    title: 'server',
    plural: 'servers',
    count: { min: 1, max: 9, default: 5 },
    shape: 'circle',
  },
];

const key = { id: 'key', title: 'key', kind: 'string', maxLength: 16, default: 'x' } as const;
const server = { kind: 'node', role: 'server' } as const;
const via = { id: 'via', title: 'by way of', kind: 'node', role: 'server', optional: true } as const;

export const commands: Meta['commands'] = [
  {
    type: 'write',
    role: 'client',
    title: 'Client write',
    label: '{key}={value}',
    fields: [
      key,
      { id: 'value', title: 'value', kind: 'int', min: -1_000_000_000, max: 1_000_000_000, default: 1 },
      via,
    ],
  },
  { type: 'read', role: 'client', title: 'Client read', label: 'read {key}', fields: [key, via] },
  {
    type: 'transfer',
    role: 'server',
    title: 'Hand over leadership',
    label: 'hand over to {to}',
    fields: [{ id: 'to', title: 'to', ...server }],
  },
  {
    type: 'addServer',
    role: 'server',
    title: 'Add a server',
    label: 'add {server}',
    fields: [{ id: 'server', title: 'server', ...server }],
  },
  {
    type: 'removeServer',
    role: 'server',
    title: 'Remove a server',
    label: 'remove {server}',
    fields: [{ id: 'server', title: 'server', ...server }],
  },
  {
    type: 'reconfigure',
    role: 'server',
    title: 'Change members jointly',
    label: 'change members to {members}',
    fields: [{ id: 'members', title: 'members', kind: 'string', maxLength: 40, default: 'S1 S2 S3' }],
  },
];

export const timers: Meta['timers'] = [
  { id: 'election', role: 'server', title: 'election timer', arc: true },
  { id: 'heartbeat', role: 'server', title: 'heartbeat timer' },
  { id: 'request', role: 'client', title: 'patience' },
  { id: 'retry', role: 'client', title: 'backoff' },
  { id: 'quorum', role: 'server', title: 'quorum check' },
  { id: 'batch', role: 'server', title: 'batch' },
  { id: 'snapshot', role: 'server', title: 'snapshot' },
  { id: 'transfer', role: 'server', title: 'handover' },
  { id: 'resend', role: 'client', title: 'retry' },
];
