import { type Story, turns } from './story.ts';

const visit = [
  { sql: 'begin' },
  { sql: 'select n from counters where page = 1', as: 'n' },
  { sql: 'update counters set n = :n + 1 where page = 1' },
  { sql: 'commit' },
];

export const counter: Story = {
  id: 'counter',
  title: 'Counter',
  tale: 'Two visitors come to a page. For each, the server reads the counter, adds one, and writes it back.',
  source: 'Berenson et al. 1995, section 4.1, H4',
  setup: [
    'create table counters (page int primary key, n int)',
    'insert into counters (page, n) values (1, 0)',
  ],
  sessions: [
    { session: 'T1', role: 'a visitor', statements: visit },
    { session: 'T2', role: 'another visitor', statements: visit },
  ],
  invariant: null,
  turns: turns('T1 T1 T2 T2 T1 T1 T2 T2'),
  wrong: 'Two visits were counted as one: both read the same number.',
  broken: {
    none: ['read uncommitted'],
    '2pl': ['read uncommitted', 'read committed'],
    occ: [],
    postgres: ['read committed'],
    mysql: ['read uncommitted', 'read committed', 'repeatable read'],
  },
};
