/** What can be done to a card, each as one edit with the name it has in the list of edits. Pure. */
import type { RunSpec } from '../../engine/runspec.ts';
import type { Card } from './view-cards.ts';
import { added, deferred, moved, moveName, rewritten, shortSql, without } from './view-order.ts';

export interface Edit {
  /** Completes "Undo …". */
  readonly name: string;
  readonly change: (spec: RunSpec) => RunSpec;
}

const tell = ({ sql, session }: Card) => `“${shortSql(sql)}” of ${session}`;

/** @param to a place in the order, from 0 */
export function moveEdit(spec: RunSpec, input: number, to: number): Edit {
  return { name: moveName(spec, input, to), change: (s) => moved(s, input, to) };
}

export function nextEdit({ session, sql, input }: Card, to: number): Edit {
  const name = `let ${session} go next with “${shortSql(sql)}”`;
  return { name, change: (s) => moved(s, input, to) };
}

export function deleteEdit(card: Card): Edit {
  return { name: `delete ${tell(card)}`, change: (s) => without(s, card.input) };
}

export function rewriteEdit(card: Card, sql: string): Edit {
  return { name: `rewrite ${tell(card)}`, change: (s) => rewritten(s, card.input, sql) };
}

export function addEdit(session: string, sql: string): Edit {
  return { name: `add “${shortSql(sql)}” to ${session}`, change: (s) => added(s, session, sql) };
}

/** All that the session had to skip in the same wait is given once that is over; null if it never is. */
export function deferEdit({ free, session }: Card, cards: readonly Card[]): Edit | null {
  const by = cards.find(({ input }) => input === free);
  if (by === undefined) return null;
  const own = cards.filter((c) => c.session === session && c.free === by.input).map((c) => c.input);
  const name = `give what ${session} had to skip after ${tell(by)}`;
  return { name, change: (s) => deferred(s, own, by.input) };
}
