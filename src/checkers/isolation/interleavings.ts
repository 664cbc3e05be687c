/**
 * The phenomena P0 to P3 of Berenson et al. 1995, section 2.2 and 3, read broadly: an operation of one transaction met one of another
 * that had not ended, whatever became of the two. P1 and P0 are told by versions, so that a database which shows an older version, or
 * keeps its writes to itself until it commits, is not blamed for reads and writes that did not meet.
 */
import { type Chronicle, rowKey } from './chronicle.ts';
import type { Findings } from './findings.ts';
import type { Txn, WriteEvent } from './history.ts';

/** By transaction that has not ended, the index of its first such operation. */
type Open = Map<Txn, number>;

export function findInterleavings(chronicle: Chronicle, findings: Findings): void {
  new Pass(chronicle, findings).run();
}

class Pass {
  private readonly chronicle: Chronicle;
  private readonly findings: Findings;
  private readonly active = new Set<Txn>();
  private readonly readers = new Map<string, Open>();
  private readonly writers = new Map<string, Open>();
  /** Rows each active transaction stands in. */
  private readonly touched = new Map<Txn, Set<Open>>();
  /** Predicate reads of active transactions by table. */
  private readonly asked = new Map<string, Map<Txn, number[]>>();

  constructor(chronicle: Chronicle, findings: Findings) {
    this.chronicle = chronicle;
    this.findings = findings;
  }

  run(): void {
    const { history, versions } = this.chronicle;
    /** Writes that happen when their transaction commits. */
    const later = new Map<Txn, { event: WriteEvent; at: number }[]>();
    for (const [i, event] of history.events.entries()) {
      const { txn } = event;
      if (!this.chronicle.transactions.has(txn)) continue;
      this.active.add(txn);
      switch (event.kind) {
        case 'read': {
          const writer = versions.get(event.version);
          if (writer && writer.txn !== txn && this.active.has(writer.txn)) {
            this.findings.add('P1', [writer.txn, txn], [writer.event, i]);
          }
          this.stand(this.readers, rowKey(event.table, event.row), txn, i);
          break;
        }
        case 'predicate': {
          const ofTable = this.asked.get(event.table) ?? new Map<Txn, number[]>();
          this.asked.set(event.table, ofTable);
          ofTable.set(txn, [...(ofTable.get(txn) ?? []), i]);
          break;
        }
        case 'write':
          if (event.onCommit) later.set(txn, [...(later.get(txn) ?? []), { event, at: i }]);
          else this.write(event, i);
          break;
        case 'commit':
          for (const { event: write, at } of later.get(txn) ?? []) this.write(write, at);
          this.end(txn);
          break;
        case 'abort':
          this.end(txn);
      }
    }
  }

  private write(event: WriteEvent, i: number): void {
    const { txn, table, row, version, replaces } = event;
    const key = rowKey(table, row);
    for (const [other, at] of this.writers.get(key) ?? []) {
      if (other !== txn) this.findings.add('P0', [other, txn], [at, i]);
    }
    for (const [other, at] of this.readers.get(key) ?? []) {
      if (other !== txn) this.findings.add('P2', [other, txn], [at, i]);
    }
    for (const [other, questions] of this.asked.get(table) ?? []) {
      if (other === txn) continue;
      const met = questions.find((at) => {
        const matching = this.chronicle.questions.get(at)?.matching;
        return matching?.has(version) || (replaces !== null && matching?.has(replaces));
      });
      if (met !== undefined) this.findings.add('P3', [other, txn], [met, i]);
    }
    this.stand(this.writers, key, txn, i);
  }

  private stand(rows: Map<string, Open>, key: string, txn: Txn, i: number): void {
    const open: Open = rows.get(key) ?? new Map<Txn, number>();
    rows.set(key, open);
    if (open.has(txn)) return;
    open.set(txn, i);
    const touched = this.touched.get(txn) ?? new Set<Open>();
    this.touched.set(txn, touched);
    touched.add(open);
  }

  private end(txn: Txn): void {
    this.active.delete(txn);
    for (const open of this.touched.get(txn) ?? []) open.delete(txn);
    this.touched.delete(txn);
    for (const ofTable of this.asked.values()) ofTable.delete(txn);
  }
}
