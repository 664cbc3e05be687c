/**
 * Adya's direct serialization graph (thesis, section 3.1.3 and chapter 4): nodes are the transactions that count, and an edge from Ti to
 * Tj means that Tj must come after Ti in any serial order.
 */
import { type Chain, type Chronicle, changeNear, type Written } from './chronicle.ts';
import { INITIAL, type RowId, type Txn } from './history.ts';

/** `ww`: Tj wrote over what Ti wrote. `wr`: Tj read what Ti wrote. `rw`: Tj wrote over what Ti had read. */
export type EdgeKind = 'ww' | 'wr' | 'rw';

const KINDS: readonly EdgeKind[] = ['ww', 'wr', 'rw'];
/** Conflicts that are told of one edge. */
export const MOST_REASONS = 16;

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
  /** Never empty, the earliest first; of many, `MOST_REASONS`. */
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
  private readonly found = new Map<number, Dependency[]>();
  private readonly numbers: ReadonlyMap<Txn, number>;

  constructor(chronicle: Chronicle) {
    this.chronicle = chronicle;
    this.numbers = new Map([...chronicle.transactions.keys()].map((txn, i) => [txn, i]));
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
        const { installed } = chains.get(seen.key) as Chain;
        const next = installed[seen.place + 1];
        if (next) this.add('rw', txn, next.txn, next, i, next.event, null);
      }
    }
  }

  /**
   * "Directly predicate-read-depends" and "directly predicate-anti-depends": a version changes the matches of a condition if it
   * meets it and the version before it does not, or the other way round. Changes up to the version that was looked at were read, later
   * ones write over it. Of each the nearest: the others follow from it by write dependencies of the row, with no cycle more or less.
   */
  predicates(): void {
    const { transactions, chains, questions } = this.chronicle;
    for (const { event, asked, matching, places } of questions.values()) {
      if (!transactions.get(asked.txn)?.counted) continue;
      for (const [key, at] of places) {
        if (at === null) continue;
        const { installed } = chains.get(key) as Chain;
        const changed = changeNear(installed, matching, at);
        if (changed.last) {
          const by = changed.last;
          this.add('wr', by.txn, asked.txn, by, by.event, event, asked.condition);
        }
        if (changed.next) {
          const by = changed.next;
          this.add('rw', asked.txn, by.txn, by, event, by.event, asked.condition);
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
    const n = this.numbers.size;
    const pair = this.number(from) * n + this.number(to);
    const edge = pair * 2 * KINDS.length + 2 * KINDS.indexOf(kind) + (condition === null ? 0 : 1);
    const because = this.found.get(edge);
    const dependency = { from, to, kind, table, row, condition, fromEvent, toEvent };
    if (because === undefined) this.found.set(edge, [dependency]);
    else if (because.length < MOST_REASONS && !because.some((d) => isSame(d, dependency)))
      because.push(dependency);
  }

  private number(txn: Txn): number {
    return this.numbers.get(txn) as number;
  }
}

/** Whether they tell the same: a row read ten times is no ten reasons. */
function isSame(a: Dependency, b: Dependency): boolean {
  return a.row === b.row && a.table === b.table && a.condition === b.condition;
}
