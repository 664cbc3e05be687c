/** What a log is, what of it could not be read, and where its clocks contradict themselves. */
import { MAX_EVENTS } from '../../logs/log.ts';
import { MAX_LANES } from '../../logs/trace.ts';
import type { Reading } from '../../logs/wire.ts';
import { listOf } from '../text.ts';
import type { Drawn } from './drawn.ts';
import { LeftOut } from './LeftOut.tsx';

const plural = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

export function Findings({
  reading,
  drawn,
  onPick,
}: {
  readonly reading: Reading;
  readonly drawn: Drawn;
  onPick(step: number): void;
}) {
  const { execution, trace, causality: c } = drawn;
  const { breaches, breachCount, rejected, rejectedCount, lines, hidden } = execution;
  const origin = {
    asked: 'the pattern you gave',
    header: 'the pattern in its first line',
    found: 'the preset that fits best',
  }[reading.origin];
  const stepOf = new Map(trace.violations.map(({ why, step }) => [why, step]));
  return (
    <section className="log-findings" aria-label="What was found">
      <p className="log-summary">
        {plural(execution.events, 'event')} of {plural(trace.nodes.length + hidden.length, 'host')}, with{' '}
        {plural(c.sources.length, 'message')} between them as the clocks tell. Read with {origin}.
      </p>
      {reading.cut && (
        <p className="log-note">
          Only the first {plural(MAX_EVENTS, 'event')} were read: a page draws no more.
        </p>
      )}
      {hidden.length > 0 && (
        <p className="log-note">
          {plural(MAX_LANES, 'host')} have lanes. {plural(hidden.length, 'other')} (
          {listOf(hidden.length > 5 ? [...hidden.slice(0, 5), '…'] : hidden)}) have not; a message may stand
          for a chain through them.
        </p>
      )}
      <h2 className="eyebrow">Clocks</h2>
      {breachCount === 0 ? (
        <p className="log-ok">
          {rejectedCount === 0 && !reading.cut
            ? 'Valid: there'
            : `Valid, of the ${plural(lines, 'line')} that ${lines === 1 ? 'was' : 'were'} read; ${leftOut(rejectedCount, reading.cut)}. There`}{' '}
          is a run of events and messages that has exactly these clocks.
        </p>
      ) : (
        <>
          <p className="log-bad">
            {breachCount === 1
              ? 'No run has these clocks, for one reason.'
              : `No run has these clocks, for ${plural(breachCount, 'reason')}.`}{' '}
            The picture follows them as far as they go.
          </p>
          <ul className="log-list" aria-label="Clocks that cannot be">
            {breaches.map(({ why }) => (
              <li key={why}>
                {stepOf.has(why) ? (
                  <button type="button" className="log-finding" onClick={() => onPick(stepOf.get(why) ?? -1)}>
                    {why}
                  </button>
                ) : (
                  why
                )}
              </li>
            ))}
          </ul>
          {breachCount > breaches.length && (
            <p className="muted">And {plural(breachCount - breaches.length, 'more', 'more')}.</p>
          )}
        </>
      )}
      <LeftOut title="" rejected={rejected} count={rejectedCount} />
      <p className="muted log-note">
        From left to right runs Lamport’s time: an event stands one step after the latest it depends on. The
        log’s own times are not trusted. A log is a record: it cannot be replayed, and takes no faults.
      </p>
    </section>
  );
}

function leftOut(rejected: number, cut: boolean): string {
  const lines = `${rejected.toLocaleString('en-GB')} ${rejected === 1 ? 'was' : 'were'} left out`;
  if (!cut) return lines;
  return rejected === 0 ? 'the rest was not read' : `${lines}, and the rest was not read`;
}
