/** Ways of lying. */
import type { Meta } from '../../../engine/meta.ts';

const replicas = { kind: 'string', maxLength: 40 } as const;

export const behaviours: Meta['behaviours'] = [
  {
    id: 'silent',
    role: 'replica',
    title: 'Says nothing',
    help: 'Hears everything and sends nothing, to anybody or to one other.',
    fields: [{ id: 'to', title: 'to', kind: 'node', role: 'replica', optional: true }],
  },
  {
    id: 'crash',
    role: 'replica',
    title: 'Plays dead',
    help: 'Neither hears nor sends anything, like a crash.',
    fields: [],
  },
  {
    id: 'ignoreClient',
    role: 'replica',
    title: 'Ignores one client',
    help: 'It is deaf to the requests of one client, and correct to all others.',
    fields: [{ id: 'client', title: 'client', kind: 'node', role: 'client' }],
  },
  {
    id: 'equivocate',
    role: 'replica',
    title: 'Tells different stories',
    help: 'As primary it proposes different requests under one number, and commits to each. With one request at hand it waits for another.',
    fields: [
      { id: 'second', title: 'who gets a second request', ...replicas, default: 'R4' },
      { id: 'third', title: 'who gets a third', ...replicas, optional: true },
      { id: 'later', title: 'who gets the second too, later', ...replicas, optional: true },
    ],
  },
  {
    id: 'delay',
    role: 'replica',
    title: 'Says everything late',
    help: 'All it sends takes so much longer.',
    fields: [{ id: 'by', title: 'by (ms)', kind: 'int', min: 1, max: 60_000, default: 100, optional: true }],
  },
  {
    id: 'lieInViewChange',
    role: 'replica',
    title: 'Lies in view changes',
    help: 'It denies all it has prepared, or claims what it cannot prove; as a new primary it may also propose null requests in place of what others prove.',
    fields: [
      {
        id: 'lie',
        title: 'it',
        kind: 'enum',
        options: ['denies', 'invents'],
        default: 'denies',
        optional: true,
      },
      { id: 'proposals', title: 'as a new primary too', kind: 'bool', default: false, optional: true },
    ],
  },
  {
    id: 'replay',
    role: 'replica',
    title: 'Repeats old messages',
    help: 'Sends everybody messages that it has heard before, of whomever.',
    fields: [],
  },
  {
    id: 'wrongDigest',
    role: 'replica',
    title: 'Names wrong digests',
    help: 'What it says of a number bears the digest of no request.',
    fields: [],
  },
  {
    id: 'wrongSequence',
    role: 'replica',
    title: 'Jumps ahead in numbers',
    help: 'What it says of a number it says of one far beyond: as primary it would use up the numbers.',
    fields: [
      {
        id: 'by',
        title: 'by',
        kind: 'int',
        min: 1,
        max: 1_000_000_000,
        default: 1_000_000,
        optional: true,
      },
    ],
  },
  {
    id: 'replyLies',
    role: 'replica',
    title: 'Lies to clients',
    help: 'Executes what is asked, and tells the client another result.',
    fields: [
      {
        id: 'value',
        title: 'result it tells',
        kind: 'int',
        min: -1_000_000_000,
        max: 1_000_000_000,
        default: 666,
        optional: true,
      },
    ],
  },
  {
    id: 'collude',
    role: 'replica',
    title: 'Covers for another',
    help: 'While its partner is primary it agrees with every replica on whatever that replica was told.',
    fields: [{ id: 'with', title: 'partner', kind: 'node', role: 'replica', optional: true }],
  },
  {
    id: 'wrongState',
    role: 'replica',
    title: 'Hands out false states',
    help: 'Sends whoever fetches its state one in which every key holds another value.',
    fields: [
      {
        id: 'value',
        title: 'value it puts',
        kind: 'int',
        min: -1_000_000_000,
        max: 1_000_000_000,
        default: 666,
        optional: true,
      },
    ],
  },
];
