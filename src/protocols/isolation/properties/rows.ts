/** Promises about single rows. */
import { overHistory } from './common.ts';
import { atLeast, type Facts, type Read, running, type Write, whose } from './facts.ts';

export const noDirtyWrite = overHistory('no-dirty-write', (facts, from, _engine, broken) => {
  for (let at = from; at < facts.events.length; at++) {
    const e = facts.events[at];
    if (e?.kind !== 'write' || e.replaces === null || e.onCommit) continue;
    const writer = facts.writes.get(e.replaces)?.txn;
    if (writer === undefined || writer === e.txn || !running(facts, writer, at)) continue;
    broken(`${whose(facts, e.txn)} wrote row ${e.row} over what ${whose(facts, writer)} had not committed`);
  }
});

/** Judged when the reader commits: what it read must have been committed, and the last its writer wrote there. */
export const noDirtyRead = overHistory('no-dirty-read', (facts, from, _engine, broken) => {
  committed(facts, from, 'read committed', (txn) => {
    for (const [at, e] of facts.events.entries()) {
      if (e.kind !== 'read' || e.txn !== txn) continue;
      const writer = facts.writes.get(e.version)?.txn;
      if (writer === undefined || writer === txn || !running(facts, writer, at)) continue;
      broken(
        `${whose(facts, txn)} read row ${e.row} as ${whose(facts, writer)} had written and not committed it`,
      );
      return;
    }
  });
});

/** Of each update that reads the row in the same statement. */
export const updateOnNewest = overHistory('update-on-newest', (facts, from, _engine, broken) => {
  for (let at = from; at < facts.events.length; at++) {
    const e = facts.events[at];
    if (e?.kind !== 'write' || e.op !== 'update' || e.replaces === null) continue;
    const used = facts.events.findLast(
      (r): r is Read =>
        r.kind === 'read' && r.txn === e.txn && r.step === e.step && r.row === e.row && r.table === e.table,
    );
    if (used === undefined || used.version === e.replaces) continue;
    broken(`${whose(facts, e.txn)} computed row ${e.row} from a version older than the one it replaced`);
  }
});

/** Locking reads of InnoDB look at what is there now, and are no part of it. */
export const stableReads = overHistory('stable-reads', (facts, from, _engine, broken) => {
  committed(facts, from, 'repeatable read', (txn) => {
    const last = new Map<string, number>();
    for (const e of facts.events) {
      if (e.kind === 'write' && e.txn === txn) last.delete(`${e.table} ${e.row}`);
      if (e.kind !== 'read' || e.txn !== txn || e.lock !== undefined) continue;
      const before = last.get(`${e.table} ${e.row}`);
      last.set(`${e.table} ${e.row}`, e.version);
      // What it wrote itself is new to it by its own doing. An update’s reading may be of what is there now.
      if (before === undefined || before === e.version || writtenBy(facts, e.version) === txn) continue;
      if (facts.events.some((w) => w.kind === 'write' && w.txn === txn && w.step === e.step)) continue;
      if (writesRow(facts, txn, e)) continue;
      broken(`${whose(facts, txn)} read row ${e.row} twice and found it changed by somebody else`);
      return;
    }
  });
});

function writtenBy(facts: Facts, version: number): number | undefined {
  return facts.writes.get(version)?.txn;
}

function writesRow(facts: Facts, txn: number, read: Read): boolean {
  return facts.events.some(
    (e) => e.kind === 'write' && e.txn === txn && e.table === read.table && e.row === read.row,
  );
}

export const noLostUpdate = overHistory('no-lost-update', (facts, from, engine, broken) => {
  const level = engine === 'mysql' ? 'serializable' : 'repeatable read';
  committed(facts, from, level, (txn) => {
    const read = new Map<string, number>();
    for (const e of facts.events) {
      if (e.kind === 'read' && e.txn === txn) read.set(`${e.table} ${e.row}`, e.version);
      if (e.kind !== 'write' || e.txn !== txn) continue;
      const seen = read.get(`${e.table} ${e.row}`);
      read.set(`${e.table} ${e.row}`, e.version);
      const replaced = replacedBy(facts, e);
      if (seen === undefined || replaced === null || replaced === seen) continue;
      // Of versions that wait for the commit, all but the first replace one of its own.
      if (e.onCommit && writtenBy(facts, seen) === txn) continue;
      const other = writtenBy(facts, replaced);
      if (other === undefined || other === txn) continue;
      broken(
        `${whose(facts, txn)} wrote row ${e.row} over a change of ${whose(facts, other)} that it had not seen`,
      );
      return;
    }
  });
});

/** What stood there when it was installed. */
function replacedBy(facts: Facts, write: Write): number | null {
  if (!write.onCommit) return write.replaces;
  const installed = (w: Write) => facts.txns.get(w.txn)?.committed ?? null;
  const end = installed(write) ?? Number.POSITIVE_INFINITY;
  let last: Write | null = null;
  for (const w of facts.writes.values()) {
    const at = installed(w);
    if (w.table !== write.table || w.row !== write.row || at === null || at >= end) continue;
    if (last === null || at >= (installed(last) ?? 0)) last = w;
  }
  return last?.version ?? null;
}

/** Those of a level, or above it, whose commit is new. */
function committed(facts: Facts, from: number, level: string, judge: (txn: number) => void): void {
  for (let at = from; at < facts.events.length; at++) {
    const e = facts.events[at];
    if (e?.kind === 'commit' && atLeast(facts, e.txn, level)) judge(e.txn);
  }
}
