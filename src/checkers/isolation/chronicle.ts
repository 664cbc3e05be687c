/** A history looked through once: whose each version is, what became of it, and the version order of every row. */
import { type Result, refuse } from '../../base/result.ts';
import {
  INITIAL,
  type IsolationEvent,
  type IsolationHistory,
  type PredicateEvent,
  type RowId,
  type Txn,
  type Version,
  type WriteEvent,
} from './history.ts';
import { Objects, order, placeLooked, type Writes } from './versions.ts';

export interface Transaction {
  readonly txn: Txn;
  /** Empty if the history never told it. */
  readonly session: string;
  readonly level: string;
  readonly outcome: 'committed' | 'aborted' | 'open';
  /** Whether it is a node of the graph: it committed, or is open and judged as if it committed now. */
  readonly counted: boolean;
  /** Indexes of its first event, and of its commit or abort; Infinity while it is open. */
  readonly first: number;
  readonly end: number;
  /** Indexes of its events, in order. */
  readonly events: readonly number[];
  readonly abortCode?: string;
}

/** A version that was written. */
export interface Written {
  readonly version: Version;
  /** Of the object it is a version of: a row from its insert to its delete. */
  readonly key: ObjectKey;
  readonly txn: Txn;
  readonly event: number;
  readonly write: WriteEvent;
  /** Taken back before the end of its transaction. */
  readonly undone: boolean;
  /**
   * Place in the version order of its row: 0, 1, …; of a first version that its transaction later wrote over, the place of the last;
   * -1 if it was never installed (aborted or undone).
   */
  readonly place: number;
  /** Of a transaction that counts, the one that was installed. */
  readonly last: boolean;
}

/** Names an object: its row, and which of those that had this name it is. */
export type ObjectKey = string;

/** The version order of an object. */
export interface Chain {
  readonly table: string;
  readonly row: RowId;
  /** The version that was inserted, installed or not. */
  readonly birth: Written;
  /** The version order: the installed versions, the initial one first where there is one. */
  readonly installed: readonly Written[];
}

/** A predicate read, with what the writes after it told. */
export interface Question {
  readonly event: number;
  readonly asked: PredicateEvent;
  readonly looked: ReadonlyMap<ObjectKey, Version>;
  /** Every version of the whole history that meets the condition. */
  readonly matching: ReadonlySet<Version>;
  /** Of each object that has such a version (on all others nothing can change what the search finds), the place in the version order that was looked at: -1 for unborn, null if that version was never installed. */
  readonly places: ReadonlyMap<ObjectKey, number | null>;
  /** `rowKey` of each of them. */
  readonly rows: ReadonlySet<string>;
}

export interface Chronicle {
  readonly history: IsolationHistory;
  /** In the order of their first events, without the initial one. */
  readonly transactions: ReadonlyMap<Txn, Transaction>;
  readonly versions: ReadonlyMap<Version, Written>;
  readonly chains: ReadonlyMap<ObjectKey, Chain>;
  readonly questions: ReadonlyMap<number, Question>;
}

export function rowKey(table: string, row: RowId): string {
  return `${table}\n${row}`;
}

export interface ReadingOptions {
  /** What becomes of transactions that have not ended. `commit`: they are judged as if they committed now, one after another. */
  readonly open?: 'abort' | 'commit';
}

interface Draft {
  txn: Txn;
  session: string;
  level: string;
  outcome: Transaction['outcome'];
  first: number;
  end: number;
  events: number[];
  abortCode?: string;
}

