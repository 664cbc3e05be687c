/** Who takes part, what they are told to do, and what their timers are. */
import type { Meta } from '../../../engine/meta.ts';

const SETS = ['g-set', '2p-set', 'or-set', 'orswot'];
const TEXTS = ['rga', 'fugue'];

export const roles: Meta['roles'] = [
  {
    id: 'replica',
    prefix: 'R',
    title: 'replica',
    plural: 'replicas',
    count: { min: 2, max: 6, default: 3 },
    shape: 'circle',
  },
];

export const commands: Meta['commands'] = [
  {
    type: 'update',
    role: 'replica',
    title: 'Update',
    label: 'update: {word}',
    fields: [{ id: 'word', title: 'word', kind: 'string', maxLength: 20, default: 'milk' }],
  },
  {
    type: 'item',
    role: 'replica',
    when: { param: 'type', is: ['or-map'] },
    title: 'Add to an item',
    label: '{by} {key}',
    fields: [
      { id: 'key', title: 'item', kind: 'string', maxLength: 20, default: 'milk' },
      { id: 'by', title: 'how many more', kind: 'int', min: -1_000, max: 1_000, default: 1 },
      { id: 'note', title: 'note', kind: 'string', maxLength: 20, optional: true },
    ],
  },
  {
    type: 'delete',
    role: 'replica',
    when: { param: 'type', is: ['lww-map', 'or-map'] },
    title: 'Delete a key',
    label: 'delete {key}',
    fields: [{ id: 'key', title: 'key', kind: 'string', maxLength: 20, default: 'milk' }],
  },
  {
    type: 'merge',
    role: 'replica',
    title: 'Merge into another replica',
    label: 'merge into {into}',
    fields: [{ id: 'into', title: 'into', kind: 'node', role: 'replica' }],
  },
  {
    type: 'increment',
    role: 'replica',
    when: { param: 'type', is: ['g-counter', 'pn-counter'] },
    title: 'Increment',
    label: '+{by}',
    fields: [{ id: 'by', title: 'by', kind: 'int', min: 1, max: 1_000, default: 1 }],
  },
  {
    type: 'decrement',
    role: 'replica',
    when: { param: 'type', is: ['pn-counter'] },
    title: 'Decrement',
    label: '−{by}',
    fields: [{ id: 'by', title: 'by', kind: 'int', min: 1, max: 1_000, default: 1 }],
  },
  {
    type: 'add',
    role: 'replica',
    when: { param: 'type', is: SETS },
    title: 'Add an element',
    label: 'add {element}',
    fields: [{ id: 'element', title: 'element', kind: 'string', maxLength: 20, default: 'milk' }],
  },
  {
    type: 'remove',
    role: 'replica',
    when: { param: 'type', is: SETS.slice(1) },
    title: 'Remove an element',
    label: 'remove {element}',
    fields: [{ id: 'element', title: 'element', kind: 'string', maxLength: 20, default: 'milk' }],
  },
  {
    type: 'write',
    role: 'replica',
    when: { param: 'type', is: ['lww-register', 'mv-register'] },
    title: 'Write',
    label: 'write {value}',
    fields: [{ id: 'value', title: 'value', kind: 'string', maxLength: 20, default: 'x' }],
  },
  {
    type: 'put',
    role: 'replica',
    when: { param: 'type', is: ['lww-map'] },
    title: 'Set a key',
    label: '{key} = {value}',
    fields: [
      { id: 'key', title: 'key', kind: 'string', maxLength: 20, default: 'milk' },
      { id: 'value', title: 'value', kind: 'string', maxLength: 20, default: '2' },
    ],
  },
  {
    type: 'type',
    role: 'replica',
    when: { param: 'type', is: TEXTS },
    title: 'Type text',
    label: '“{text}” at {at}',
    fields: [
      { id: 'at', title: 'at position', kind: 'int', min: 0, max: 1_000_000, default: 0 },
      { id: 'text', title: 'text', kind: 'string', maxLength: 2_000, default: 'a' },
    ],
  },
  {
    type: 'erase',
    role: 'replica',
    when: { param: 'type', is: TEXTS },
    title: 'Erase text',
    label: 'erase {count} at {at}',
    fields: [
      { id: 'at', title: 'at position', kind: 'int', min: 0, max: 1_000_000, default: 0 },
      { id: 'count', title: 'characters', kind: 'int', min: 1, max: 1_000_000, default: 1 },
    ],
  },
];

export const timers: Meta['timers'] = [
  { id: 'sync', role: 'replica', title: 'synchronisation timer', arc: true },
];
