import { type Story, turns } from './story.ts';

const copy = (id: number, from: number, to: number) => [
  { sql: 'begin' },
  { sql: `select sum(value) from numbers where class = ${from}`, as: 'total' },
  { sql: `insert into numbers (id, class, value) values (${id}, ${to}, :total)` },
  { sql: 'commit' },
];

export const intersectingData: Story = {
  id: 'intersecting-data',
  title: 'Intersecting data',
  tale: 'T1 adds up class 1 and inserts the sum into class 2. T2 adds up class 2 and inserts the sum into class 1. Whoever is second must find the sum of the first.',
  source: 'PostgreSQL manual, section 13.2.3',
  setup: [
    'create table numbers (id int primary key, class int, value int)',
    'insert into numbers (id, class, value) values (1, 1, 10), (2, 1, 20), (3, 2, 100), (4, 2, 200)',
  ],
  sessions: [
    { session: 'T1', role: 'adds up class 1', statements: copy(5, 1, 2) },
    { session: 'T2', role: 'adds up class 2', statements: copy(6, 2, 1) },
  ],
  invariant: null,
  turns: turns('T1 T1 T2 T2 T1 T2 T1 T2'),
  wrong: 'The sums are 30 and 300. One after the other they would have been 30 and 330, or 300 and 330.',
  broken: {
    none: ['read uncommitted'],
    '2pl': ['read uncommitted', 'read committed', 'repeatable read'],
    occ: [],
    postgres: ['read committed', 'repeatable read'],
    mysql: ['read uncommitted', 'read committed', 'repeatable read'],
  },
};
