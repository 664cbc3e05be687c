/** Anomalies told by what single transactions saw: G1a, G1b, A1, A2, P4, A5A, OTV, and own writes that were not seen. */
import {
  type Chain,
  type Chronicle,
  type ObjectKey,
  rowKey,
  type Transaction,
  type Written,
} from './chronicle.ts';
import type { Findings } from './findings.ts';
import type { IsolationEvent, PredicateEvent, Txn, Version } from './history.ts';

interface Seen {
  readonly event: number;
  readonly written: Written;
}

export function findObserved(chronicle: Chronicle, findings: Findings): void {
  const installedBy = byWriter(chronicle);
  for (const transaction of chronicle.transactions.values()) {
    if (!transaction.counted) continue;
    dirty(chronicle, transaction, findings);
    own(chronicle, transaction, findings);
    const reads = readsOf(chronicle, transaction);
    repeated(transaction.txn, reads, findings);
    lost(chronicle, transaction.txn, reads, installedBy.get(transaction.txn), findings);
    skewed(transaction.txn, reads, installedBy, findings);
  }
}

/** Installed versions of each transaction, by row. */
type ByRow = ReadonlyMap<string, Written>;

function byWriter({ chains }: Chronicle): Map<Txn, Map<string, Written>> {
  const found = new Map<Txn, Map<string, Written>>();
  for (const [key, { installed }] of chains) {
    for (const written of installed) {
      const rows = found.get(written.txn) ?? new Map<string, Written>();
      rows.set(key, written);
      found.set(written.txn, rows);
    }
  }
  return found;
}

/** By row, what it read of versions that have a place in the version order. */
function readsOf({ history, versions }: Chronicle, { events }: Transaction): Map<string, Seen[]> {
  const rows = new Map<string, Seen[]>();
  for (const i of events) {
    const event = history.events[i];
    if (event?.kind !== 'read') continue;
    const written = versions.get(event.version) as Written;
    if (written.place < 0) continue;
    const { key } = written;
    const seen = rows.get(key);
    if (seen) seen.push({ event: i, written });
    else rows.set(key, [{ event: i, written }]);
  }
  return rows;
}

/** G1a and A1, G1b: by item, or by a search, of rows that have a version which meets its condition. */
function dirty(
  { history, versions, chains, questions }: Chronicle,
  { txn, events }: Transaction,
  findings: Findings,
) {
  const check = (version: Version, i: number) => {
    const written = versions.get(version) as Written;
    if (written.txn === txn) return;
    const pair = [written.txn, txn];
    if (written.place < 0) {
      findings.add('G1a', pair, [written.event, i]);
      findings.add('A1', pair, [written.event, i]);
    } else if (!written.last) findings.add('G1b', pair, [written.event, i]);
  };
  for (const i of events) {
    const event = history.events[i];
    if (event?.kind === 'read') check(event.version, i);
    // An insert under a name that was taken relies on the delete that freed it.
    if (event?.kind === 'write' && event.op === 'insert' && event.replaces !== null) check(event.replaces, i);
    // As every other write relies on the insert of what it changes.
    if (event?.kind === 'write' && event.op !== 'insert') {
      const { birth } = chains.get((versions.get(event.version) as Written).key) as Chain;
      if (birth.place < 0) check(birth.version, i);
    }
    if (event?.kind !== 'predicate') continue;
    const rows = questions.get(i)?.rows;
    for (const { row, version } of event.looked) {
      if (rows?.has(rowKey(event.table, row))) check(version, i);
    }
  }
}

