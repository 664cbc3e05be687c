/** How long the judge of isolation takes for histories of 10,000 operations: of a database without any control, of snapshots, of one session. */
import type { IsolationEvent, PredicateEvent, WriteEvent } from '../src/checkers/isolation/history.ts';
import { judgeIsolation } from '../src/checkers/isolation/judge.ts';

const AIM_MS = 1000;

interface Workload {
  readonly title: string;
  readonly control: 'none' | 'snapshot';
  readonly sessions: number;
  readonly rows: number;
  readonly operations: number;
  /** Operations of a transaction. */
  readonly length: number;
  readonly searches: number;
}

const WORKLOADS: readonly Workload[] = [
  {
    title: 'no control, 10 sessions',
    control: 'none',
    sessions: 10,
    rows: 50,
    length: 8,
    searches: 0.1,
    operations: 10_000,
  },
  {
    title: 'no control, 10 sessions, 5 rows',
    control: 'none',
    sessions: 10,
    rows: 5,
    length: 8,
    searches: 0,
    operations: 10_000,
  },
  {
    title: 'snapshots, 10 sessions',
    control: 'snapshot',
    sessions: 10,
    rows: 50,
    length: 8,
    searches: 0.1,
    operations: 10_000,
  },
  {
    title: 'snapshots, 10 sessions, no searches',
    control: 'snapshot',
    sessions: 10,
    rows: 500,
    length: 8,
    searches: 0,
    operations: 10_000,
  },
  {
    title: 'snapshots, 2 sessions, long transactions',
    control: 'snapshot',
    sessions: 2,
    rows: 50,
    length: 500,
    searches: 0.1,
    operations: 10_000,
  },
  {
    title: 'one session',
    control: 'none',
    sessions: 1,
    rows: 50,
    length: 8,
    searches: 0.1,
    operations: 10_000,
  },
];

export default async function bench(report: (line: string) => void): Promise<void> {
  for (const workload of WORKLOADS) {
    const events = generate(workload);
    const times: number[] = [];
    let told = '';
    for (let i = 0; i < 5; i++) {
      const start = process.cpuUsage();
      const result = judgeIsolation({ events });
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1000);
      if (!result.ok) throw new Error(result.why);
      const { graph, anomalies, transactions } = result.judgement;
      const kinds = [...new Set(anomalies.map(({ id }) => id))].join(' ');
      told = `${transactions.length} transactions, ${graph.edges.length} edges; ${kinds || 'no anomaly'}`;
    }
    const worst = Math.max(...times);
    const middle = times.sort((a, b) => a - b)[2] as number;
    const aim = worst <= AIM_MS ? 'within' : 'ABOVE';
    report(
      `${workload.title.padEnd(42)} median ${middle.toFixed(0).padStart(4)} ms, worst ${worst.toFixed(0).padStart(4)} ms, ${aim} ${AIM_MS} ms: ${told}`,
    );
  }
}

/** A store of versions: sessions take turns at random; with snapshots, whoever writes a row changed since its snapshot aborts. */
function generate({ control, sessions, rows, length, searches, operations }: Workload): IsolationEvent[] {
  const events: IsolationEvent[] = [];
  const versions: { write: WriteEvent; committed: number }[][] = Array.from({ length: rows }, () => []);
  const writes: WriteEvent[] = [];
  const asked: PredicateEvent[] = [];
  const turn = { seed: 1 };
  const draw = (n: number) => {
    turn.seed = (Math.imul(turn.seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((turn.seed / 2 ** 32) * n);
  };
  let txns = 0;
  let commits = 0;
  const write = (txn: number, row: number) => {
    const chain = versions[row] as { write: WriteEvent; committed: number }[];
    const version = writes.length + 1;
    const event: WriteEvent = {
      kind: 'write',
      txn,
      op: chain.length === 0 ? 'insert' : 'update',
      table: 't',
      row: `${row}`,
      version,
      replaces: chain.at(-1)?.write.version ?? null,
      value: { value: version },
      matches: asked
        .filter(({ condition }) => condition === `${version % 10}`)
        .map(({ predicate }) => predicate),
    };
    chain.push({ write: event, committed: txn === 0 ? 0 : Infinity });
    writes.push(event);
    events.push(event);
  };
  for (let row = 0; row < rows; row++) write(0, row);
  const open = new Map<number, { txn: number; left: number; snapshot: number }>();
  for (let done = 0; done < operations; ) {
    const session = draw(sessions);
    let at = open.get(session);
    if (!at) {
      at = { txn: ++txns, left: length, snapshot: commits };
      open.set(session, at);
      events.push({ kind: 'begin', txn: at.txn, session: `T${session}`, level: control });
    }
    const { txn, snapshot } = at;
    const end = (kind: 'commit' | 'abort') => {
      events.push({ kind, txn });
      if (kind === 'commit') commits++;
      for (const chain of versions) {
        for (const entry of chain)
          if (entry.write.txn === txn) entry.committed = kind === 'commit' ? commits : Infinity;
        if (kind === 'abort')
          chain.splice(0, chain.length, ...chain.filter((entry) => entry.write.txn !== txn));
      }
      open.delete(session);
    };
    if (at.left-- === 0) {
      end('commit');
      continue;
    }
    const seen = (row: number) =>
      (control === 'none'
        ? versions[row]?.at(-1)
        : versions[row]?.findLast((v) => v.write.txn === txn || v.committed <= snapshot)) as {
        write: WriteEvent;
      };
    const row = draw(rows);
    const what = draw(1000) / 1000;
    done++;
    if (what < searches) {
      const condition = `${draw(10)}`;
      const event: PredicateEvent = {
        kind: 'predicate',
        txn,
        predicate: asked.length + 1,
        table: 't',
        condition,
        looked: versions.map((_, r) => ({ row: `${r}`, version: seen(r).write.version })),
        matching: writes
          .filter(({ version }) => `${version % 10}` === condition)
          .map(({ version }) => version),
      };
      asked.push(event);
      events.push(event);
    } else if (what < searches + 0.3) {
      const last = versions[row]?.at(-1);
      const changed = last !== undefined && last.write.txn !== txn && last.committed > snapshot;
      if (control === 'snapshot' && changed) end('abort');
      else write(txn, row);
    } else events.push({ kind: 'read', txn, table: 't', row: `${row}`, version: seen(row).write.version });
  }
  return events;
}
