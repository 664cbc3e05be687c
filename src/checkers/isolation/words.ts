/** Sentences about transactions, conflicts and cycles. */
import { listed } from '../../base/text.ts';
import type { Chronicle } from './chronicle.ts';
import type { Cycle } from './cycles.ts';
import type { Finding } from './findings.ts';
import type { Dependency } from './graph.ts';
import { INITIAL, type Txn } from './history.ts';
import { ANOMALIES } from './names.ts';

/** `T1`, or where a session had several transactions, its second `T1#2`. Short names, each of one transaction alone. */
export function namesOf({ transactions }: Pick<Chronicle, 'transactions'>): Map<Txn, string> {
  const ofSession = new Map<string, Txn[]>();
  for (const { txn, session } of transactions.values()) {
    ofSession.set(session, [...(ofSession.get(session) ?? []), txn]);
  }
  const names = new Map<Txn, string>([[INITIAL, 'the initial state']]);
  for (const [session, txns] of ofSession) {
    for (const [i, txn] of txns.entries()) {
      const several = txns.length > 1 && i > 0 ? `${session}#${i + 1}` : session;
      names.set(txn, session === '' ? `transaction ${txn}` : several);
    }
  }
  return names;
}

/** "T2 wrote test 1 after T1 had read it" */
export function tellDependency({ kind, from, to, table, row, condition }: Dependency, name: Names): string {
  const what = `${table} ${row}`;
  if (condition !== null) {
    return kind === 'wr'
      ? `${name(to)} searched ${table} for ${condition} and took into account what ${name(from)} did to row ${row}`
      : `${name(from)} searched ${table} for ${condition} and missed what ${name(to)} did to row ${row}`;
  }
  if (kind === 'ww') return `${name(to)} wrote over what ${name(from)} had written to ${what}`;
  if (kind === 'wr') return `${name(to)} read what ${name(from)} wrote to ${what}`;
  return `${name(from)} read ${what} as it was before ${name(to)} wrote it`;
}

export type Names = (txn: Txn) => string;

/** "T1 read test 1 as it was before T2 wrote it, and …: each must come before the other." */
export function tellCycle({ edges }: Cycle, name: Names): string {
  const steps = edges.flatMap(({ because }) => (because[0] ? [tellDependency(because[0], name)] : []));
  const end =
    edges.length === 2 ? 'each must come before the other' : 'each must come before the next, in a circle';
  return `${listed(steps, 'and')}: ${end}.`;
}

/** What was found, with the names of those concerned: "P4, lost update: T1 read …" */
export function tellFinding({ id, txns, events }: Finding, { history }: Chronicle, name: Names): string {
  const [first = INITIAL, second = INITIAL] = txns;
  const one = name(first);
  const two = name(second);
  const what = (i: number): string => {
    const event = history.events[events[i] ?? -1];
    if (event?.kind === 'predicate') return `${event.table} for ${event.condition}`;
    return event && 'row' in event ? `${event.table} ${event.row}` : 'nothing';
  };
  switch (id) {
    case 'P0':
      return `${two} wrote over ${what(0)}, which ${one} had written and not yet committed.`;
    case 'P1':
      return `${two} read ${what(1)} as ${one} had written it and not yet committed.`;
    case 'P2':
      return `${two} wrote ${what(0)}, which ${one} had read, before ${one} had ended.`;
    case 'P3':
      return `${two} wrote ${what(1)} after ${one} had searched ${what(0)}, and before ${one} had ended.`;
    case 'P4':
      return `${one} read ${what(0)}, ${two} changed it, and ${one} wrote over the change without having seen it.`;
    case 'P4C':
      return `A cursor of ${one} stood on ${what(0)}, ${two} changed it, and ${one} wrote over the change through the cursor.`;
    case 'A1':
    case 'G1a':
      return `${two} used a version of ${what(0)} that ${one} wrote and then took back.`;
    case 'G1b':
      return `${two} used a version of ${what(0)} that ${one} then wrote over itself.`;
    case 'A2':
      return `${one} read ${what(0)} twice and found different versions, because ${two} wrote it.`;
    case 'A3':
      return `${one} searched ${what(0)} twice, and only one of the two took into account what ${two} did to ${what(1)}.`;
    case 'PMP':
      return `${one} searched ${what(0)} and ${what(2)}, and only one of the two took into account what ${two} did to ${what(1)}.`;
    case 'A5A':
      return `${one} read ${what(0)} as it was before ${two} wrote it, and ${what(3)} as ${two} left it.`;
    case 'OTV':
      return `${one} read ${what(0)} as ${two} left it, and after that ${what(2)} as it was before ${two} wrote it.`;
    case 'A5B':
      return `${one} read ${what(0)} before ${two} wrote it, and ${two} read ${what(1)} before ${one} wrote it.`;
    case 'internal':
      return `${one} wrote ${what(0)} and did not find its own version of it afterwards.`;
    case 'vanished':
      return `${one} committed ${what(0)}, and the final state does not have it.`;
    default:
      return ANOMALIES[id].meaning;
  }
}