/** The axiom INT: after its own write a transaction reads its own version, and none that it took back. */
function own(chronicle: Chronicle, { txn, events }: Transaction, findings: Findings): void {
  const { history, questions, versions } = chronicle;
  const mine = new Map<ObjectKey, { table: string; stack: { version: Version; at: number }[] }>();
  type Entry = { readonly stack: { version: Version; at: number }[] };
  const topOf = (entry: Entry | undefined, later: readonly Version[]) =>
    entry?.stack.findLast(({ version }) => !later.includes(version));
  const check = (version: Version, i: number, later: readonly Version[] = []) => {
    const seen = versions.get(version) as Written;
    const top = topOf(mine.get(seen.key), later);
    if (top !== undefined && top.version !== version) findings.add('internal', [txn], [top.at, i]);
    if (top === undefined && seen.txn === txn) findings.add('internal', [txn], [seen.event, i]);
  };
  const search = ({ table, looked, wrote = [] }: PredicateEvent, i: number) => {
    for (const { version } of looked) check(version, i, wrote);
    const question = questions.get(i);
    for (const [key, entry] of mine) {
      const top = topOf(entry, wrote);
      // A row that meets the condition in no version may be left out of what was looked at.
      if (entry.table !== table || !top || question?.looked.has(key)) continue;
      if (question?.matching.has(top.version)) findings.add('internal', [txn], [top.at, i]);
    }
  };
  for (const i of events) {
    const event = history.events[i];
    if (event?.kind === 'write') {
      const { key } = versions.get(event.version) as Written;
      const entry = mine.get(key) ?? { table: event.table, stack: [] };
      entry.stack.push({ version: event.version, at: i });
      mine.set(key, entry);
    } else if (event?.kind === 'undo') {
      const back = new Set(event.versions);
      for (const entry of mine.values())
        entry.stack = entry.stack.filter(({ version }) => !back.has(version));
    } else if (event?.kind === 'read') check(event.version, i);
    else if (event?.kind === 'predicate') search(event, i);
  }
}

/** A2: r1[x] … w2[x] … c2 … r1[x], and the two reads found different versions. */
function repeated(txn: Txn, reads: ReadonlyMap<string, readonly Seen[]>, findings: Findings): void {
  for (const seen of reads.values()) {
    for (const [i, again] of seen.entries()) {
      const before = seen[i - 1];
      if (!before || before.written.place === again.written.place) continue;
      const newer = before.written.place < again.written.place ? again.written : before.written;
      if (newer.txn !== txn) findings.add('A2', [txn, newer.txn], [before.event, newer.event, again.event]);
    }
  }
}

/** P4: r1[x] … w2[x] … w1[x] … c1, where T2's version lies between the one that T1 read and T1's own. P4C: rc1[x] … w2[x] … wc1[x] … c1. */
function lost(
  { history, chains }: Chronicle,
  txn: Txn,
  reads: ReadonlyMap<string, readonly Seen[]>,
  installed: ByRow | undefined,
  findings: Findings,
): void {
  for (const [key, mine] of installed ?? []) {
    const stale = reads
      .get(key)
      ?.filter(({ written }) => written.txn !== txn && written.place < mine.place - 1)
      .flatMap(({ event, written }) => {
        const missed = chains.get(key)?.installed[written.place + 1];
        return missed && missed.txn !== txn && event < mine.event ? [{ event, missed }] : [];
      });
    const [first] = stale ?? [];
    if (first === undefined) continue;
    findings.add('P4', [txn, first.missed.txn], [first.event, first.missed.event, mine.event]);
    const stood = mine.write.cursor && stale?.find(({ event }) => isCursor(history.events[event]));
    if (stood) findings.add('P4C', [txn, stood.missed.txn], [stood.event, stood.missed.event, mine.event]);
  }
}

function isCursor(event: IsolationEvent | undefined): boolean {
  return event?.kind === 'read' && event.cursor === true;
}

/** A5A and OTV: T1 read what T2 did to y, and x as it was before T2 wrote it; A5A if x came first, OTV if y did. */
function skewed(
  txn: Txn,
  reads: ReadonlyMap<string, readonly Seen[]>,
  installedBy: ReadonlyMap<Txn, ByRow>,
  findings: Findings,
): void {
  const sources = new Set<string>();
  for (const [y, seen] of reads) {
    for (const { event, written } of seen) {
      if (written.txn === txn || sources.has(`${written.txn} ${y}`)) continue;
      sources.add(`${written.txn} ${y}`);
      const theirs = installedBy.get(written.txn) as ByRow;
      const last = seen.findLast((other) => other.written.txn === written.txn) as Seen;
      for (const x of theirs.size < reads.size ? theirs.keys() : reads.keys()) {
        const over = theirs.get(x);
        const olds = reads.get(x)?.filter((old) => over && old.written.place < over.place);
        if (x === y || !over || !olds) continue;
        const first = olds.find((old) => old.event < last.event);
        if (first)
          findings.add('A5A', [txn, written.txn], [first.event, over.event, written.event, last.event]);
        const later = olds.find((old) => old.event > event);
        if (later) findings.add('OTV', [txn, written.txn], [event, over.event, later.event]);
      }
    }
  }
}
