import { type Story, turns } from './story.ts';

export const roomBooking: Story = {
  id: 'room-booking',
  title: 'Room booking',
  tale: 'Ann and Ben want room 1 at ten. Each looks whether it is taken, and books it if it is not.',
  source: 'Kleppmann 2017, chapter 7, example 7-2',
  setup: [
    'create table bookings (id int primary key, room int, hour int, who text)',
    "insert into bookings (id, room, hour, who) values (1, 2, 10, 'Cleo')",
  ],
  sessions: ['Ann', 'Ben'].map((who, i) => ({
    session: `T${i + 1}`,
    role: `${who} books`,
    statements: [
      { sql: 'begin' },
      { sql: 'select count(*) from bookings where room = 1 and hour = 10', as: 'taken' },
      {
        sql: `insert into bookings (id, room, hour, who) values (${i + 2}, 1, 10, '${who}')`,
        when: { name: 'taken', is: '=' as const, value: 0 },
      },
      { sql: 'commit' },
    ],
  })),
  invariant: {
    sentence: 'Nobody shares room 1 at ten.',
    sql: 'select count(*) from bookings where room = 1 and hour = 10',
    is: '<=',
    value: 1,
  },
  turns: turns('T1 T2 T1 T2 T1 T2 T1 T2'),
  wrong: 'Both found the room free. There was no row yet that either could have locked.',
  broken: {
    none: ['read uncommitted'],
    '2pl': ['read uncommitted', 'read committed', 'repeatable read'],
    occ: [],
    postgres: ['read committed', 'repeatable read'],
    mysql: ['read uncommitted', 'read committed', 'repeatable read'],
  },
};
