/**
 * Compares our database with a real PostgreSQL: random interleavings are carried out on both, and every outcome, wait, error code and
 * final table has to be the same. Where several sessions are woken by one commit, PostgreSQL leaves it to chance which goes on
 * first: there its result has to be one of those our database has in one of the orders (`Db.waking`), chosen at each step, or one that the real one
 * has another time.
 *
 * `npm run verify:postgres -- [--count 3000] [--from 1] [--only few|crowds|serializable] [--record]`; `--record` writes the results that the tests replay.
 */
import { writeFileSync } from 'node:fs';
import type { IsolationEvent } from '../checkers/isolation/history.ts';
import { judgeIsolation } from '../checkers/isolation/judge.ts';
import { play } from '../protocols/isolation/db/play.ts';
import type { Level, Order, Waking } from '../protocols/isolation/db/state.ts';
import { inDialect } from '../protocols/isolation/matrix/schedule.ts';
import { SCHEDULES } from '../protocols/isolation/matrix/schedules.ts';
import type { PgClient } from './verify-postgres-client.ts';
import { theirResult } from './verify-postgres-run.ts';
import { type Server, startServer } from './verify-postgres-server.ts';
import { difference, ourResult, type Result } from './verify-result.ts';
import { type RandomSchedule, randomSchedule } from './verify-schedules.ts';

const LEVELS: readonly Level[] = ['read committed', 'repeatable read'];
const RECORDED = 300;
const RECORDED_CROWDS = 150;
const FOLDER = 'src/protocols/isolation/db/recorded';

