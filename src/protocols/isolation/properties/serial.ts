/** Adya's graph of the serializable transactions that have committed: it must have no circle. */
import { overHistory } from './common.ts';
import { atLeast, type Facts, type Write, whose } from './facts.ts';

export const serializableOrder = overHistory('serializable-order', (facts, from, _engine, broken) => {
  const commits = facts.events.slice(from).filter((e) => e.kind === 'commit');
  if (!commits.some(({ txn }) => atLeast(facts, txn, 'serializable'))) return;
  const edges = edgesOf(facts);
  for (const { txn } of commits) {
    const circle = circleFrom(edges, txn);
    if (circle === null) continue;
    const told = circle.map((t) => whose(facts, t)).join(' before ');
    broken(`no order of the transactions explains what they saw: ${told}`);
    return;
  }
});

type Edges = ReadonlyMap<number, ReadonlySet<number>>;

function edgesOf(facts: Facts): Edges {
  const edges = new Map<number, Set<number>>();
  const counts = (txn: number) =>
    facts.txns.get(txn)?.committed != null && atLeast(facts, txn, 'serializable');
  const add = (a: number | undefined, b: number | undefined) => {
    if (a === undefined || b === undefined || a === b || !counts(a) || !counts(b)) return;
    edges.set(a, (edges.get(a) ?? new Set()).add(b));
  };
  const orders = versionOrders(facts);
  for (const order of orders.values()) {
    for (let i = 1; i < order.length; i++) add(order[i - 1]?.txn, order[i]?.txn);
  }
  for (const e of facts.events) {
    if (e.kind === 'read') {
      const order = orders.get(`${e.table} ${e.row}`) ?? [];
      const writer = facts.writes.get(e.version)?.txn;
      add(writer, e.txn);
      add(e.txn, after(order, writer)[0]?.txn);
    } else if (e.kind === 'predicate') {
      const meets = (w: Write | undefined) =>
        w !== undefined && (e.matching.includes(w.version) || w.matches.includes(e.predicate));
      for (const [name, order] of orders) {
        if (!name.startsWith(`${e.table} `)) continue;
        const row = name.slice(e.table.length + 1);
        const seen = e.looked.find((l) => l.row === row)?.version;
        const writer = seen === undefined ? undefined : facts.writes.get(seen)?.txn;
        // Who changed what the condition finds: before it looked, they come before; after, they come after.
        let before = false;
        for (const w of order) {
          const changes = meets(w) !== before;
          before = meets(w);
          if (!changes) continue;
          if (seen !== undefined && !after(order, writer).includes(w)) add(w.txn, e.txn);
          else add(e.txn, w.txn);
        }
      }
    }
  }
  return edges;
}

/** By row, the last versions of its committed writers, in the order in which they were installed. */
function versionOrders(facts: Facts): ReadonlyMap<string, readonly Write[]> {
  const orders = new Map<string, Write[]>();
  const undone = new Set(facts.events.flatMap((e) => (e.kind === 'undo' ? e.versions : [])));
  const installed = (w: Write) =>
    w.onCommit ? (facts.txns.get(w.txn)?.committed ?? 0) : facts.events.indexOf(w);
  for (const w of facts.writes.values()) {
    if (undone.has(w.version) || facts.txns.get(w.txn)?.committed == null) continue;
    const name = `${w.table} ${w.row}`;
    orders.set(name, [...(orders.get(name) ?? []).filter((o) => o.txn !== w.txn), w]);
  }
  for (const order of orders.values()) order.sort((a, b) => installed(a) - installed(b));
  return orders;
}

/** What came after the version of a transaction, whichever of its versions was seen; of one that installed none, nothing is known. */
function after(order: readonly Write[], writer: number | undefined): readonly Write[] {
  const at = order.findIndex(({ txn }) => txn === writer);
  return at < 0 ? [] : order.slice(at + 1);
}

function circleFrom(edges: Edges, start: number): readonly number[] | null {
  const tried = new Set<number>();
  const path = [start];
  const visit = (txn: number): boolean => {
    for (const next of edges.get(txn) ?? []) {
      path.push(next);
      if (next === start) return true;
      if (!tried.has(next)) {
        tried.add(next);
        if (visit(next)) return true;
      }
      path.pop();
    }
    return false;
  };
  return visit(start) ? path : null;
}
