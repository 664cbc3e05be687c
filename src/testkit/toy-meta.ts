import type { Meta } from '../engine/meta.ts';

export const meta: Meta = {
  id: 'toy',
  title: 'Toy',
  version: 1,
  family: 'test',
  summary: 'Gossip without a purpose.',
  roles: [
    {
      id: 'peer',
      prefix: 'P',
      title: 'peer',
      plural: 'peers',
      count: { min: 1, max: 32, default: 4 },
      shape: 'circle',
    },
  ],
  params: [],
  commands: [
    {
      type: 'add',
      role: 'peer',
      title: 'Add',
      label: '+{amount}',
      fields: [{ id: 'amount', title: 'amount', kind: 'int', min: 0, max: 100 }],
    },
  ],
  variants: [{ id: 'explode', title: 'Handlers throw', breaks: [], scenario: '' }],
  timers: [
    { id: 'tick', role: 'peer', title: 'tick' },
    { id: 'idle', role: 'peer', title: 'idle' },
  ],
  messages: [
    { id: 'rumor', letter: 'R', title: 'rumor' },
    { id: 'echo', letter: 'E', title: 'echo', reply: true },
  ],
  statuses: [
    { id: 'quiet', title: 'quiet', mark: 'plain' },
    { id: 'asking', title: 'asking', mark: 'filled', band: true },
  ],
  notes: [
    { id: 'backAgain', text: '{node} is back with {total}', level: 'major' },
    { id: 'early', text: '{node} ticked early', level: 'major' },
  ],
  properties: [
    { id: 'growing', title: 'Totals never shrink', source: 'this file', kind: 'always' },
    { id: 'small', title: 'Totals stay small', source: 'this file', kind: 'always' },
  ],
  modelled: [],
  notModelled: [],
  duration: 300_000,
  sources: [],
};
