/** Random interleavings of two and three sessions over one small table. The same seed gives the same interleaving. */
import type { Step } from '../protocols/isolation/db/play.ts';
import type { Level } from '../protocols/isolation/db/state.ts';

export interface RandomSchedule {
  readonly seed: number;
  readonly level: Level;
  readonly setup: readonly string[];
  readonly steps: readonly Step[];
}

export interface Taste {
  readonly level: Level;
  /** Locks on rows in words of PostgreSQL that others do not have, and updates of keys. */
  readonly rich: boolean;
  /** Five sessions, most of whose statements want the same two rows: queues form. */
  readonly crowd?: boolean;
}

export const SETUP = [
  'create table test (id int primary key, value int)',
  'insert into test values (1, 10), (2, 20), (3, 30)',
];

type Dice = (below: number) => number;

export function randomSchedule(seed: number, taste: Taste): RandomSchedule {
  const { level, crowd = false } = taste;
  const roll = dice(seed);
  const few = roll(3) === 0 ? ['T1', 'T2'] : ['T1', 'T2', 'T3'];
  const sessions = crowd ? ['T1', 'T2', 'T3', 'T4', 'T5'] : few;
  const scripts = sessions.map((session) => scriptOf(session, taste, roll));
  const steps: Step[] = [];
  for (;;) {
    const left = scripts.filter((s) => s.length > 0);
    if (left.length === 0) break;
    steps.push((left[roll(left.length)] as Step[]).shift() as Step);
  }
  // Whoever was waiting when its end came has another chance, and then another.
  for (let round = 0; round < 3; round++)
    for (const session of sessions) steps.push({ session, sql: 'commit' });
  return { seed, level, setup: SETUP, steps };
}

function scriptOf(session: string, { level, rich, crowd = false }: Taste, roll: Dice): Step[] {
  const sql: string[] = [];
  const transactions = roll(4) === 0 ? 2 : 1;
  for (let t = 0; t < transactions; t++) {
    // A statement without a transaction, now and then.
    if (roll(8) === 0) {
      sql.push(crowd ? wanted(roll) : statement(rich, roll));
      continue;
    }
    sql.push(`begin isolation level ${level}`);
    let saved = false;
    for (let left = 1 + roll(4); left > 0; left--) {
      if (rich && roll(12) === 0) {
        sql.push(saved ? (roll(3) === 0 ? 'release s' : 'rollback to s') : 'savepoint s');
        saved = true;
      }
      sql.push(crowd && roll(4) > 0 ? wanted(roll) : statement(rich, roll));
    }
    sql.push(roll(4) === 0 ? 'rollback' : 'commit');
  }
  return sql.map((s) => ({ session, sql: s }));
}

/** A statement on one of two rows. */
function wanted(roll: Dice): string {
  const row = `id = ${1 + (roll(4) % 2)}`;
  switch (roll(8)) {
    case 0:
    case 1:
    case 2:
      return `update test set value = value + 1 where ${row}`;
    case 3:
      return `update test set id = id + ${3 + roll(2)} where ${row}`;
    case 4:
      return `delete from test where ${row}`;
    default:
      return `select * from test where ${row}${[...MORE_LOCKS, ' for update', ' for share'][roll(6)]}`;
  }
}

const LOCKS = ['', '', '', ' for update', ' for share'];
const MORE_LOCKS = [' for no key update', ' for key share', ' for update nowait', ' for update skip locked'];

function statement(rich: boolean, roll: Dice): string {
  const kind = roll(rich ? 11 : 10);
  const lock = rich && roll(5) === 0 ? MORE_LOCKS[roll(4)] : LOCKS[roll(5)];
  switch (kind) {
    case 0:
    case 1:
      return `select * from test where ${condition(roll)}${lock}`;
    case 2:
      return roll(2) === 0 ? `select * from test${lock}` : 'select sum(value), count(*) from test';
    case 3:
    case 4:
    case 5:
      return `update test set value = ${value(roll)} where ${condition(roll)}`;
    case 6:
      return roll(2) === 0
        ? `update test set value = ${value(roll)}`
        : `select * from test order by value, id${lock}`;
    case 7:
      return roll(4) === 0
        ? `insert into test values (${1 + roll(5)}, ${roll(7) * 10}), (${1 + roll(5)}, 5)`
        : `insert into test values (${1 + roll(5)}, ${roll(7) * 10})`;
    case 8:
      return roll(6) === 0 ? 'delete from test' : `delete from test where ${condition(roll)}`;
    case 9:
      return `update test set value = value + ${1 + roll(3)} where id = ${1 + roll(4)}`;
    default:
      return `update test set id = id + ${1 + roll(3)} where id = ${1 + roll(4)}`;
  }
}

function condition(roll: Dice): string {
  switch (roll(6)) {
    case 0:
    case 1:
    case 2:
      return `id = ${1 + roll(4)}`;
    case 3:
      return `value ${['=', '>=', '<'][roll(3)]} ${roll(4) * 10}`;
    case 4:
      return `value % ${2 + roll(2)} = ${roll(2)}`;
    default:
      return `id ${['in (1, 3)', 'between 2 and 3', '> 1'][roll(3)]}`;
  }
}

function value(roll: Dice): string {
  return ['value + 10', 'value - 10', `${roll(5) * 10}`, 'value * 2', `${11 + roll(3)}`][roll(5)] as string;
}

/** Mulberry32. */
function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
