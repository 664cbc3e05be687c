/** Rows of engines with one state at a time: what stands at their heads, and how it is taken back. */
import { SqlError } from '../errors.ts';
import type { Place, RowId, Table, Version } from '../state.ts';
import { duplicate, keyOf, nameOf, primaryOf } from '../tables.ts';
import { compareRows, type Row } from '../values.ts';
import type { Work } from '../work.ts';

/** Where a row stands, by its name. */
export type Heads = Readonly<Record<RowId, Place>>;

export function visibleTable(w: Work, name: string, txn: number): Table {
  const table = w.db.tables[name];
  const { creator } = table ?? {};
  if (
    table === undefined ||
    creator === undefined ||
    w.undone(creator) ||
    (creator.txn !== txn && w.pending(creator))
  ) {
    throw new SqlError('42P01', `relation "${name}" does not exist`);
  }
  return table;
}

/** Places of the rows alive, in the order of the primary key. */
export function aliveOf(table: Table, heads: Heads): readonly Place[] {
  const primary = primaryOf(table);
  const valuesAt = (place: Place) => (table.versions[place] as Version).values;
  const places = Object.values(heads).filter((place) => valuesAt(place) !== null);
  return places.sort((a, b) =>
    primary ? compareRows(keyOf(primary, valuesAt(a) as Row), keyOf(primary, valuesAt(b) as Row)) : a - b,
  );
}

/** The row an insert of these values would be. */
export function rowOf(w: Work, table: Table, values: Row): RowId {
  return nameOf(table, values) ?? `#${w.next('rows')}`;
}

/** @throws SqlError 23505 if another row alive has one of the keys */
export function checkKeys(table: Table, heads: Heads, row: RowId, values: Row): void {
  for (const key of table.keys) {
    const wanted = keyOf(key, values);
    if (wanted.includes(null)) continue;
    for (const place of Object.values(heads)) {
      const version = table.versions[place] as Version;
      if (version.values === null || version.row === row) continue;
      if (compareRows(keyOf(key, version.values), wanted) === 0) throw duplicate(table, key, values);
    }
  }
}

/** Puts a version at the head of its row. */
export function put(
  w: Work,
  txn: number,
  name: string,
  row: RowId,
  values: Row | null,
  replaces: number | null,
  visible = true,
): Place {
  const { sub, statements } = w.txn(txn);
  const born = { txn, sub, statement: statements };
  const place = w.addVersion(name, { row, values, born, replaces, indexed: true });
  if (visible) w.setHead(name, row, place);
  return place;
}

/** Puts back what stood where these versions stand, the last first, whoever has written there since. */
export function putBack(w: Work, gone: (version: Version) => boolean): void {
  for (const { name } of Object.values(w.db.tables)) {
    const { versions } = w.table(name);
    const places = [...versions.keys()].filter((place) => gone(versions[place] as Version));
    places.sort((a, b) => (versions[b] as Version).number - (versions[a] as Version).number);
    for (const place of places) {
      const { row, replaces } = versions[place] as Version;
      const before = replaces === null ? -1 : versions.findIndex(({ number }) => number === replaces);
      w.setHead(name, row, before < 0 ? null : before);
    }
  }
}

/** Which versions a transaction made (under these savepoints; null: any), but for what it has taken back before: others may have been there since. */
export function madeBy(w: Work, txn: number, subs: readonly number[] | null): (version: Version) => boolean {
  const { deadSubs } = w.txn(txn);
  return ({ born }) =>
    born.txn === txn && (subs === null ? !deadSubs.includes(born.sub) : subs.includes(born.sub));
}

/** Of each row its last version whose transaction has committed. */
export function committedHeads(w: Work, table: Table): Heads {
  const heads: Record<RowId, Place> = {};
  for (const [row, head] of Object.entries(table.heads)) {
    let place: Place | undefined = head;
    while (place !== undefined) {
      const { born, replaces }: Version = table.versions[place] as Version;
      if (!w.undone(born) && !w.pending(born)) break;
      const before = table.versions.findIndex(({ number }) => number === replaces);
      place = before < 0 ? undefined : before;
    }
    if (place !== undefined) heads[row] = place;
  }
  return heads;
}
