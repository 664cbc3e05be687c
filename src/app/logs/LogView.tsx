/** A log that was read: what was found, the picture, the list of its events, and two of them compared. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Reading } from '../../logs/wire.ts';
import { cones } from '../../query/causality.ts';
import type { Place } from './draft.ts';
import { type Drawn, drawnOf, eventName, eventWords, verdictOf } from './drawn.ts';
import { Findings } from './Findings.tsx';
import { LogList } from './LogList.tsx';
import { LogTimeline } from './LogTimeline.tsx';
import { Relation } from './Relation.tsx';
import './view.css';

export function LogView({
  reading,
  place,
  onPlace,
}: {
  readonly reading: Reading;
  /** Where one is in it to begin with. */
  readonly place: Place;
  /** Told whenever one is somewhere else. */
  onPlace(place: Place): void;
}) {
  const [chosen, setChosen] = useState(place.execution < reading.executions.length ? place.execution : 0);
  const execution = reading.executions[chosen] ?? reading.executions[0];
  const drawn = useMemo(() => (execution === undefined ? null : drawnOf(execution)), [execution]);
  if (drawn === null) return null;
  return (
    <Execution
      key={chosen}
      reading={reading}
      drawn={drawn}
      picks={chosen === place.execution ? place : NO_PICKS}
      onPicks={(first, second) => onPlace({ execution: chosen, first, second })}
      picker={
        reading.executions.length > 1 && (
          <label className="log-executions">
            Execution
            <select value={chosen} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
              {reading.executions.map(({ label, events }, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: executions have no identity but their place
                <option key={i} value={i}>
                  {label === '' ? `number ${i + 1}` : label}, {events} events
                </option>
              ))}
            </select>
          </label>
        )
      }
    />
  );
}

const NO_PICKS = { first: -1, second: -1 };

function Execution({
  reading,
  drawn,
  picks,
  onPicks,
  picker,
}: {
  readonly reading: Reading;
  readonly drawn: Drawn;
  /** Picked to begin with; the log may have been changed since. */
  readonly picks: { readonly first: number; readonly second: number };
  onPicks(first: number, second: number): void;
  readonly picker: React.ReactNode;
}) {
  const there = (step: number) => (step < drawn.trace.steps ? step : -1);
  const [first, setFirst] = useState(there(picks.first));
  const [second, setSecond] = useState(first < 0 ? -1 : there(picks.second));
  const [comparing, setComparing] = useState(false);
  const [hover, setHover] = useState(-1);
  const [focused, setFocused] = useState(-1);
  const tell = useRef(onPicks);
  tell.current = onPicks;
  useEffect(() => tell.current(first, second), [first, second]);

  const clear = () => {
    setFirst(-1);
    setSecond(-1);
    setComparing(false);
  };
  const pick = (step: number, more: boolean) => {
    if (step < 0) return clear();
    if (first < 0 || !(more || comparing)) {
      setFirst(step);
      setSecond(-1);
    } else if (step !== first) setSecond(step);
    setComparing(false);
  };
  const verdict = useMemo(
    () => (first >= 0 && second >= 0 ? verdictOf(drawn, first, second) : null),
    [drawn, first, second],
  );
  const picked = useMemo(() => ({ first, second, legs: verdict?.legs ?? [] }), [first, second, verdict]);
  // What is pointed at is lit, then what the keyboard is on, then what is picked; of two that are picked, neither hides the other.
  const lit = hover >= 0 ? hover : focused >= 0 && second < 0 ? focused : second < 0 ? first : -1;
  const marks = useMemo(() => (lit >= 0 ? cones(drawn.causality, lit) : null), [drawn, lit]);

  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      setFirst(-1);
      setSecond(-1);
      setComparing(false);
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, []);

  return (
    <main className="log-view">
      <div className="log-left">
        {picker}
        <Findings reading={reading} drawn={drawn} onPick={(step) => pick(step, false)} />
        <LogList
          drawn={drawn}
          marks={marks}
          first={first}
          second={second}
          onFocus={setFocused}
          onPick={pick}
        />
      </div>
      <section className="log-picture" aria-label="Timeline">
        <LogTimeline drawn={drawn} picked={picked} lit={lit} hover={hover} onHover={setHover} onPick={pick} />
      </section>
      <div className="log-right">
        <Relation
          drawn={drawn}
          first={first}
          second={second}
          verdict={verdict}
          comparing={comparing}
          onCompare={setComparing}
          onPick={(step) => pick(step, false)}
          onClear={clear}
        />
      </div>
      <div className="visually-hidden" role="status" aria-live="polite">
        {verdict !== null
          ? `${verdict.sentence}.`
          : first >= 0
            ? `${eventName(drawn, first)} is picked: ${eventWords(drawn, first).text}.`
            : ''}
      </div>
    </main>
  );
}
