/** One call of `execute` at work on a database: changes replace what they touch, so the database before it stays as it was. */

import { SqlError } from './errors.ts';
import type { Observation } from './observation.ts';
import type {
  Counts,
  Db,
  Outcome,
  Place,
  Released,
  RowId,
  Session,
  Stamp,
  Table,
  Txn,
  Version,
} from './state.ts';

export class Work {
  db: Db;
  readonly observations: Observation[] = [];
  readonly released: Released[] = [];
  /** Lists and records made in this call: nobody else has them yet, so they may be changed in place. */
  private readonly own = new Set<object>();

  constructor(db: Db) {
    this.db = db;
  }

  set(patch: Partial<Db>): void {
    this.db = { ...this.db, ...patch };
  }

  /** The next of a count, from 1. */
  next(count: keyof Counts): number {
    const value = this.db.counts[count] + 1;
    this.set({ counts: { ...this.db.counts, [count]: value } });
    return value;
  }

  session(id: string): Session {
    return this.db.sessions[id] ?? { id, txn: null, level: null, busy: null };
  }

  setSession(id: string, patch: Partial<Session>): void {
    this.set({ sessions: { ...this.db.sessions, [id]: { ...this.session(id), ...patch } } });
  }

  txn(id: number): Txn {
    const txn = this.db.txns[id];
    if (txn === undefined) throw new RangeError(`no transaction ${id}`);
    return txn;
  }

  setTxn(id: number, patch: Partial<Txn>): void {
    const txns = this.mine(this.db.txns, (t) => ({ ...t })) as Record<number, Txn>;
    if (txns !== this.db.txns) this.set({ txns });
    txns[id] = { ...this.txn(id), ...patch };
  }

  addTxn(txn: Txn): void {
    this.set({ txns: { ...this.db.txns, [txn.id]: txn } });
  }

  table(name: string): Table {
    const table = this.db.tables[name];
    if (table === undefined) throw new SqlError('42P01', `relation "${name}" does not exist`);
    return table;
  }

  version(table: string, place: Place): Version {
    const version = this.db.tables[table]?.versions[place];
    if (version === undefined) throw new RangeError(`no version ${place} in ${table}`);
    return version;
  }

  setVersion(table: string, place: Place, patch: Partial<Version>): void {
    this.versions(table)[place] = { ...this.version(table, place), ...patch };
  }

  /** Appends a version. @param root where indices lead; absent: to itself @returns where it stands */
  addVersion(
    table: string,
    version: Omit<Version, 'number' | 'told' | 'ended' | 'locks' | 'root'>,
    root?: Place,
  ): Place {
    const number = this.next('versions');
    const versions = this.versions(table);
    const place = versions.length;
    versions.push({ ...version, number, root: root ?? place, told: false, ended: null, locks: [] });
    return place;
  }

  /** Where a row stands now; null: it is as if it had never been born. */
  setHead(name: string, row: RowId, place: Place | null): void {
    const table = this.table(name);
    const heads = this.mine(table.heads, (h) => ({ ...h })) as Record<RowId, Place>;
    if (heads !== table.heads) this.set({ tables: { ...this.db.tables, [name]: { ...table, heads } } });
    if (place === null) delete heads[row];
    else heads[row] = place;
  }

  observe(observation: Observation): void {
    this.observations.push(observation);
  }

  release(session: string, step: number, outcome: Outcome): void {
    this.released.push({ session, step, outcome });
  }

  /** Whether what was done under the stamp has been taken back. */
  undone({ txn, sub }: Pick<Stamp, 'txn' | 'sub'>): boolean {
    const t = this.txn(txn);
    return t.state === 'aborted' || t.deadSubs.includes(sub);
  }

  /** Whether it may still be taken back or stay: its transaction has not ended. */
  pending(stamp: Pick<Stamp, 'txn' | 'sub'>): boolean {
    return this.txn(stamp.txn).state === 'running' && !this.undone(stamp);
  }

  private versions(name: string): Version[] {
    const table = this.table(name);
    const versions = this.mine(table.versions, (v) => [...v]) as Version[];
    if (versions !== table.versions) {
      this.set({ tables: { ...this.db.tables, [name]: { ...table, versions } } });
    }
    return versions;
  }

  private mine<T extends object>(value: T, copy: (value: T) => T): T {
    if (this.own.has(value)) return value;
    const made = copy(value);
    this.own.add(made);
    return made;
  }
}
