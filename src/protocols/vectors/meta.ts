import type { CommandMeta, Meta, RoleMeta } from '../../engine/meta.ts';
import { card } from './card.ts';

const MATTERN = 'Mattern, “Virtual Time and Global States of Distributed Systems”, 1988';
const FIDGE = 'Fidge, “Timestamps in Message-Passing Systems That Preserve the Partial Ordering”, 1988';

function person(id: string, prefix: string, title: string): RoleMeta {
  const count = { min: 1, max: 1, default: 1 };
  return { id, prefix, title, plural: title, count, shape: 'circle', disk: false };
}
const roles: readonly RoleMeta[] = [
  person('alice', 'A', 'Alice'),
  person('bob', 'B', 'Bob'),
  person('carol', 'C', 'Carol'),
  {
    id: 'guest',
    prefix: 'G',
    title: 'guest',
    plural: 'guests',
    count: { min: 0, max: 4, default: 0 },
    shape: 'circle',
    disk: false,
  },
];

/** Everybody can do all of this. */
const commands: readonly CommandMeta[] = roles.flatMap(({ id: role }): CommandMeta[] => [
  {
    type: 'post',
    role,
    title: 'Post',
    label: '{text}',
    fields: [{ id: 'text', title: 'text', kind: 'string', maxLength: 12, default: 'hello' }],
  },
  {
    type: 'answer',
    role,
    title: 'Answer a post',
    label: '{text}, once it has {to}',
    fields: [
      { id: 'text', title: 'answer', kind: 'string', maxLength: 12, default: 'yes' },
      { id: 'to', title: 'to the post', kind: 'string', maxLength: 12, default: 'hello' },
    ],
  },
  {
    type: 'pass',
    role,
    title: 'Pass a note along',
    label: '{text} via {route}',
    fields: [
      { id: 'text', title: 'text', kind: 'string', maxLength: 12, default: 'note' },
      { id: 'route', title: 'by way of', kind: 'string', maxLength: 24, default: 'B1 C1 A1' },
    ],
  },
  { type: 'event', role, title: 'An event of its own', label: 'event', fields: [] },
]);

export const meta: Meta = {
  ...card,
  version: 1,
  roles,
  params: [
    {
      id: 'posts',
      title: 'posts by itself',
      help: 'How many posts each member makes without being told to. 0: only when told.',
      kind: 'int',
      min: 0,
      max: 10_000,
      default: 1,
    },
    {
      id: 'pace',
      title: 'pause before a post',
      help: 'A member that posts by itself waits so long before each post, drawn from this range.',
      kind: 'range',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: [10_000, 120_000],
    },
  ],
  commands,
  variants: [
    {
      id: 'noMerge',
      title: 'Who receives does not take over what the sender knew',
      breaks: ['clock-condition'],
      scenario: 'no-merge',
    },
    {
      id: 'noTickOnReceive',
      title: 'A receipt is not counted: the rule of version vectors',
      breaks: ['clock-condition', 'strong-clock-condition'],
      scenario: 'no-tick-on-receive',
    },
    {
      id: 'scalar',
      title: 'All count in one entry: a Lamport clock',
      breaks: ['strong-clock-condition'],
      scenario: 'one-entry',
    },
  ],
  timers: roles.map(({ id: role }) => ({ id: 'pace', role, title: 'pause before the next post' })),
  // Protocol.messageKind returns indices into this list.
  messages: [
    { id: 'Post', letter: 'P', title: 'post' },
    { id: 'Pass', letter: 'n', title: 'note' },
  ],
  // Role.status returns indices into this list.
  statuses: [{ id: 'reading', title: '', mark: 'plain' }],
  notes: [
    { id: 'posts', text: '{node} posts “{text}” at {vector}', level: 'major', label: '{text} {vector}' },
    {
      id: 'receives',
      text: '{node} receives “{text}” from {from}, at {vector}',
      level: 'major',
      label: '{vector}',
    },
    { id: 'passes', text: '{node} passes “{text}” on to {to} at {vector}', level: 'minor' },
    { id: 'acts', text: '{node} has an event of its own, at {vector}', level: 'major', label: '{vector}' },
    {
      id: 'concurrent',
      text: '{node} sees that “{a}” of {author} and “{b}” of {other} are concurrent: neither knew of the other',
      level: 'major',
    },
  ],
  fields: {
    V: { help: 'How many events of each member are known of; on a message: by its sender when it sent it.' },
    posts: { help: 'What stands on its own board, in the order in which it came.' },
    answers: { help: 'What it will say once it has read something.' },
    made: { help: 'How many posts it has made by itself.' },
    route: { help: 'To whom it is passed on after this.' },
    event: {
      help: 'Which event this is, and which one sent what it received. No rule reads it; promises do.',
    },
    n: { help: 'Which event of the sender sent it. No rule reads it; promises do.' },
  },
  properties: [
    {
      id: 'clock-condition',
      title: 'If a happened before b, then V(a) < V(b)',
      source: `${MATTERN}; ${FIDGE}`,
      kind: 'always',
    },
    {
      id: 'strong-clock-condition',
      title: 'If V(a) < V(b), then a happened before b',
      source: `${MATTERN}; ${FIDGE}`,
      kind: 'always',
    },
  ],
  modelled: ['vector clocks on a board of three to seven members', 'which posts are concurrent'],
  notModelled: [
    'separate events within a step: what a member sends when it receives bears the vector of the receipt',
    'holding a reply back until its question has come (see Broadcast)',
    'versions of data: a version vector counts writes, not events',
  ],
  duration: 400_000,
  engine: { latency: [10_000, 40_000] },
  sources: [MATTERN, FIDGE],
};

export default meta;
