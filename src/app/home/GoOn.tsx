/** The way back to the experiment somebody was at, and to those before it. */
import { useRef, useState } from 'react';
import type { Card } from '../../engine/meta.ts';
import { ago, forget, type Recent, recalled } from './recent.ts';
import { Thumbnail } from './Thumbnail.tsx';

export function GoOn({ cards }: { readonly cards: readonly Card[] }) {
  const [runs, setRuns] = useState(recalled);
  const [said, setSaid] = useState('');
  const section = useRef<HTMLElement>(null);
  const titleOf = (run: Recent) => cards.find(({ id }) => id === run.protocol)?.title;
  const [latest, ...others] = runs.filter((run) => titleOf(run) !== undefined);
  const drop = (run: Recent) => {
    forget(run.hash);
    setRuns(recalled());
    setSaid(`“${run.title}” is forgotten.`);
    // The button that was pressed is gone with its run.
    section.current?.focus();
  };
  const status = (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  );
  if (latest === undefined) return said === '' ? null : status;
  return (
    <section className="go-on" aria-labelledby="go-on-title" ref={section} tabIndex={-1}>
      <div className="go-on-picture">
        <Thumbnail run={latest.hash} />
      </div>
      <div className="go-on-words">
        <h2 className="eyebrow" id="go-on-title">
          Go on where you were
        </h2>
        <p className="go-on-run">
          <a href={latest.hash}>{latest.title}</a>
        </p>
        <p className="muted">
          {titleOf(latest)}, {when(latest)}. Kept in this browser only.
        </p>
      </div>
      <button
        type="button"
        className="button small go-on-forget"
        aria-label="Forget this run"
        onClick={() => drop(latest)}
      >
        Forget
      </button>
      {others.length > 0 && (
        <details className="go-on-others">
          <summary>{others.length === 1 ? 'One run before it' : `${others.length} runs before it`}</summary>
          <ul>
            {others.map((run) => (
              <li key={run.hash}>
                <a href={run.hash}>{run.title}</a>
                <span className="muted">
                  {titleOf(run)}, {when(run)}
                </span>
                <button
                  type="button"
                  className="text-button"
                  aria-label={`Forget “${run.title}”, ${when(run)}`}
                  onClick={() => drop(run)}
                >
                  Forget
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {status}
    </section>
  );
}

function when({ own, at }: Recent): string {
  return `${own ? 'changed' : 'opened'} ${ago(at, Date.now())}`;
}
