/**
 * Histories as the papers write them: `r1(x0) w1(x1) c1`. A version is a row and the number of its writer, `x1:2` the second that T1
 * wrote; `x0` is there from the beginning. A search is `p1(P: x0 y0)`, its Vset after the colon; what meets P is told by the caller.
 * `x1!` is a dead version; `rc1(x0)` and `wc1(x1)` go through a cursor. Version order is the order of writing.
 */
import type { IsolationEvent, IsolationHistory, Looked, Version } from './history.ts';

export function written(text: string, matches: Readonly<Record<string, string>> = {}): IsolationHistory {
  const ids = new Map<string, Version>();
  const events: IsolationEvent[] = [];
  const lastOf = new Map<string, Version>();
  const dying = new Set<string>();
  const meets = (condition: string, version: string) =>
    (matches[condition] ?? '').split(' ').includes(version);
  const asked: { predicate: number; condition: string }[] = [];
  const write = (txn: number, version: string, cursor: boolean) => {
    const dead = version.endsWith('!');
    const name = dead ? version.slice(0, -1) : version;
    const row = rowOf(name);
    ids.set(name, ids.size + 1);
    const replaces = lastOf.get(row) ?? null;
    events.push({
      kind: 'write',
      op: dead ? 'delete' : replaces === null || dying.has(row) ? 'insert' : 'update',
      txn,
      table: 't',
      row,
      version: ids.get(name) as Version,
      replaces,
      value: dead ? null : { name },
      matches: asked.filter(({ condition }) => meets(condition, name)).map(({ predicate }) => predicate),
      ...(cursor ? { cursor } : {}),
    });
    lastOf.set(row, ids.get(name) as Version);
    if (dead) dying.add(row);
    else dying.delete(row);
  };
  const all = new Set(text.match(/\b[a-z]+0\b/g) ?? []);
  for (const version of [...all].sort()) write(0, version, false);
  for (const word of text.match(/(?:[rw]c|[rwpcab])\d+(\([^)]*\))?/g) ?? []) {
    const kind = word[0];
    const txn = Number(word.match(/\d+/)?.[0]);
    const inside = word.match(/\(([^)]*)\)/)?.[1] ?? '';
    if (kind === 'b') events.push({ kind: 'begin', txn, session: `T${txn}`, level: '' });
    if (kind === 'c') events.push({ kind: 'commit', txn });
    if (kind === 'a') events.push({ kind: 'abort', txn });
    const cursor = word[1] === 'c';
    if (kind === 'w') write(txn, inside, cursor);
    if (kind === 'r') {
      const version = ids.get(inside);
      if (version === undefined) throw new Error(`${inside} is read before it is written`);
      const through = cursor ? { cursor } : {};
      events.push({ kind: 'read', txn, table: 't', row: rowOf(inside), version, ...through });
    }
    if (kind === 'p') {
      const [condition = '', vset = ''] = inside.split(':').map((part) => part.trim());
      const looked = vset.split(' ').flatMap((name): Looked[] => {
        const version = ids.get(name);
        return version === undefined ? [] : [{ row: rowOf(name), version }];
      });
      const matching = [...ids].filter(([name]) => meets(condition, name)).map(([, id]) => id);
      const predicate = asked.length + 1;
      asked.push({ predicate, condition });
      events.push({ kind: 'predicate', txn, predicate, table: 't', condition, looked, matching });
    }
  }
  const begun = [...new Set(events.filter(({ txn }) => txn !== 0).map(({ txn }) => txn))].sort();
  const begins = begun.map((txn): IsolationEvent => ({ kind: 'begin', txn, session: `T${txn}`, level: '' }));
  const initial = events.filter(({ txn }) => txn === 0);
  return { events: [...initial, ...begins, ...events.slice(initial.length)] };
}

function rowOf(version: string): string {
  return version.replace(/\d+(:\d+)?$/, '');
}
