import type { Meta } from '../../engine/meta.ts';
import { card } from './card.ts';

const BERENSON = 'Berenson et al., “A Critique of ANSI SQL Isolation Levels”, SIGMOD 1995';
const ADYA = 'Adya, “Weak Consistency”, MIT 1999';
const GRITTNER = 'Ports & Grittner, “Serializable Snapshot Isolation in PostgreSQL”, VLDB 2012';
const KUNG = 'Kung & Robinson, “On Optimistic Methods for Concurrency Control”, TODS 1981';
const SQL = 400;

export const meta: Meta = {
  ...card,
  version: 3,
  roles: [
    {
      id: 'database',
      prefix: 'D',
      title: 'database',
      plural: 'databases',
      count: { min: 1, max: 1, default: 1 },
      shape: 'circle',
      disk: false,
    },
    {
      id: 'session',
      prefix: 'T',
      title: 'session',
      plural: 'sessions',
      count: { min: 1, max: 4, default: 2 },
      shape: 'square',
      disk: false,
    },
  ],
  params: [
    {
      id: 'engine',
      title: 'engine',
      help: 'Who controls concurrency: PostgreSQL’s way, InnoDB’s (mysql), two-phase locking, optimistic control, or nobody.',
      kind: 'enum',
      options: ['postgres', 'mysql', '2pl', 'occ', 'none'],
      default: 'postgres',
    },
    {
      id: 'level',
      title: 'isolation level',
      help: 'Of transactions that ask for none.',
      kind: 'enum',
      options: ['read uncommitted', 'read committed', 'repeatable read', 'serializable'],
      default: 'read committed',
    },
  ],
  commands: [
    {
      type: 'sql',
      role: 'session',
      title: 'Give a statement',
      label: '{sql}',
      fields: [{ id: 'sql', title: 'SQL', kind: 'string', maxLength: SQL, default: 'select * from test' }],
    },
    {
      type: 'setup',
      role: 'database',
      title: 'Set up tables',
      label: 'set up',
      fields: [
        {
          id: 'sql',
          title: 'SQL',
          kind: 'string',
          maxLength: SQL,
          default:
            'create table test (id int primary key, value int); insert into test values (1, 10), (2, 20)',
        },
      ],
    },
  ],
  variants: [
    {
      id: 'noEPQ',
      title: 'After waiting, the old version of the row is used',
      breaks: ['update-on-newest'],
      scenario: 'stale-counter',
    },
    {
      id: 'noFUW',
      title: 'A snapshot does not keep from writing over what it has not seen',
      breaks: ['no-lost-update', 'serializable-order'],
      scenario: 'second-updater-wins',
    },
    {
      id: 'RRsnapshotPerStatement',
      title: 'At repeatable read each statement has a snapshot of its own',
      breaks: ['stable-reads', 'no-lost-update', 'serializable-order'],
      scenario: 'moving-snapshot',
    },
    {
      id: 'noIndexSIREAD',
      title: 'SIREAD locks on rows only, not on what was not there',
      breaks: ['serializable-order'],
      scenario: 'unseen-phantoms',
    },
    {
      id: 'dropSIREADatCommit',
      title: 'SIREAD locks end with their transaction',
      breaks: ['serializable-order'],
      scenario: 'forgotten-reads',
    },
    {
      id: 'shortWriteLocks',
      title: 'Write locks end with their statement',
      breaks: [
        'no-dirty-write',
        'no-dirty-read',
        'no-lost-update',
        'update-on-newest',
        'stable-reads',
        'serializable-order',
      ],
      scenario: 'short-write-locks',
    },
    {
      id: 'itemLocksOnly',
      title: 'Locks on rows, and none on conditions',
      breaks: ['serializable-order'],
      scenario: 'item-locks-only',
    },
    {
      id: 'noValidation',
      title: 'Nobody looks who has committed since',
      breaks: ['no-lost-update', 'stable-reads', 'serializable-order'],
      scenario: 'unvalidated',
    },
  ],
  timers: [],
  // Protocol.messageKind returns indices into this list.
  messages: [
    { id: 'Ask', letter: 'Q', title: 'statement', client: true },
    { id: 'Answer', letter: 'a', title: 'answer', client: true, reply: true },
    { id: 'Wait', letter: 'w', title: 'word that it must wait', client: true, reply: true },
  ],
  // Role.status returns indices into this list.
  statuses: [
    { id: 'open', title: 'nobody waits', mark: 'plain' },
    { id: 'contended', title: 'somebody waits', mark: 'filled', band: true, label: 'somebody waits' },
    { id: 'idle', title: 'idle', mark: 'plain' },
    { id: 'asking', title: 'has asked', mark: 'plain' },
    { id: 'blocked', title: 'blocked', mark: 'dashed', band: true, label: 'blocked' },
  ],
  notes: [
    { id: 'gives', text: '{node} gives “{sql}”', level: 'minor' },
    { id: 'hears', text: '{node} hears: {answer}', level: 'minor' },
    { id: 'fails', text: '{node} is told {code}: {why}', level: 'major', label: '{code}' },
    { id: 'skipped', text: '{node} is still waiting and cannot give “{sql}”', level: 'minor' },
    { id: 'answers', text: '{node} answers {session}: {answer}', level: 'minor' },
    {
      id: 'waits',
      text: '{session} has to wait for {others}{row}',
      level: 'major',
      label: '{session} waits',
    },
    { id: 'goesOn', text: '{session} goes on', level: 'major', label: '{session} goes on' },
    { id: 'refuses', text: '{node} refuses {session}: {why}', level: 'major', label: 'refuses {session}' },
    { id: 'setUp', text: '{node} is set up with {tables}', level: 'minor' },
    { id: 'badSetup', text: '{node} cannot be set up so: {why}', level: 'major', label: 'no set-up' },
    { id: 'tooLate', text: '{node} is in use and is not set up anew', level: 'minor' },
    {
      id: 'recovers',
      text: '{node} comes back without what was not committed',
      level: 'major',
      label: 'comes back',
    },
  ],
  fields: {
    db: { help: 'Tables with their versions, transactions and locks', drawn: true },
    history: { help: 'What transactions did to versions, for the judge', drawn: true },
    asked: { help: 'Whose statement each step of the database was', drawn: true },
    waits: { help: 'By session that waits, those it waits for' },
    given: { help: 'How many statements it has given' },
    open: { help: 'The statement it has no answer to' },
    log: { help: 'What became of its statements' },
  },
  properties: [
    {
      id: 'no-dirty-write',
      title: 'Nobody writes over what another has not yet committed',
      source: `P0; ${BERENSON}`,
      kind: 'always',
    },
    {
      id: 'no-dirty-read',
      title: 'From read committed on, nobody who commits has read what was not committed',
      source: `G1a, G1b; ${ADYA}`,
      kind: 'always',
    },
    {
      id: 'update-on-newest',
      title: 'An update computes from the version that it replaces',
      source: 'PostgreSQL manual, 13.2.1: the row is re-read after waiting',
      kind: 'always',
    },
    {
      id: 'stable-reads',
      title: 'From repeatable read on, a row read twice is the same unless oneself changed it',
      source: `A2; ${BERENSON}`,
      kind: 'always',
    },
    {
      id: 'no-lost-update',
      title:
        'From repeatable read on, nobody writes over a change of a row that they read before it (InnoDB: only at serializable)',
      source: `P4; ${BERENSON}`,
      kind: 'always',
    },
    {
      id: 'serializable-order',
      title: 'Serializable transactions that commit could have run one after the other',
      source: `PL-3; ${ADYA}`,
      kind: 'always',
    },
  ],
  modelled: [
    'PostgreSQL 15: snapshots, re-checks after waiting, row locks and their queues, SIREAD locks and dangerous structures, deadlocks, savepoints',
    'InnoDB: read views, current reads, record and gap locks, insert intentions, the lightest as victim',
    'what a program computes from what it was told: `:value` in a statement is what its session last read in a column of that name',
    'locking with locks on rows and conditions; optimistic control with backward validation; no control',
  ],
  notModelled: [
    'joins, queries inside queries, grouping, cursors, indices of one’s own (on InnoDB unique columns too), triggers and foreign keys',
    'numbers with fractions: 7 / 2 is 3 on every engine, though MySQL says 3.5',
    'the disk and its log: what is committed survives a crash of the database, and nothing else does',
    'timeouts of waits; vacuum and purge, which are at once or never',
  ],
  panel: 'Sessions',
  duration: 2_000_000,
  engine: { latency: [4_000, 4_000] },
  sources: [BERENSON, ADYA, GRITTNER, KUNG, 'Kleppmann, “Hermitage: Testing the I in ACID”, 2014'],
};

export default meta;
