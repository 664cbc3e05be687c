/** What is picked, and how two picked events stand to one another. */
import { useMemo } from 'react';
import { cones } from '../../query/causality.ts';
import { countCones, type Drawn, eventName, eventWords, type Verdict } from './drawn.ts';

export function Relation({
  drawn,
  first,
  second,
  verdict,
  comparing,
  onCompare,
  onPick,
  onClear,
}: {
  readonly drawn: Drawn;
  readonly first: number;
  readonly second: number;
  readonly verdict: Verdict | null;
  /** Whether the next event picked is the second. */
  readonly comparing: boolean;
  onCompare(on: boolean): void;
  onPick(step: number): void;
  onClear(): void;
}) {
  if (first < 0) {
    return (
      <section className="log-relation" aria-label="Which came first">
        <h2 className="log-title">Which came first?</h2>
        <p className="muted">
          Point at an event: its past and its future stay lit, and what fades is concurrent with it.
        </p>
        <p className="muted">
          Pick one, in the picture or in the list, and then a second, with Shift or after pressing Compare:
          you are told which happened before the other, and why.
        </p>
      </section>
    );
  }
  return (
    <section className="log-relation" aria-label="Which came first">
      {verdict !== null && <Verdicts drawn={drawn} verdict={verdict} onPick={onPick} />}
      <EventCard drawn={drawn} step={first} letter="A" />
      {second >= 0 && <EventCard drawn={drawn} step={second} letter="B" />}
      <div className="log-buttons">
        <button
          type="button"
          className="button small"
          aria-pressed={comparing}
          onClick={() => onCompare(!comparing)}
        >
          {comparing ? 'Now pick the other event' : 'Compare A with another'}
        </button>
        <button type="button" className="button small" onClick={onClear}>
          Clear
        </button>
      </div>
    </section>
  );
}

function Verdicts({
  drawn,
  verdict,
  onPick,
}: {
  readonly drawn: Drawn;
  readonly verdict: Verdict;
  onPick(step: number): void;
}) {
  return (
    <div className="log-verdict">
      <h2 className="log-title">{verdict.sentence}</h2>
      {verdict.legs.length > 0 && (
        <ol className="log-legs">
          {verdict.legs.map((leg) => (
            <li key={leg.to}>
              {leg.sentence}{' '}
              <button type="button" className="text-button" onClick={() => onPick(leg.to)}>
                {eventWords(drawn, leg.to).text}
              </button>
            </li>
          ))}
        </ol>
      )}
      {verdict.unknown.length > 0 && (
        <ul className="log-legs">
          {verdict.unknown.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function EventCard({
  drawn,
  step,
  letter,
}: {
  readonly drawn: Drawn;
  readonly step: number;
  readonly letter: string;
}) {
  const { text, line, clock, fields } = eventWords(drawn, step);
  const counts = useMemo(() => countCones(cones(drawn.causality, step)), [drawn, step]);
  return (
    <article className="card log-card">
      <h3 className="card-title">
        <span className="log-letter">{letter}</span> {eventName(drawn, step)} · line {line}
      </h3>
      <p className="log-card-text">{text}</p>
      <dl className="log-fields">
        <div>
          <dt>clock</dt>
          <dd className="mono">{clock}</dd>
        </div>
        {fields.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="muted log-counts">
        After {events(counts.before)}, before {events(counts.after)}, concurrent with{' '}
        {events(counts.concurrent)}.
      </p>
    </article>
  );
}

function events(count: number): string {
  return count === 0 ? 'none' : count === 1 ? '1 event' : `${count} events`;
}