/** Refused, with a sentence, if the history contradicts itself. */
export function readHistory(
  history: IsolationHistory,
  { open = 'abort' }: ReadingOptions = {},
): Result<{ chronicle: Chronicle }> {
  const drafts = new Map<Txn, Draft>();
  const writes: Writes = new Map();
  const undone = new Set<Version>();
  const matching = new Map<number, Set<Version>>();
  const asked = new Map<number, Omit<Question, 'places' | 'rows'>>();
  const objects = new Objects();
  for (const [i, event] of history.events.entries()) {
    const at = `Event ${i} (${event.kind}, transaction ${event.txn})`;
    if (event.txn !== INITIAL) {
      let draft = drafts.get(event.txn);
      if (draft === undefined) {
        draft = {
          txn: event.txn,
          session: '',
          level: '',
          outcome: 'open',
          first: i,
          end: Infinity,
          events: [],
        };
        drafts.set(event.txn, draft);
      } else if (event.kind === 'begin') return refuse(`${at}: the transaction has begun before.`);
      if (draft.outcome !== 'open') return refuse(`${at}: the transaction has ended before.`);
      draft.events.push(i);
      note(draft, event, i);
    }
    if (event.kind === 'write') {
      if (writes.has(event.version))
        return refuse(`${at}: version ${event.version} has been written before.`);
      if (event.replaces !== null && !writes.has(event.replaces))
        return refuse(`${at}: it replaces version ${event.replaces}, which nobody wrote.`);
      writes.set(event.version, { event: i, write: event, key: objects.of(event, writes) });
      for (const predicate of event.matches) {
        const found = matching.get(predicate);
        if (!found) return refuse(`${at}: question ${predicate} has not been asked.`);
        found.add(event.version);
      }
    } else if (event.kind === 'read') {
      if (!isOf(writes, event.version, event.table, event.row))
        return refuse(`${at}: version ${event.version} is not of ${event.table} ${event.row}.`);
    } else if (event.kind === 'predicate') {
      if (matching.has(event.predicate))
        return refuse(`${at}: question ${event.predicate} has been asked before.`);
      const looked = new Map<ObjectKey, Version>();
      for (const { row, version } of event.looked) {
        const key = writes.get(version)?.key ?? '';
        if (looked.has(key)) return refuse(`${at}: it looked at two versions of row ${row}.`);
        if (!isOf(writes, version, event.table, row))
          return refuse(`${at}: version ${version} is not of ${event.table} ${row}.`);
        looked.set(key, version);
      }
      for (const version of event.matching) {
        const found = writes.get(version);
        if (found === undefined) return refuse(`${at}: nobody wrote version ${version}.`);
        const { txn, row } = found.write;
        if (txn === INITIAL && !looked.has(found.key) && !event.looked.some((other) => other.row === row))
          return refuse(`${at}: it did not look at row ${row}, which was there all along.`);
      }
      const found = new Set(event.matching);
      matching.set(event.predicate, found);
      asked.set(i, { event: i, asked: event, looked, matching: found });
    } else if (event.kind === 'undo') {
      for (const version of event.versions) {
        if (writes.get(version)?.write.txn !== event.txn)
          return refuse(`${at}: version ${version} is not its own.`);
        undone.add(version);
      }
    }
  }
  const transactions = new Map<Txn, Transaction>();
  for (const draft of drafts.values()) {
    const counted = draft.outcome === 'committed' || (draft.outcome === 'open' && open === 'commit');
    transactions.set(draft.txn, { ...draft, counted });
  }
  const { versions, chains } = order(writes, undone, transactions);
  const questions = new Map<number, Question>();
  for (const [i, question] of asked) {
    const places = new Map<ObjectKey, number | null>();
    const rows = new Set<string>();
    for (const version of question.matching) {
      const { key, write } = versions.get(version) as Written;
      if (places.has(key)) continue;
      places.set(key, placeLooked(question.looked, key, objects, versions, chains));
      rows.add(rowKey(write.table, write.row));
    }
    questions.set(i, { ...question, places, rows });
  }
  return { ok: true, chronicle: { history, transactions, versions, chains, questions } };
}

function note(draft: Draft, event: IsolationEvent, i: number): void {
  if (event.kind === 'begin') {
    draft.session = event.session;
    draft.level = event.level;
  } else if (event.kind === 'commit' || event.kind === 'abort') {
    draft.outcome = event.kind === 'commit' ? 'committed' : 'aborted';
    draft.end = i;
    if (event.kind === 'abort' && event.code !== undefined) draft.abortCode = event.code;
  }
}

function isOf(writes: Writes, version: Version, table: string, row: RowId): boolean {
  const found = writes.get(version)?.write;
  return found !== undefined && found.table === table && found.row === row;
}

/** Around a place of the version order, the last change of whether the row meets a condition, and the next. Unborn rows do not. */
export function changeNear(
  installed: readonly Written[],
  matching: ReadonlySet<Version>,
  at: number,
): { readonly last: Written | null; readonly next: Written | null } {
  const meets = (place: number) => place >= 0 && matching.has((installed[place] as Written).version);
  let last = at;
  while (last >= 0 && meets(last) === meets(last - 1)) last--;
  let next = at + 1;
  while (next < installed.length && meets(next) === meets(next - 1)) next++;
  return { last: installed[last] ?? null, next: installed[next] ?? null };
}
