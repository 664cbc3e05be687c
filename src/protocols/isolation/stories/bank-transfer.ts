import { type Story, turns } from './story.ts';

const transfer = (amount: number, from: string, to: string) => [
  { sql: 'begin' },
  { sql: `select balance from accounts where name = '${from}'`, as: 'source' },
  { sql: `select balance from accounts where name = '${to}'`, as: 'target' },
  { sql: `update accounts set balance = :source - ${amount} where name = '${from}'` },
  { sql: `update accounts set balance = :target + ${amount} where name = '${to}'` },
  { sql: 'commit' },
];

export const bankTransfer: Story = {
  id: 'bank-transfer',
  title: 'Bank transfer',
  tale: 'One transfer from A to B, one from B to C. Each reads the two balances, computes the new ones, and writes them back.',
  source: 'Gray and Reuter 1993, section 7.2',
  setup: [
    'create table accounts (name text primary key, balance int)',
    "insert into accounts (name, balance) values ('A', 100), ('B', 100), ('C', 100)",
  ],
  sessions: [
    { session: 'T1', role: 'moves 30 from A to B', statements: transfer(30, 'A', 'B') },
    { session: 'T2', role: 'moves 50 from B to C', statements: transfer(50, 'B', 'C') },
  ],
  invariant: {
    sentence: 'The three accounts have 300 between them.',
    sql: 'select sum(balance) from accounts',
    is: '=',
    value: 300,
  },
  turns: turns('T1 T1 T1 T2 T2 T2 T1 T1 T1 T2 T2 T2'),
  wrong: 'T2 computed the balance of B from what it read before T1 had paid in: those 30 are lost.',
  broken: {
    none: ['read uncommitted'],
    '2pl': ['read uncommitted', 'read committed'],
    occ: [],
    postgres: ['read committed'],
    mysql: ['read uncommitted', 'read committed', 'repeatable read'],
  },
};
