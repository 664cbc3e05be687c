/** What a history says, put in order. */
import { iterate, type List } from '../../../protolib/list.ts';
import type { Observation } from '../state.ts';

type Of<K extends Observation['kind']> = Extract<Observation, { readonly kind: K }>;
export type Read = Of<'read'>;
export type Write = Of<'write'>;
export type Predicate = Of<'predicate'>;

export interface TxnFacts {
  readonly txn: number;
  readonly session: string;
  readonly level: string;
  /** Index of its end in the history, null while it runs. */
  readonly committed: number | null;
  readonly aborted: number | null;
}

export interface Facts {
  readonly events: readonly Observation[];
  readonly txns: ReadonlyMap<number, TxnFacts>;
  /** By version: who wrote it. */
  readonly writes: ReadonlyMap<number, Write>;
}

const known = new WeakMap<object, Facts>();

export function factsOf(history: List<Observation>): Facts {
  let facts = known.get(history);
  if (facts === undefined) {
    facts = gather([...iterate(history)]);
    known.set(history, facts);
  }
  return facts;
}

function gather(events: readonly Observation[]): Facts {
  const txns = new Map<number, TxnFacts>();
  const writes = new Map<number, Write>();
  // Whoever set up had committed before anything.
  txns.set(0, { txn: 0, session: 'the set-up', level: '', committed: -1, aborted: null });
  events.forEach((e, at) => {
    if (e.kind === 'begin') {
      txns.set(e.txn, { txn: e.txn, session: e.session, level: e.level, committed: null, aborted: null });
    } else if (e.kind === 'write') writes.set(e.version, e);
    else if (e.kind === 'commit' || e.kind === 'abort') {
      const txn = txns.get(e.txn);
      if (txn !== undefined) txns.set(e.txn, { ...txn, [e.kind === 'commit' ? 'committed' : 'aborted']: at });
    }
  });
  return { events, txns, writes };
}

/** "T2’s transaction" */
export function whose(facts: Facts, txn: number): string {
  return facts.txns.get(txn)?.session ?? `transaction ${txn}`;
}

export function running(facts: Facts, txn: number, at: number): boolean {
  const found = facts.txns.get(txn);
  if (found === undefined) return false;
  const end = found.committed ?? found.aborted;
  return end === null || end > at;
}

const ORDER = ['read uncommitted', 'read committed', 'repeatable read', 'serializable'];

export function atLeast(facts: Facts, txn: number, level: string): boolean {
  return ORDER.indexOf(facts.txns.get(txn)?.level ?? '') >= ORDER.indexOf(level);
}
