/** Who takes part, what clients can be told, and timers. */
import type { Meta } from '../../../engine/meta.ts';

const key = { id: 'key', title: 'key', kind: 'string', maxLength: 16, default: 'x' } as const;
const via = { id: 'via', title: 'by way of', kind: 'node', role: 'replica', optional: true } as const;

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
    id: 'replica',
    prefix: 'R',
    title: 'replica',
    plural: 'replicas',
    count: { min: 1, max: 13, default: 4 },
    shape: 'circle',
  },
];

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
];

export const timers: Meta['timers'] = [
  { id: 'view', role: 'replica', title: 'view timer', arc: true },
  { id: 'status', role: 'replica', title: 'status timer' },
  { id: 'fetch', role: 'replica', title: 'fetch timer' },
  { id: 'retry', role: 'client', title: 'retry' },
];
