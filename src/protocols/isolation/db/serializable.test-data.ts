/** Random schedules of what serializable transactions of PostgreSQL are refused for: short, on three rows, of up to four sessions. */
import type { Step } from './play.ts';

/** What a session may say, by the letters in which the record has it. */
const SAYINGS: readonly (readonly [string, string])[] = [
  ['r1', 'select value from test where id = 1'],
  ['r1', 'select value from test where id = 1'],
  ['r2', 'select value from test where id = 2'],
  ['r2', 'select value from test where id = 2'],
  ['r3', 'select value from test where id = 3'],
  ['r12', 'select value from test where id in (1, 2)'],
  ['r4', 'select value from test where id = 4'],
  ['odd', 'select id from test where value % 2 = 1'],
  ['sum', 'select sum(value) from test'],
  ['w1', 'update test set value = value + 1 where id = 1'],
  ['w2', 'update test set value = value + 1 where id = 2'],
  ['w1', 'update test set value = value + 1 where id = 1'],
  ['w2', 'update test set value = value + 1 where id = 2'],
  ['w3', 'update test set value = value + 1 where id = 3'],
  ['wOdd', 'update test set value = value + 1 where value % 2 = 1'],
  ['i4', 'insert into test values (4, 41)'],
  ['d2', 'delete from test where id = 2'],
  ['m3', 'update test set id = 4 where id = 3'],
  ['sh1', 'select value from test where id = 1 for share'],
  ['sp', 'savepoint a'],
  ['rb', 'rollback to a'],
];
const READS = SAYINGS.slice(0, 9);

export interface Told {
  /** Of each step its session and its letters: `T1 r1`. */
  readonly short: readonly string[];
  readonly steps: readonly Step[];
}

export const SETUP = [
  'create table test (id int primary key, value int)',
  'insert into test values (1, 10), (2, 21), (3, 30)',
];

export function serializableSchedule(seed: number): Told {
  const roll = dice(seed);
  const count = 2 + roll(2);
  const scripts = Array.from({ length: count }, (_, i) => script(`T${i + 1}`, roll));
  const all: (readonly [session: string, short: string, sql: string])[] = [];
  for (;;) {
    const left = scripts.filter((s) => s.length > 0);
    const next = left[roll(Math.max(1, left.length))]?.shift();
    if (next === undefined) break;
    all.push(next);
  }
  return {
    short: all.map(([session, short]) => `${session} ${short}`),
    steps: all.map(([session, , sql]) => ({ session, sql })),
  };
}

function script(session: string, roll: Dice): (readonly [string, string, string])[] {
  const kind = roll(6);
  const readOnly = kind === 0;
  const begin = readOnly
    ? (['bro', 'begin isolation level serializable read only'] as const)
    : (['b', 'begin'] as const);
  const said = Array.from({ length: 1 + roll(3) }, () => {
    const choice = readOnly || kind === 1 ? READS : SAYINGS;
    return choice[roll(choice.length)] ?? ['r1', ''];
  });
  // A savepoint to go back to comes first.
  const saved = said.some(([short]) => short === 'rb') ? ([['sp', 'savepoint a']] as const) : [];
  const end = roll(9) === 0 ? (['a', 'rollback'] as const) : (['c', 'commit'] as const);
  return [begin, ...saved, ...said, end].map(([short = '', sql = '']) => [session, short, sql] as const);
}

type Dice = (below: number) => number;

/** Mulberry32. */
function dice(seed: number): Dice {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
