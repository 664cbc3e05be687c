/**
 * PMP (Bailis et al. 2013, appendix A; Adya's predicate-many-preceders): two searches of one transaction whose conditions overlap saw
 * different changes of what meets both. A3: the two had the same condition, and so found other rows the second time.
 */
import type { Chain, Chronicle, Question, Written } from './chronicle.ts';
import type { Findings } from './findings.ts';
import type { Txn } from './history.ts';

/** All searches of one transaction that saw a row at the same place of its version order, by the same condition: the first of them. */
interface Look {
  readonly question: Question;
  readonly place: number;
}

export function findSearches(chronicle: Chronicle, findings: Findings): void {
  for (const { txn, counted, events } of chronicle.transactions.values()) {
    if (!counted) continue;
    const questions = events.flatMap((i) => chronicle.questions.get(i) ?? []);
    if (questions.length > 1) compare(chronicle, txn, questions, findings);
  }
}

function compare(chronicle: Chronicle, txn: Txn, questions: readonly Question[], findings: Findings): void {
  const { chains } = chronicle;
  const looks = new Map<string, Map<string, Look>>();
  for (const question of questions) {
    for (const [key, place] of question.places) {
      if (place === null) continue;
      const ofRow = looks.get(key) ?? new Map<string, Look>();
      looks.set(key, ofRow);
      const same = `${place} ${question.asked.condition}`;
      if (!ofRow.has(same)) ofRow.set(same, { question, place });
    }
  }
  for (const [key, ofRow] of looks) {
    const { installed } = chains.get(key) as Chain;
    const all = [...ofRow.values()];
    for (const [i, a] of all.entries()) {
      for (const b of all.slice(i + 1)) {
        const change = a.place === b.place ? null : changeBetween(a, b, installed, txn);
        if (change === null) continue;
        const found = [a.question.event, change.event, b.question.event] as const;
        const same = a.question.asked.condition === b.question.asked.condition;
        findings.add('PMP', [txn, change.txn], found);
        if (same) findings.add('A3', [txn, change.txn], found);
      }
    }
  }
}

/** A version of another transaction, seen by one of the two searches alone, that changes whether the row meets both conditions. */
function changeBetween(a: Look, b: Look, installed: readonly Written[], txn: Txn): Written | null {
  const both = ({ version }: Written) => a.question.matching.has(version) && b.question.matching.has(version);
  const from = Math.min(a.place, b.place);
  const start = installed[from];
  let before = start !== undefined && both(start);
  for (const written of installed.slice(from + 1, Math.max(a.place, b.place) + 1)) {
    const now = both(written);
    if (now !== before && written.txn !== txn) return written;
    before = now;
  }
  return null;
}
