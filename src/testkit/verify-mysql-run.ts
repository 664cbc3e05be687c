/** An interleaving on a real InnoDB: each statement is sent when everybody is at rest, with an answer or in a wait. */
import type { MyClient } from './verify-mysql-client.ts';
import type { Answer } from './verify-postgres-client.ts';
import type { Came, Result, StepResult } from './verify-result.ts';
import type { RandomSchedule } from './verify-schedules.ts';

interface Sent {
  readonly step: number;
  answer: Answer | null;
}

export async function theirMysqlResult(
  [control, ...others]: readonly MyClient[],
  schedule: RandomSchedule,
): Promise<Result> {
  if (control === undefined) throw new Error('no connection');
  await control.query('drop table if exists test');
  for (const sql of schedule.setup) await control.query(sql);
  const names = [...new Set(schedule.steps.map(({ session }) => session))].sort();
  const clients = new Map(names.map((name, i) => [name, others[i] as MyClient]));
  for (const client of clients.values()) {
    await client.query(`set session transaction isolation level ${schedule.level}`);
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
    void (clients.get(session) as MyClient).query(spoken(sql)).then((answer) => {
      sent.answer = answer;
    });
    await rest(control, clients, busy);
    for (const [id, { step, answer }] of [...busy]) {
      if (answer === null) continue;
      busy.delete(id);
      const came = cameOf(answer, schedule.steps[step]?.sql ?? '');
      steps[step] = step === at ? { came } : { came, releasedBy: at };
    }
  }
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

/** MySQL begins a transaction without naming its level, and shares in other words. */
function spoken(sql: string): string {
  if (sql.startsWith('begin')) return 'begin';
  return sql.replace(/ for share$/, ' lock in share mode');
}

/** Circles are found at once: whoever waits, and waits still when asked again, waits. */
async function rest(
  control: MyClient,
  clients: ReadonlyMap<string, MyClient>,
  busy: ReadonlyMap<string, Sent>,
): Promise<void> {
  let before = '';
  for (let turn = 0; ; turn++) {
    for (let i = 0; i < 20 && [...busy.values()].some((s) => s.answer === null); i++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const open = [...busy].filter(([, s]) => s.answer === null).map(([id]) => id);
    if (open.length === 0) return;
    const waiting = await waitingIds(control);
    const still = [...busy].filter(([, s]) => s.answer === null).map(([id]) => id);
    const all = still.every((id) => waiting.has((clients.get(id) as MyClient).id));
    if (all && still.join() === before) return;
    before = all ? still.join() : '';
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (turn > 20_000) throw new Error('the server does not come to rest');
  }
}

/** Of the connections whose transactions wait for locks. (`information_schema` would show a picture a tenth of a second old.) */
async function waitingIds(control: MyClient): Promise<ReadonlySet<number>> {
  const status = await control.query('show engine innodb status');
  if (!('rows' in status)) throw new Error('the status of InnoDB cannot be read');
  const text = status.rows[0]?.[2] ?? '';
  const parts = text.slice(text.indexOf('LIST OF TRANSACTIONS')).split('---TRANSACTION');
  const waiting = parts.filter((part) => part.includes('LOCK WAIT'));
  return new Set(waiting.map((part) => Number(/thread id (\d+)/.exec(part)?.[1] ?? -1)));
}

function cameOf(answer: Answer, sql: string): Came {
  if ('error' in answer) return answer.error;
  if ('count' in answer) return answer.count;
  const rows = answer.rows.map((row) => row.map((cell) => (cell === null ? null : Number(cell))));
  return sql.includes('order by') ? rows : rows.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}
