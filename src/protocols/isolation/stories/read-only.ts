import { type Story, turns } from './story.ts';

export const readOnly: Story = {
  id: 'read-only',
  title: 'Read-only transaction anomaly',
  tale: 'Both accounts are empty. T1 pays 20 into savings, T2 takes 10 from checking and pays a fee of 1 if there is less than that in the two together. T3 only prints the balances.',
  source: "Fekete, O'Neil, O'Neil 2004, section 1",
  setup: [
    'create table accounts (name text primary key, balance int)',
    "insert into accounts (name, balance) values ('checking', 0), ('savings', 0)",
  ],
  sessions: [
    {
      session: 'T1',
      role: 'pays 20 into savings',
      statements: [
        { sql: 'begin' },
        { sql: "update accounts set balance = balance + 20 where name = 'savings'" },
        { sql: 'commit' },
      ],
    },
    {
      session: 'T2',
      role: 'takes 10 from checking',
      statements: [
        { sql: 'begin' },
        { sql: 'select sum(balance) from accounts', as: 'total' },
        {
          sql: "update accounts set balance = balance - 10 where name = 'checking'",
          when: { name: 'total', is: '>=', value: 10 },
        },
        {
          sql: "update accounts set balance = balance - 11 where name = 'checking'",
          when: { name: 'total', is: '<', value: 10 },
        },
        { sql: 'commit' },
      ],
    },
    {
      session: 'T3',
      role: 'prints the balances',
      statements: [{ sql: 'begin' }, { sql: 'select * from accounts' }, { sql: 'commit' }],
    },
  ],
  invariant: null,
  turns: turns('T2 T2 T1 T1 T1 T3 T3 T3 T2 T2'),
  wrong:
    'T3 saw the 20 and no withdrawal, so T1 came before T2; yet T2 paid the fee, so it came before T1. Without T3 nobody could have told.',
  broken: {
    none: ['read uncommitted'],
    '2pl': ['read uncommitted', 'read committed'],
    occ: [],
    postgres: ['read committed', 'repeatable read'],
    mysql: ['read uncommitted', 'read committed', 'repeatable read'],
  },
};
