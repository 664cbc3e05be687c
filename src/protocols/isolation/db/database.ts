/** A database before anybody has said anything, and what it comes to in the end. */
import { refuseKeys } from './create.ts';
import { engineOf } from './engines.ts';
import { SqlError } from './errors.ts';
import { execute } from './execute.ts';
import type { Observation } from './observation.ts';
import { NO_SSI } from './postgres/ssi-state.ts';
import { liveVersions } from './postgres/visible.ts';
import type { Db, EngineId, Level, Version, Waking } from './state.ts';
import { keyOf, primaryOf } from './tables.ts';
import { compareRows, type Row } from './values.ts';
import { Work } from './work.ts';

export interface Options {
  readonly engine: EngineId;
  /** Of `begin` without a level, and of statements without `begin`. */
  readonly level: Level;
  /** Rules to break on purpose: ids of the protocol's variants. */
  readonly broken?: readonly string[];
  readonly waking?: readonly Waking[];
}

export function emptyDatabase({ engine, level, broken = [], waking = [] }: Options): Db {
  const counts = { txns: 0, xids: 0, commits: 0, versions: 0, waits: 0, steps: 0, questions: 0, rows: 0 };
  return {
    engine,
    level,
    broken,
    waking,
    tables: {},
    txns: {},
    sessions: {},
    questions: [],
    ssi: NO_SSI,
    locks: [],
    counts,
  };
}

export type Prepared =
  | { readonly ok: true; readonly db: Db; readonly observations: readonly Observation[] }
  /** The statement that failed, from 0, and why. */
  | { readonly ok: false; readonly at: number; readonly error: string; readonly message: string };

/**
 * A database that is set up: what these statements leave behind is there from the beginning, written by nobody (transaction 0, the
 * history's initial one). They are carried out in PostgreSQL's way, whatever the engine: nobody else is there yet.
 */
export function prepare(options: Options, setup: readonly string[]): Prepared {
  let db = emptyDatabase({ ...options, engine: 'postgres', level: 'read committed', broken: [] });
  for (const [at, sql] of setup.entries()) {
    const { outcome, db: after } = execute(db, 'setup', sql);
    if ('error' in outcome) return { ok: false, at, ...outcome };
    db = after;
    const wrong = refusal(options.engine, db);
    if (wrong !== null) return { ok: false, at, error: wrong.code, message: wrong.message };
  }
  const open = db.sessions.setup?.txn ?? null;
  if (open !== null) {
    const at = setup.length - 1;
    return { ok: false, at, error: '25001', message: 'the set-up leaves a transaction open' };
  }
  return frozen(db, options);
}

function refusal(engine: EngineId, { tables }: Db): SqlError | null {
  try {
    for (const { keys } of Object.values(tables)) refuseKeys(engine, keys);
    return null;
  } catch (error) {
    if (error instanceof SqlError) return error;
    throw error;
  }
}

function frozen(db: Db, options: Options): Prepared {
  const before = new Work(db);
  const w = new Work(emptyDatabase(options));
  const nobody = { txn: 0, sub: 0, statement: 0 };
  const observations: Observation[] = [];
  for (const table of Object.values(db.tables)) {
    if (before.undone(table.creator)) continue;
    const versions: Version[] = [];
    for (const place of liveVersions(before, table)) {
      const { row, values } = table.versions[place] as Version;
      const number = w.next('versions');
      const named = primaryOf(table) ? row : `#${w.next('rows')}`;
      versions.push({
        number,
        row: named,
        values,
        born: nobody,
        replaces: null,
        root: versions.length,
        indexed: true,
        told: true,
        ended: null,
        locks: [],
      });
      const value = Object.fromEntries(table.columns.map(({ name }, i) => [name, values?.[i] ?? null]));
      const which = { table: table.name, row: named, version: number, replaces: null };
      observations.push({ kind: 'write', txn: 0, op: 'insert', ...which, value, matches: [], step: -1 });
    }
    const heads = Object.fromEntries(versions.map(({ row }, place) => [row, place]));
    w.set({ tables: { ...w.db.tables, [table.name]: { ...table, creator: nobody, versions, heads } } });
  }
  w.addTxn({
    id: 0,
    session: '',
    level: 'serializable',
    readOnly: false,
    explicit: true,
    state: 'committed',
    commit: 0,
    failed: false,
    snapshot: null,
    xid: null,
    statements: 0,
    savepoints: [],
    sub: 0,
    subs: 0,
    deadSubs: [],
    told: true,
  });
  return { ok: true, db: w.db, observations };
}

/** By table, the committed rows in the order of the primary key (of all columns where there is none). */
export function finalTables(db: Db): Readonly<Record<string, readonly Row[]>> {
  const w = new Work(db);
  const engine = engineOf(db.engine);
  return Object.fromEntries(
    Object.values(db.tables)
      .filter(({ creator }) => !w.undone(creator) && !w.pending(creator))
      .map((table) => {
        const primary = primaryOf(table);
        const rows = engine.live(w, table).map((place) => table.versions[place]?.values as Row);
        const key = (row: Row) => (primary ? keyOf(primary, row) : row);
        return [table.name, rows.sort((a, b) => compareRows(key(a), key(b)))];
      }),
  );
}

/**
 * The version at the head of each row, for the judge of a history (`IsolationHistory.final`): only without control, where the last version that was
 * written need not be the one that stands there. Else undefined: it follows from the history.
 */
export function finalVersions(
  db: Db,
): readonly { readonly table: string; readonly row: string; readonly version: number }[] | undefined {
  if (db.engine !== 'none') return undefined;
  return Object.values(db.tables).flatMap(({ name, heads, versions }) =>
    Object.entries(heads).map(([row, place]) => ({
      table: name,
      row,
      version: (versions[place] as Version).number,
    })),
  );
}
