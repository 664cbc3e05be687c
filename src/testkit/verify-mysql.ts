/**
 * Compares our InnoDB with a real one, of MariaDB: random interleavings at all four levels on both; every outcome, wait, error code and final
 * table has to be the same. Of a circle the lightest goes, by a weight that counts structures of the server's memory: where ours weighs
 * otherwise, all else has to be the same once the victim is the real one's; and of several who are let go at once, another may go first. Deletes are left out of the strict comparison (and
 * their agreement is told): when a deleted row is purged, and its place in the index with it, is up to a thread of the server's own.
 *
 * `npm run verify:mysql -- [--count 2000] [--from 1] [--record] [--deletes]`; `--deletes` shows the first of those that differ.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LEVELS, type Level, type Waking } from '../protocols/isolation/db/state.ts';
import { MyClient } from './verify-mysql-client.ts';
import { theirMysqlResult } from './verify-mysql-run.ts';
import { difference, ourResult, type Result } from './verify-result.ts';
import { type RandomSchedule, randomSchedule } from './verify-schedules.ts';

const RECORDED = 300;
const RECORD = 'src/protocols/isolation/db/recorded/mysql.jsonl';

export async function main(args: readonly string[]): Promise<number> {
  const number = (flag: string, otherwise: number) =>
    args.includes(flag) ? Number(args[args.indexOf(flag) + 1]) : otherwise;
  const binary = ['/usr/sbin/mariadbd', '/usr/sbin/mysqld'].find((path) => existsSync(path));
  if (binary === undefined) {
    console.error(
      'There is no MariaDB on this machine; on Debian, "apt-get install mariadb-server" brings one.',
    );
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'verify-mysql-'));
  const root = process.getuid?.() === 0;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'mysql'], { encoding: 'utf8' }));
  const user = root ? { uid: id('-u'), gid: id('-g') } : {};
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const socket = join(folder, 'socket');
  execFileSync(
    'mariadb-install-db',
    ['--no-defaults', `--datadir=${data}`, '--skip-test-db', '--auth-root-authentication-method=normal'],
    {
      ...user,
      cwd: folder,
      stdio: 'ignore',
    },
  );
  const settings = ['--no-defaults', `--datadir=${data}`, `--socket=${socket}`, '--skip-networking'].concat([
    `--pid-file=${join(folder, 'pid')}`,
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-lock-wait-timeout=1000',
    '--innodb-stats-persistent=0',
  ]);
  const server = spawn(binary, settings, { ...user, cwd: folder, stdio: 'ignore' });
  const stop = () => {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  // Who stops the comparison half-way stops the server too.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop();
      process.exit(130);
    });
  }
  try {
    const clients = [await patiently(socket, server)];
    while (clients.length < 4) clients.push(await MyClient.open(socket));
    const [control] = clients as [MyClient];
    const version = await control.query('select version()');
    console.log(`MariaDB ${'rows' in version ? version.rows[0]?.[0] : ''}`);
    await control.query('create database if not exists verify');
    for (const client of clients) await client.query('use verify');
    return await compare(clients, number('--count', 2000), number('--from', 1), {
      record: args.includes('--record'),
      showDeletes: args.includes('--deletes'),
    });
  } finally {
    stop();
  }
}

async function patiently(socket: string, server: ChildProcess): Promise<MyClient> {
  for (let tries = 0; ; tries++) {
    try {
      return await MyClient.open(socket);
    } catch (error) {
      if (tries > 200 || server.exitCode !== null) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function compare(
  clients: readonly MyClient[],
  count: number,
  from: number,
  { record, showDeletes }: { readonly record: boolean; readonly showDeletes: boolean },
): Promise<number> {
  const tally = { same: 0, victim: 0, race: 0, different: 0, deletesSame: 0, deletes: 0, shown: 0 };
  const recorded: unknown[] = [];
  for (let seed = from; seed < from + count; seed++) {
    const level = LEVELS[seed % 4] as Level;
    const schedule = randomSchedule(seed, { level, rich: false });
    const deletes = schedule.steps.some(({ sql }) => sql.startsWith('delete'));
    const theirs = await theirMysqlResult(clients, schedule);
    const why = difference(ourResult('mysql', schedule), theirs);
    const open = why === null ? [] : victimsOf(schedule, theirs);
    const victim = open.length > 0 && difference(ourResult('mysql', schedule, open), theirs) === null;
    if (deletes) {
      tally.deletes += 1;
      if (why === null || victim) tally.deletesSame += 1;
      else if (showDeletes && tally.shown++ < 6) show(schedule, theirs, why);
    } else if (why === null) tally.same += 1;
    else if (victim) tally.victim += 1;
    else if (raced(schedule, theirs, open)) tally.race += 1;
    else {
      tally.different += 1;
      if (tally.shown++ < 6) show(schedule, theirs, why);
    }
    if (
      record &&
      why === null &&
      recorded.length < RECORDED &&
      theirs.steps.some((s) => s.releasedBy !== undefined)
    ) {
      recorded.push([seed, level, theirs.steps.map((s) => [s.came, s.releasedBy ?? null]), theirs.final]);
    }
  }
  console.log(
    `${tally.same} the same, ${tally.victim} the same with another victim of a circle, ${tally.race} in another order of waking, ${tally.different} different`,
  );
  console.log(`with deletes: ${tally.deletesSame} of ${tally.deletes} the same`);
  if (record) writeFileSync(RECORD, recorded.map((r) => `${JSON.stringify(r)}\n`).join(''));
  return tally.different === 0 ? 0 : 1;
}

/** Whether it is the same if at one step those who can go on do so in the other order: which comes first is up to the server's threads. */
function raced(schedule: RandomSchedule, theirs: Result, open: readonly Waking[]): boolean {
  const steps = new Set(theirs.steps.flatMap(({ releasedBy = -1 }) => (releasedBy < 0 ? [] : [releasedBy])));
  return [...steps].some((step) => {
    const waking: readonly Waking[] = [...open, { step, order: 'last' }];
    return difference(ourResult('mysql', schedule, waking), theirs) === null;
  });
}

/** Whom the real one took of its circles, and when. */
function victimsOf({ steps }: RandomSchedule, theirs: Result): readonly Waking[] {
  return theirs.steps.flatMap(({ came, releasedBy }, at) =>
    came === '40001' ? [{ step: releasedBy ?? at, victim: steps[at]?.session ?? '' }] : [],
  );
}

function show(
  { seed, level, steps }: RandomSchedule,
  theirs: Awaited<ReturnType<typeof theirMysqlResult>>,
  why: string,
) {
  console.log(`\nseed ${seed}, ${level}: ${why}`);
  for (const [i, { session, sql }] of steps.entries()) {
    console.log(`  ${i} ${session} ${sql}  ${JSON.stringify(theirs.steps[i])}`);
  }
}
