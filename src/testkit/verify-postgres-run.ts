/** An interleaving on a real PostgreSQL: each statement is sent when everybody is at rest, with an answer or in a wait. */
import type { Answer, PgClient } from './verify-postgres-client.ts';
import type { Came, Result, StepResult } from './verify-result.ts';
import type { RandomSchedule } from './verify-schedules.ts';

interface Sent {
  readonly step: number;
  answer: Answer | null;
}

/** @param patience how long a wait must last to be one, ms */
export async function theirResult(
  [control, ...others]: readonly PgClient[],
  schedule: RandomSchedule,
  patience: number,
): Promise<Result> {
  if (control === undefined) throw new Error('no connection');
  await control.query('drop table if exists test');
  for (const sql of schedule.setup) await control.query(sql);
  const names = [...new Set(schedule.steps.map(({ session }) => session))].sort();
  const clients = new Map(names.map((name, i) => [name, others[i] as PgClient]));
  for (const client of clients.values()) {
    await client.query(`set default_transaction_isolation = '${schedule.level}'`);
  }
  const busy = new Map<string, Sent>();
  const steps: StepResult[] = [];
  for (const [at, { session, sql }] of schedule.steps.entries()) {
    if (busy.has(session)) {
      steps.push({ came: null });
      continue;
    }
    const sent: Sent = { step: at, answer: null };
    busy.set(session, sent);
    steps.push({ came: null, releasedBy: -1 });
    void (clients.get(session) as PgClient).query(sql).then((answer) => {
      sent.answer = answer;
    });
    await rest(control, clients, busy, patience);
    for (const [id, { step, answer }] of [...busy]) {
      if (answer === null) continue;
      busy.delete(id);
      const came = cameOf(answer, schedule.steps[step]?.sql ?? '');
      steps[step] = step === at ? { came } : { came, releasedBy: at };
    }
  }
  // Who waits to the last is released by the others' going.
  const open = new Map(clients);
  while (open.size > 0) {
    for (const [name, client] of [...open]) {
      if (busy.get(name)?.answer === null) continue;
      await client.query('rollback');
      open.delete(name);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  const final = await control.query('select * from test order by id');
  return { steps, final: cameOf(final, 'order by') as Result['final'] };
}

/** Returns when every session has its answer, or has waited for a lock long enough to have looked for a circle. */
async function rest(
  control: PgClient,
  clients: ReadonlyMap<string, PgClient>,
  busy: ReadonlyMap<string, Sent>,
  patience: number,
): Promise<void> {
  for (let turn = 0; ; turn++) {
    // What is answered at once needs no question.
    for (let i = 0; i < 20 && [...busy.values()].some((s) => s.answer === null); i++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const open = [...busy].filter(([, s]) => s.answer === null);
    if (open.length === 0) return;
    const waiting = await control.query(
      `select distinct pid from pg_locks where not granted and waitstart < clock_timestamp() - interval '${patience} ms'`,
    );
    if (!('rows' in waiting)) throw new Error('pg_locks cannot be read');
    const pids = new Set(waiting.rows.map(([pid]) => Number(pid)));
    const still = [...busy].filter(([, s]) => s.answer === null);
    if (still.length === open.length && still.every(([id]) => pids.has((clients.get(id) as PgClient).pid)))
      return;
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (turn > 20_000) throw new Error('the server does not come to rest');
  }
}

function cameOf(answer: Answer, sql: string): Came {
  if ('error' in answer) return answer.error;
  if ('count' in answer) return answer.count;
  const rows = answer.rows.map((row) => row.map((cell) => (cell === null ? null : Number(cell))));
  // Where no order is asked for, any will do: ours is that of the key.
  return sql.includes('order by') ? rows : rows.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}
