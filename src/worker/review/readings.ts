/** What a history looks like to who reads it by the words of an anomaly, whatever the judge calls it: then a second answer would be right. */
import { INITIAL, type IsolationEvent } from '../../checkers/isolation/history.ts';
import type { Enactment } from '../../checkers/isolation/matrix.ts';

type Read = Extract<IsolationEvent, { kind: 'read' }>;
type Told = Pick<Enactment, 'events' | 'judgement'>;

/** Every read, and the events after it. */
function reads(
  events: readonly IsolationEvent[],
): readonly { read: Read; after: readonly IsolationEvent[] }[] {
  return events.flatMap((read, i) => (read.kind === 'read' ? [{ read, after: events.slice(i + 1) }] : []));
}

const bothCommitted = ({ judgement: { transactions } }: Told): boolean =>
  transactions.every(({ outcome }) => outcome === 'committed');

/** By version, who wrote it. */
function writers(events: readonly IsolationEvent[]): ReadonlyMap<number, number> {
  return new Map(
    events.flatMap((event) => (event.kind === 'write' ? [[event.version, event.txn] as const] : [])),
  );
}

/** Whether one that came to nothing read what the other wrote: no harm is done, but who sat there may have seen rows change. */
export function misled({ events, judgement: { transactions } }: Told): boolean {
  const failed = new Set(transactions.filter(({ outcome }) => outcome === 'aborted').map(({ txn }) => txn));
  const by = writers(events);
  return reads(events).some(({ read: { txn, version } }) => {
    const writer = by.get(version) ?? INITIAL;
    return failed.has(txn) && writer !== INITIAL && writer !== txn;
  });
}

/** Write skew in words: each read a row, not the same one, that the other wrote later. */
export function crossed(told: Told): boolean {
  const found = reads(told.events).filter(({ read: { row, txn }, after }) =>
    after.some((event) => event.kind === 'write' && event.row === row && event.txn !== txn),
  );
  return (
    bothCommitted(told) &&
    found.some((a) => found.some((b) => a.read.txn !== b.read.txn && a.read.row !== b.read.row))
  );
}

/** Lost update in words: one read a row, the other wrote it, and the first wrote over that without having looked again. */
export function overwritten(told: Told): boolean {
  return (
    bothCommitted(told) &&
    reads(told.events).some(({ read: { row, txn }, after }) => {
      const theirs = after.findLastIndex(
        (event) => event.kind === 'write' && event.row === row && event.txn !== txn,
      );
      const own = after
        .slice(theirs + 1)
        .filter((event) => 'row' in event && event.row === row && event.txn === txn);
      return theirs >= 0 && own[0]?.kind === 'write';
    })
  );
}

/** A read that is not repeated, in words: one read a row twice, and found what the other wrote. */
export function changed({ events }: Told): boolean {
  const by = writers(events);
  return reads(events).some(({ read, after }) =>
    after.some(
      (event) =>
        event.kind === 'read' &&
        event.txn === read.txn &&
        event.row === read.row &&
        event.version !== read.version &&
        by.get(event.version) !== read.txn,
    ),
  );
}