export async function main(args: readonly string[]): Promise<number> {
  const number = (flag: string, otherwise: number) =>
    args.includes(flag) ? Number(args[args.indexOf(flag) + 1]) : otherwise;
  let server: Server;
  try {
    server = await startServer();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
  try {
    console.log(`PostgreSQL ${server.version}`);
    const clients = await Promise.all(['control', 'T1', 'T2', 'T3', 'T4', 'T5'].map(() => server.connect()));
    const count = number('--count', 3000);
    const from = number('--from', 1);
    const record = args.includes('--record');
    const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : null;
    const part = (name: string) => only === null || only === name;
    const few = !part('few') || (await compare(clients, count, from, { record, crowd: false }));
    const fifth = only === null ? Math.ceil(count / 5) : count;
    const crowds = !part('crowds') || (await compare(clients, fifth, from, { record, crowd: true }));
    const serial = !part('serializable') || (await serializable(clients, fifth, from));
    return few && crowds && serial ? 0 : 1;
  } finally {
    server.stop();
  }
}

async function compare(
  clients: PgClient[],
  count: number,
  from: number,
  { record, crowd }: { readonly record: boolean; readonly crowd: boolean },
): Promise<boolean> {
  const tally = { same: 0, race: 0, different: 0, waits: 0, errors: new Map<string, number>() };
  const recorded: unknown[] = [];
  for (let seed = from; seed < from + count; seed++) {
    const level = LEVELS[seed % 2] as Level;
    const schedule = randomSchedule(seed, { level, rich: true, crowd });
    const verdict = await compareOne(clients, schedule);
    tally[verdict.verdict] += 1;
    for (const { came, releasedBy } of verdict.theirs.steps) {
      if (releasedBy !== undefined) tally.waits += 1;
      if (typeof came === 'string') tally.errors.set(came, (tally.errors.get(came) ?? 0) + 1);
    }
    if (verdict.verdict === 'different') {
      console.log(`\nseed ${seed}, ${level}: ${verdict.why}`);
      schedule.steps.forEach(({ session, sql }, i) => {
        console.log(`  ${i} ${session} ${sql}  ${JSON.stringify(verdict.theirs.steps[i])}`);
      });
      if (tally.different >= 5) break;
    }
    if (
      record &&
      verdict.verdict === 'same' &&
      recorded.length < (crowd ? RECORDED_CROWDS : RECORDED) &&
      interesting(verdict.theirs)
    ) {
      recorded.push([
        seed,
        level,
        verdict.theirs.steps.map((s) => [s.came, s.releasedBy ?? null]),
        verdict.theirs.final,
      ]);
    }
  }
  const errors = [...tally.errors].sort().map(([code, n]) => `${code} ${n}`);
  console.log(
    `${crowd ? 'five sessions' : 'two and three sessions'}: ${tally.same} the same, ${tally.race} the same in another order of waking, ${tally.different} different`,
  );
  console.log(`${tally.waits} statements waited; errors: ${errors.join(', ')}`);
  if (record)
    writeFileSync(
      `${FOLDER}/postgres${crowd ? '-crowds' : ''}.jsonl`,
      recorded.map((r) => `${JSON.stringify(r)}\n`).join(''),
    );
  return tally.different === 0;
}

/**
 * At serializable false alarms are allowed and differ (PostgreSQL locks pages where ours locks keys), missed ones are not: whatever ours
 * commits must be serializable. On the schedules of Hermitage the two have to agree.
 */
async function serializable(clients: PgClient[], count: number, from: number): Promise<boolean> {
  const level = 'serializable' as const;
  let wrong = 0;
  for (const schedule of SCHEDULES) {
    const { steps, setup } = inDialect(schedule, { engine: 'postgres', level });
    const given: RandomSchedule = { seed: 0, level, setup, steps };
    const why = difference(ourResult('postgres', given), await theirResult(clients, given, 20));
    if (why === null) continue;
    wrong += 1;
    console.log(`Hermitage ${schedule.id}: ${why}`);
  }
  console.log(
    `serializable: ${SCHEDULES.length - wrong} of ${SCHEDULES.length} schedules of Hermitage the same`,
  );
  let agree = 0;
  for (let seed = from; seed < from + count; seed++) {
    const schedule = randomSchedule(seed, { level, rich: false });
    const { setup, steps } = schedule;
    const played = play({ engine: 'postgres', level }, setup, steps);
    if (!played.ok) throw new Error(played.message);
    const events: readonly IsolationEvent[] = played.observations;
    const judged = judgeIsolation({ events });
    if (!judged.ok || !judged.judgement.serializable) {
      wrong += 1;
      console.log(`seed ${seed}: ours has committed what is not serializable`);
    }
    if (difference(ourResult('postgres', schedule), await theirResult(clients, schedule, 6)) === null)
      agree += 1;
  }
  console.log(
    `serializable: ${count} random interleavings, ${wrong === 0 ? 'all' : 'not all'} of ours serializable; ${agree} the same as theirs`,
  );
  return wrong === 0;
}

/** Somebody waited, or somebody failed. */
function interesting({ steps }: Result): boolean {
  return steps.some((s) => s.releasedBy !== undefined) || steps.some((s) => typeof s.came === 'string');
}

type Verdict = { theirs: Result } & ({ verdict: 'same' | 'race' } | { verdict: 'different'; why: string });

async function compareOne(clients: PgClient[], schedule: RandomSchedule): Promise<Verdict> {
  const ours = ourResult('postgres', schedule);
  let theirs = await theirResult(clients, schedule, 6);
  let why = difference(ours, theirs);
  if (why === null) return { verdict: 'same', theirs };
  // A machine with other things to do may be slow to find a circle: with more patience, it is what it is.
  theirs = await theirResult(clients, schedule, 60);
  why = difference(ours, theirs);
  if (why === null) return { verdict: 'same', theirs };
  if (raced(schedule, theirs)) return { verdict: 'race', theirs };
  // What is chance comes out otherwise another time: of several results of the real one, ours has to be one.
  for (let tries = 0; tries < MORE_TRIES; tries++) {
    const again = await theirResult(clients, schedule, 6);
    if (difference(ours, again) === null || raced(schedule, again)) return { verdict: 'race', theirs };
  }
  return { verdict: 'different', theirs, why };
}

const ORDERS: readonly (readonly Order[])[] = [[], ['last'], ['queue'], ['last', 'queue']];

const MORE_TRIES = 8;

/** As many orders of waking are tried for one schedule. */
const MOST_ORDERS = 500;

/** Whether some order of waking, chosen at each step on which somebody was released, gives what the real one did. */
function raced(schedule: RandomSchedule, theirs: Result): boolean {
  const steps = [
    ...new Set(theirs.steps.flatMap(({ releasedBy }) => (releasedBy === undefined ? [] : [releasedBy]))),
  ];
  const choices = steps
    .filter((step) => step >= 0)
    .map((step) => ORDERS.map((orders) => orders.map((order) => ({ step, order }))));
  // Those that choose at few steps first.
  let tried: readonly (readonly Waking[])[] = [[]];
  for (let tries = 0; tried.length > 0 && tries < MOST_ORDERS; ) {
    const next: (readonly Waking[])[] = [];
    for (const waking of tried) {
      if (tries++ > MOST_ORDERS) return false;
      if (difference(ourResult('postgres', schedule, waking), theirs) === null) return true;
      const last = waking.at(-1);
      const after = typeof last === 'object' ? steps.indexOf(last.step) + 1 : 0;
      for (const at of choices.slice(after))
        for (const chosen of at.slice(1)) next.push([...waking, ...chosen]);
    }
    tried = next;
  }
  return false;
}
