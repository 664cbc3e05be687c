/** Who holds what at the cursor, and who waits for whom. Pure. */
import type { Db } from './state.ts';
import type { Kept } from './view-sessions.ts';
import { stateOf } from './view-versions.ts';

type Lock = Db['locks'][number];
type Target = Lock['target'];

export interface ShownLock {
  readonly session: string;
  /** "has written it", "for update", "exclusive", "SIREAD" */
  readonly mode: string;
  /** "row 1 of test", "test where value = 30", "gap of test between 1 and 5" */
  readonly on: string;
  /** It is in nobody’s way. */
  readonly harmless: boolean;
}

/** Of transactions that have not ended (and SIREAD locks, which outlive them), in the order of sessions. */
export function locksOf({ db }: Kept): readonly ShownLock[] {
  const found = [
    ...(db.engine === 'postgres' ? [...rowLocks(db), ...siReads(db)] : []),
    ...db.locks.map(
      ({ txn, mode, target }): ShownLock => ({
        session: sessionOf(db, txn),
        mode: db.engine === 'occ' ? 'has read' : target.of === 'place' ? 'wants to insert' : mode,
        on: nameOf(db, target),
        harmless: db.engine === 'occ',
      }),
    ),
  ];
  const shown = new Map<string, ShownLock>();
  for (const lock of found) {
    // What blocks nobody is told in one line.
    const key = lock.harmless ? lock.session : `${lock.session} ${lock.mode} ${lock.on}`;
    const { on } = shown.get(key) ?? lock;
    const more = on === lock.on || on.split('; ').includes(lock.on) ? on : `${on}; ${lock.on}`;
    shown.set(key, { ...lock, on: more });
  }
  return [...shown.values()].sort(
    (a, b) =>
      Number(a.harmless) - Number(b.harmless) || (a.session < b.session ? -1 : a.session > b.session ? 1 : 0),
  );
}

/** PostgreSQL writes its locks on the versions themselves. */
function rowLocks(db: Db): readonly ShownLock[] {
  return Object.values(db.tables).flatMap(({ name, versions }) =>
    versions.flatMap(({ row, ended, locks, born, replaces }) => {
      const on = `row ${row} of ${name}`;
      const shown: ShownLock[] = [];
      const add = (txn: number, mode: string) =>
        shown.push({ session: sessionOf(db, txn), mode, on, harmless: false });
      if (replaces === null && stateOf(db, born) === 'running') add(born.txn, 'has inserted it');
      if (ended !== null && stateOf(db, ended.by) === 'running')
        add(ended.by.txn, ended.how === 'delete' ? 'has deleted it' : 'has written it');
      for (const { by, mode } of locks) if (stateOf(db, by) === 'running') add(by.txn, `for ${mode}`);
      return shown;
    }),
  );
}

function siReads(db: Db): readonly ShownLock[] {
  return db.ssi.reads.map((read): ShownLock => {
    const { name, versions } = db.tables[read.table] ?? { name: read.table, versions: [] };
    const on =
      read.on === 'table'
        ? `all of ${name}`
        : read.on === 'key'
          ? `key ${read.key.join(', ')} of ${name}`
          : `row ${versions[read.place]?.row ?? '?'} of ${name}`;
    return { session: sessionOf(db, read.txn), mode: 'SIREAD', on, harmless: true };
  });
}

function sessionOf(db: Db, txn: number): string {
  return db.txns[txn]?.session ?? `transaction ${txn}`;
}

function nameOf(db: Db, target: Target): string {
  const { table } = target;
  switch (target.of) {
    case 'row':
      return `row ${target.row} of ${table}${target.nextKey ? ' and the gap before it' : ''}`;
    case 'condition': {
      const where = JSON.stringify(target.where);
      const asked = db.questions.find((q) => q.table === table && JSON.stringify(q.where) === where);
      if (target.where === null || asked?.condition === 'true') return `all of ${table}`;
      return `${table} where ${asked?.condition ?? '…'}`;
    }
    case 'gap': {
      const after = target.after?.join(', ');
      const before = target.before?.join(', ');
      if (after === undefined && before === undefined) return `all of the gaps of ${table}`;
      if (after === undefined) return `gap of ${table} before ${before}`;
      if (before === undefined) return `gap of ${table} after ${after}`;
      return `gap of ${table} between ${after} and ${before}`;
    }
    case 'place':
      return `${table} at ${target.key.join(', ')}`;
  }
}

export interface WaitsGraph {
  readonly nodes: readonly string[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  /** Sessions of a circle, each waiting for the next; empty: there is none. */
  readonly circle: readonly string[];
  /** Whom the database sent back to break it. */
  readonly victim: string | null;
}

const DEADLOCK = 'deadlock detected: ';

/**
 * The waits-for graph. A circle is broken as soon as it is there, so it is never in the database’s state: it is drawn from what the victim is told.
 * @param told what the victim was told at or before the cursor and has done nothing since; null: there was no deadlock
 */
export function waitsGraph(
  waits: Kept['waits'],
  sessions: readonly string[],
  told: { readonly victim: string; readonly why: string } | null,
): WaitsGraph {
  const edges = Object.entries(waits).flatMap(([from, all]) => all.map((to) => ({ from, to })));
  const circle = told?.why.startsWith(DEADLOCK)
    ? told.why.slice(DEADLOCK.length).split(' waits for ').slice(0, -1)
    : [];
  for (const [i, from] of circle.entries()) {
    const to = circle[(i + 1) % circle.length] as string;
    if (!edges.some((e) => e.from === from && e.to === to)) edges.push({ from, to });
  }
  return { nodes: sessions, edges, circle, victim: circle.length === 0 ? null : (told?.victim ?? null) };
}
