/** Versions by object, and their order. */
import {
  type Chain,
  type Chronicle,
  type ObjectKey,
  rowKey,
  type Transaction,
  type Written,
} from './chronicle.ts';
import { INITIAL, type Txn, type Version, type WriteEvent } from './history.ts';

/** In the order of the events. */
export type Writes = Map<
  Version,
  { readonly event: number; readonly write: WriteEvent; readonly key: ObjectKey }
>;

/** Tells apart the objects that had a name one after another. */
export class Objects {
  private readonly named = new Map<string, ObjectKey[]>();

  of({ op, table, row, replaces }: WriteEvent, writes: Writes): ObjectKey {
    const before = replaces === null ? undefined : writes.get(replaces);
    if (op !== 'insert' && before !== undefined) return before.key;
    const name = rowKey(table, row);
    const all = this.named.get(name) ?? [];
    this.named.set(name, all);
    const key = `${name}\n${all.length}`;
    all.push(key);
    return key;
  }

  /** Those that had the same name later. */
  after(key: ObjectKey): readonly ObjectKey[] {
    const end = key.lastIndexOf('\n');
    return (this.named.get(key.slice(0, end)) ?? []).slice(Number(key.slice(end + 1)) + 1);
  }
}

/** An object that is not listed was unborn, or dead if a later one of its name is. */
export function placeLooked(
  looked: ReadonlyMap<ObjectKey, Version>,
  key: ObjectKey,
  objects: Objects,
  versions: Chronicle['versions'],
  chains: Chronicle['chains'],
): number | null {
  const version = looked.get(key);
  if (version !== undefined) {
    const { place } = versions.get(version) as Written;
    return place < 0 ? null : place;
  }
  if (!objects.after(key).some((later) => looked.has(later))) return -1;
  const { installed } = chains.get(key) as Chain;
  return installed.at(-1)?.write.op === 'delete' ? installed.length - 1 : null;
}

/** The version order. */
export function order(
  writes: Writes,
  undone: ReadonlySet<Version>,
  transactions: ReadonlyMap<Txn, Transaction>,
) {
  const counts = (txn: Txn) => txn === INITIAL || transactions.get(txn)?.counted === true;
  /** By object, the last version of each transaction that counts. */
  const lasts = new Map<ObjectKey, Map<Txn, Version>>();
  for (const [version, { write, key }] of writes) {
    if (!counts(write.txn) || undone.has(version)) continue;
    const ofObject = lasts.get(key) ?? new Map<Txn, Version>();
    ofObject.set(write.txn, version);
    lasts.set(key, ofObject);
  }
  /** When a version came to be in its place: first by event, then, among those of one commit, by writing. */
  const installedAt = (version: Version): readonly [number, number] => {
    const { event, write } = writes.get(version) as { event: number; write: WriteEvent };
    if (write.txn === INITIAL) return [-1, event];
    return [write.onCommit ? (transactions.get(write.txn)?.end ?? event) : event, event];
  };
  const versions = new Map<Version, Written>();
  const chains = new Map<string, Chain>();
  const places = new Map<string, Map<Txn, number>>();
  const sorted = new Map<string, Version[]>();
  for (const [key, ofObject] of lasts) {
    const inOrder = [...ofObject.values()]
      .map((version) => ({ version, at: installedAt(version) }))
      .sort((a, b) => (a.at[0] === b.at[0] ? a.at[1] - b.at[1] : a.at[0] < b.at[0] ? -1 : 1))
      .map(({ version }) => version);
    sorted.set(key, inOrder);
    places.set(key, new Map(inOrder.map((version, place) => [writes.get(version)?.write.txn ?? -1, place])));
  }
  for (const [version, { event, write, key }] of writes) {
    const gone = undone.has(version) || !counts(write.txn);
    const written: Written = {
      version,
      key,
      txn: write.txn,
      event,
      write,
      undone: undone.has(version),
      place: gone ? -1 : (places.get(key)?.get(write.txn) ?? -1),
      last: !gone && lasts.get(key)?.get(write.txn) === version,
    };
    versions.set(version, written);
    if (!chains.has(key))
      chains.set(key, { table: write.table, row: write.row, birth: written, installed: [] });
  }
  for (const [key, inOrder] of sorted) {
    const installed = inOrder.map((version) => versions.get(version) as Written);
    chains.set(key, { ...(chains.get(key) as Chain), installed });
  }
  return { versions, chains };
}
