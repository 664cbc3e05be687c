import { type Story, turns } from './story.ts';

export const onCallDoctors: Story = {
  id: 'on-call-doctors',
  title: 'On-call doctors',
  tale: 'Alice and Bob are on call, and both feel ill. A doctor may go home if somebody else stays. Both ask at the same moment.',
  source: 'Cahill, Röhm, Fekete 2008, section 1',
  setup: [
    'create table doctors (name text primary key, on_call int)',
    "insert into doctors (name, on_call) values ('Alice', 1), ('Bob', 1)",
  ],
  sessions: ['Alice', 'Bob'].map((name, i) => ({
    session: `T${i + 1}`,
    role: `${name} asks to go home`,
    statements: [
      { sql: 'begin' },
      { sql: 'select count(*) from doctors where on_call = 1', as: 'there' },
      {
        sql: `update doctors set on_call = 0 where name = '${name}'`,
        when: { name: 'there', is: '>=' as const, value: 2 },
      },
      { sql: 'commit' },
    ],
  })),
  invariant: {
    sentence: 'Somebody is on call.',
    sql: 'select count(*) from doctors where on_call = 1',
    is: '>=',
    value: 1,
  },
  turns: turns('T1 T2 T1 T2 T1 T2 T1 T2'),
  wrong: 'Both counted two, and both went home: each wrote a row that the other had only read.',
  broken: {
    none: ['read uncommitted'],
    '2pl': ['read uncommitted', 'read committed'],
    occ: [],
    postgres: ['read committed', 'repeatable read'],
    mysql: ['read uncommitted', 'read committed', 'repeatable read'],
  },
};
