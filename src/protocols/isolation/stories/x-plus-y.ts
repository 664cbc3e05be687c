import { type Story, turns } from './story.ts';

export const xPlusY: Story = {
  id: 'x-plus-y',
  title: 'x + y = 100',
  tale: 'T1 moves 40 from x to y. Meanwhile an auditor adds the two up and files the sum.',
  source: 'Berenson et al. 1995, section 3, H1 and H2',
  setup: [
    'create table accounts (name text primary key, value int)',
    'create table reports (id int primary key, total int)',
    "insert into accounts (name, value) values ('x', 50), ('y', 50)",
  ],
  sessions: [
    {
      session: 'T1',
      role: 'moves 40 from x to y',
      statements: [
        { sql: 'begin' },
        { sql: "update accounts set value = value - 40 where name = 'x'" },
        { sql: "update accounts set value = value + 40 where name = 'y'" },
        { sql: 'commit' },
      ],
    },
    {
      session: 'T2',
      role: 'audits',
      statements: [
        { sql: 'begin' },
        { sql: "select value from accounts where name = 'x'", as: 'x' },
        { sql: "select value from accounts where name = 'y'", as: 'y' },
        { sql: 'insert into reports (id, total) values (1, :x + :y)' },
        { sql: 'commit' },
      ],
    },
  ],
  invariant: {
    sentence: 'Every report says 100.',
    sql: 'select count(*) from reports where total <> 100',
    is: '=',
    value: 0,
  },
  turns: turns('T2 T2 T1 T1 T1 T1 T2 T2 T2'),
  wrong: 'The auditor read x before the transfer and y after it: 140.',
  broken: {
    none: ['read uncommitted'],
    '2pl': ['read uncommitted', 'read committed'],
    occ: [],
    postgres: ['read committed'],
    mysql: ['read uncommitted', 'read committed'],
  },
};
