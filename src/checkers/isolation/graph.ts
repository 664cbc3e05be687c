/**
 * Adya's direct serialization graph (thesis, section 3.1.3 and chapter 4): nodes are the transactions that count, and an edge from Ti to
 * Tj means that Tj must come after Ti in any serial order.
 */
import {
  type Chain,
  type Chronicle,
  changes,
  placeLooked,
  rowKey,
  rowsOf,
  type Written,
} from './chronicle.ts';
import { INITIAL, type RowId, type Txn } from './history.ts';

/** `ww`: Tj wrote over what Ti wrote. `wr`: Tj read what Ti wrote. `rw`: Tj wrote over what Ti had read. */
export type EdgeKind = 'ww' | 'wr' | 'rw';

/** One direct conflict. */
export interface Dependency {
  readonly from: Txn;
  readonly to: Txn;
  readonly kind: EdgeKind;
  readonly table: string;
  readonly row: RowId;
  /** Of a conflict by predicate, the condition whose matches were changed; null of a conflict by item. */
  readonly condition: string | null;
  /** Indexes of the two events: what `from` did and what `to` did. */
  readonly fromEvent: number;
  readonly toEvent: number;
}

/** All conflicts of one kind from one transaction to another. */
export interface Edge {
  readonly from: Txn;
  readonly to: Txn;
  readonly kind: EdgeKind;
  readonly predicate: boolean;
  /** Never empty; the earliest first. */
  readonly because: readonly Dependency[];
}

export interface Graph {
  readonly nodes: readonly Txn[];
  readonly edges: readonly Edge[];
}

/** In time proportional to the history and the conflicts in it. */
export function serializationGraph(chronicle: Chronicle): Graph {
  const builder = new Builder(chronicle);
  builder.writes();
  builder.items();
  builder.predicates();
  const nodes = [...chronicle.transactions.values()].filter((t) => t.counted).map((t) => t.txn);
  return { nodes, edges: builder.edges() };
}

class Builder {
  private readonly chronicle: Chronicle;
  private readonly found = new Map<string, Dependency[]>();
  /** Conflicts told already: a row read ten times makes no ten edges. */
  private readonly told = new Set<string>();

  constructor(chronicle: Chronicle) {
    this.chronicle = chronicle;
  }

  edges(): Edge[] {
    const byTime = (a: Dependency, b: Dependency) =>
      Math.max(a.fromEvent, a.toEvent) - Math.max(b.fromEvent, b.toEvent);
    const edges = [...this.found.values()].map((because): Edge => {
      because.sort(byTime);
      const { from, to, kind, condition } = because[0] as Dependency;
      return { from, to, kind, predicate: condition !== null, because };
    });
    return edges.sort((a, b) => byTime(a.because[0] as Dependency, b.because[0] as Dependency));
  }

  /** "Directly write-depends": Ti installs a version and Tj the next. */
  writes(): void {
    for (const { installed } of this.chronicle.chains.values()) {
      for (const [i, next] of installed.entries()) {
        const before = installed[i - 1];
        if (before) this.add('ww', before.txn, next.txn, next, before.event, next.event, null);
      }
    }
  }

  /** "Directly item-read-depends" and "directly item-anti-depends". */
  items(): void {
    const { history, transactions, versions, chains } = this.chronicle;
    for (const { txn, counted, events } of transactions.values()) {
      if (!counted) continue;
      for (const i of events) {
        const event = history.events[i];
        if (event?.kind !== 'read') continue;
        const seen = versions.get(event.version) as Written;
        // A version that was never installed has no place in the order: that it was read is told by G1a.
        if (seen.place < 0) continue;
        this.add('wr', seen.txn, txn, seen, seen.event, i, null);
        const { installed } = chains.get(rowKey(event.table, event.row)) as Chain;
        const next = installed[seen.place + 1];
        if (next) this.add('rw', txn, next.txn, next, i, next.event, null);
      }
    }
  }

  /**
   * "Directly predicate-read-depends" and "directly predicate-anti-depends": a version changes the matches of a condition if it
   * meets it and the version before it does not, or the other way round. Changes up to the version that was looked at were read, later
   * ones write over it.
   */
  predicates(): void {
    const { transactions, versions, chains, questions } = this.chronicle;
    for (const { event, asked, looked, matching } of questions.values()) {
      if (!transactions.get(asked.txn)?.counted) continue;
      for (const key of rowsOf(matching, versions)) {
        const { installed, row } = chains.get(key) as Chain;
        const at = placeLooked(looked.get(row), versions);
        if (at === null) continue;
        for (const place of changes(installed, matching)) {
          const by = installed[place] as Written;
          if (place <= at) this.add('wr', by.txn, asked.txn, by, by.event, event, asked.condition);
          else this.add('rw', asked.txn, by.txn, by, event, by.event, asked.condition);
        }
      }
    }
  }

  private add(
    kind: EdgeKind,
    from: Txn,
    to: Txn,
    { write: { table, row } }: Written,
    fromEvent: number,
    toEvent: number,
    condition: string | null,
  ): void {
    if (from === to || from === INITIAL || to === INITIAL) return;
    const edge = `${kind}${condition === null ? '' : '?'} ${from} ${to}`;
    const what = `${edge} ${table}\n${row}\n${condition}`;
    if (this.told.has(what)) return;
    this.told.add(what);
    const dependency = { from, to, kind, table, row, condition, fromEvent, toEvent };
    const because = this.found.get(edge);
    if (because) because.push(dependency);
    else this.found.set(edge, [dependency]);
  }
}
