/** Why the database refused a statement, in the words of someone who has not read its manual. Pure. */
import type { Card } from './view-cards.ts';

/** @returns plain sentences; null where the message of the database says it all */
export function meaningOf({ session, end }: Pick<Card, 'session' | 'end'>): string | null {
  if (end === null || end.code === null) return null;
  const { code, text } = end;
  if (text.startsWith('deadlock'))
    return `Each of a circle waited for the next, which would never end. ${session} was chosen to go: its changes are taken back, and the others go on.`;
  if (text.includes('pivot of a dangerous structure'))
    return `Somebody did not see what ${session} wrote, and ${session} did not see what somebody wrote: ${session} is the pivot between the two. Every circle among snapshots has such a pivot, so the database refuses it without looking for the whole circle. ${text.includes('during a write') ? 'This very write would have been the second of the two.' : 'Before the refusal the graph shows both arrows.'}`;
  if (text.includes('beneath a committed pivot'))
    return `What ${session} read would close a circle through a transaction that has committed already, so ${session} has to go.`;
  if (text.includes('due to concurrent'))
    return `Another transaction changed this row after the snapshot of ${session} was taken, and has committed. ${session} must not write over what it cannot see; begun again, it would see it.`;
  if (text.includes('since the transaction began'))
    return `${session} worked on its own copy, and what it read there is no longer so. It has to begin again; nothing of it was written.`;
  if (code === '25P02')
    return `An earlier statement of this transaction failed. The database takes nothing more from ${session} until it ends the transaction or goes back to a savepoint.`;
  if (code === '23505')
    return 'A row with the same key is there already, committed or written by this very transaction.';
  return null;
}

/** The last failure that its session has heard of at a step; null: there is none, or there is no more to say of it. */
export function lastFailure(
  cards: readonly Card[],
  step: number,
): { readonly number: number; readonly session: string; readonly meaning: string } | null {
  let last: Card | null = null;
  for (const card of cards) {
    const { end } = card;
    if (end === null || end.code === null || end.step > step) continue;
    if (last === null || end.step >= (last.end?.step ?? 0)) last = card;
  }
  const meaning = last === null ? null : meaningOf(last);
  return last === null || meaning === null ? null : { number: last.number, session: last.session, meaning };
}
