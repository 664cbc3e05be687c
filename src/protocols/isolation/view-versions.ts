/** The rows of the tables at the cursor: their versions, who made them, and who sees which. Pure. */
import type { Db } from './state.ts';
import type { Kept } from './view-sessions.ts';

type Table = Db['tables'][string];
type Version = Table['versions'][number];
type Txn = Db['txns'][number];
type Stamp = Version['born'];

export interface ShownVersion {
  readonly number: number;
  /** "10" or "5, on call"; null: the row is deleted. */
  readonly text: string | null;
  /** "T1", or empty: it was there from the beginning. */
  readonly by: string;
  readonly state: 'committed' | 'running' | 'undone';
  /** Sessions whose transaction would see it if it read the row now. */
  readonly seenBy: readonly string[];
  /** The one that stands there, of engines that keep but one. */
  readonly current: boolean;
}

export interface ShownRow {
  readonly id: string;
  readonly versions: readonly ShownVersion[];
  /** Sessions that would have to wait before they could read it. */
  readonly waiting: readonly string[];
}

export interface ShownTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly ShownRow[];
}

/** Transactions that have begun and can still read. */
export function readersOf(db: Db): readonly Txn[] {
  return Object.values(db.sessions).flatMap(({ txn }) => {
    const found = txn === null ? undefined : db.txns[txn];
    return found === undefined || found.failed || found.state !== 'running' ? [] : [found];
  });
}

/** The tables; without `marked`, nothing of what those who have begun would read. */
export function tablesOf({ db }: Kept, marked = true): readonly ShownTable[] {
  const readers = marked ? readersOf(db) : [];
  return Object.values(db.tables)
    .filter(({ creator }) => !undone(db, creator))
    .map((table) => {
      const seen = new Map(readers.map((txn) => [txn.session, seenBy(db, table, txn)]));
      const key = table.keys.find(({ primary }) => primary)?.columns ?? [];
      const rows = new Map<string, Version[]>();
      for (const version of table.versions)
        rows.set(version.row, [...(rows.get(version.row) ?? []), version]);
      return {
        name: table.name,
        columns: table.columns.filter((_, i) => !key.includes(i)).map(({ name }) => name),
        rows: [...rows].map(([id, versions]): ShownRow => {
          const waiting = readers.filter((txn) => mustWait(db, table, id, txn)).map(({ session }) => session);
          return {
            id,
            waiting,
            versions: versions
              .sort((a, b) => a.number - b.number)
              .map((version) => ({
                number: version.number,
                text:
                  version.values
                    ?.filter((_, i) => !key.includes(i))
                    .map((v) => (v === null ? 'null' : String(v)))
                    .join(', ') ?? null,
                by: version.born.txn === 0 ? '' : (db.txns[version.born.txn]?.session ?? ''),
                state: stateOf(db, version.born),
                seenBy: readers
                  .map(({ session }) => session)
                  .filter((s) => !waiting.includes(s) && seen.get(s)?.has(version.number)),
                current:
                  db.engine !== 'postgres' &&
                  table.versions[table.heads[id] ?? -1]?.number === version.number,
              })),
          };
        }),
      };
    });
}

function undone(db: Db, { txn, sub }: Stamp): boolean {
  const found = db.txns[txn];
  return found !== undefined && (found.state === 'aborted' || found.deadSubs.includes(sub));
}

export function stateOf(db: Db, stamp: Stamp): ShownVersion['state'] {
  if (undone(db, stamp)) return 'undone';
  return db.txns[stamp.txn]?.state === 'running' ? 'running' : 'committed';
}

/** Numbers of the versions that a plain select of everything would find now. */
export function seenBy(db: Db, table: Table, txn: Txn): ReadonlySet<number> {
  return db.engine === 'postgres' ? inSnapshot(db, table, txn) : ofHeads(db, table, txn);
}

/** Commits up to this one; a level that looks anew each time has them all. */
function snapshotOf(db: Db, { level, snapshot }: Txn): number {
  const fixed =
    (level === 'repeatable read' || level === 'serializable') &&
    !db.broken.includes('RRsnapshotPerStatement');
  return fixed && snapshot !== null ? snapshot : db.counts.commits;
}

function inSnapshot(db: Db, table: Table, txn: Txn): ReadonlySet<number> {
  const snapshot = snapshotOf(db, txn);
  const sees = (stamp: Stamp) => {
    if (undone(db, stamp)) return false;
    const commit = db.txns[stamp.txn]?.commit ?? null;
    return stamp.txn === txn.id || (commit !== null && commit <= snapshot);
  };
  const seen = table.versions.filter(
    ({ values, born, ended }) => values !== null && sees(born) && (ended === null || !sees(ended.by)),
  );
  return new Set(seen.map(({ number }) => number));
}

function ofHeads(db: Db, table: Table, txn: Txn): ReadonlySet<number> {
  const heads = new Map(Object.entries(table.heads).map(([row, place]) => [row, table.versions[place]]));
  const seen = new Set<number>();
  if (db.engine === 'occ') {
    for (const version of table.versions)
      if (version.born.txn === txn.id && !undone(db, version.born)) heads.set(version.row, version);
  }
  for (const head of heads.values()) {
    const found = db.engine === 'mysql' ? inView(db, table, head, txn) : head;
    if (found !== undefined && found.values !== null) seen.add(found.number);
  }
  return seen;
}

/** InnoDB's read view, down the chain from what stands there. */
function inView(db: Db, table: Table, head: Version | undefined, txn: Txn): Version | undefined {
  // Serializable reads lock, and see what stands there.
  if (txn.level === 'read uncommitted' || txn.level === 'serializable') return head;
  const view = txn.level === 'repeatable read' ? (txn.snapshot ?? db.counts.commits) : db.counts.commits;
  let version = head;
  while (version !== undefined) {
    const { born, indexed, replaces }: Version = version;
    const commit = db.txns[born.txn]?.commit ?? null;
    if (born.txn === txn.id ? indexed : commit !== null && commit <= view) return version;
    version = table.versions.find(({ number }) => number === replaces);
  }
  return undefined;
}

/** Whether a read of the row would have to wait: reads lock, and somebody else holds it to write it. */
function mustWait(db: Db, table: Table, row: string, { id, level }: Txn): boolean {
  const locks =
    db.engine === 'mysql' ? level === 'serializable' : db.engine === '2pl' && level !== 'read uncommitted';
  const head = table.versions[table.heads[row] ?? -1];
  // Who deleted a row and has committed has left nothing to lock.
  const there = head !== undefined && (head.values !== null || stateOf(db, head.born) === 'running');
  return (
    locks &&
    there &&
    db.locks.some(
      ({ txn, mode, target }) =>
        txn !== id &&
        mode === 'exclusive' &&
        target.of === 'row' &&
        target.table === table.name &&
        target.row === row,
    )
  );
}
