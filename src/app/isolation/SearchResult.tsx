import { useEffect, useRef } from 'react';
import type { ColumnView, SearchView, StoryView } from '../../worker/isolation/wire.ts';
import { Lanes } from './Lanes.tsx';
import type { Search } from './storiesStore.ts';

/** What the search at the chosen level came to, with the button that starts it. */
export function SearchResult({
  story,
  column,
  search,
  usable,
  running,
  onSearch,
  onStop,
}: {
  readonly story: StoryView;
  readonly column: ColumnView | undefined;
  readonly search: Search | undefined;
  readonly usable: boolean;
  readonly running: boolean;
  readonly onSearch: () => void;
  readonly onStop: () => void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const state = search?.state;
  const before = useRef(state);
  useEffect(() => {
    const was = before.current;
    before.current = state;
    // The button that was pressed is gone: the focus goes on from the heading of what it found.
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (was === 'running' && state === 'done' && lost) heading.current?.focus({ preventScroll: true });
  }, [state]);
  if (column === undefined) return null;
  return (
    <section className="iso-result" aria-label={`Result: ${column.title}`}>
      <h2 ref={heading} tabIndex={-1}>
        {column.title}
      </h2>
      <p className="iso-promise">
        <strong>Promised:</strong> {column.promise}
      </p>
      {state !== 'done' && (
        <button
          type="button"
          className={running ? 'button' : 'button primary'}
          disabled={!usable}
          onClick={running ? onStop : onSearch}
        >
          {running ? 'Stop' : 'Find an interleaving that breaks it'}
        </button>
      )}
      <div role="status" className="iso-said num">
        {search?.state === 'running' &&
          `Trying interleavings of ${search.statements} statements; ${search.points.toLocaleString('en-GB')} statements carried out so far.`}
        {state === 'waiting' && 'Its turn comes after the levels before it.'}
        {search?.state === 'failed' && search.why}
        {search?.state === 'done' && <strong>{said(search.result)}</strong>}
      </div>
      {search?.state === 'done' && <Found story={story} result={search.result} column={column} />}
    </section>
  );
}

/** "Broken by an interleaving of 7 statements, …" */
export function said({ found, complete, ended, points }: SearchView): string {
  const n = (count: number) => count.toLocaleString('en-GB');
  if (found !== null) {
    const given = found.steps.filter(({ released }) => !released).length;
    if (found.switches === 0)
      return `It breaks without any interleaving: one after the other, in ${given} statements.`;
    return `Broken, at the soonest in ${given} statements. ${found.why}`;
  }
  if (!complete)
    return `Given up after ${n(points)} statements. None was found among those, which is no proof that there is none.`;
  return ended === 1
    ? 'None exists: whatever the order, it comes to the same.'
    : `None exists: all ${n(ended)} interleavings were tried.`;
}

function Found(props: {
  readonly story: StoryView;
  readonly result: SearchView;
  readonly column: ColumnView;
}) {
  const { story, result, column } = props;
  const { found, complete } = result;
  if (found === null)
    return complete ? (
      <p className="muted">
        Interleavings that differ only in the order of statements which do not touch one another are counted
        once.
      </p>
    ) : null;
  return (
    <>
      {found.anomalies.map(({ id, title, sentence }) => (
        <p key={id} className="iso-sentence">
          <strong>
            {title} ({id}).
          </strong>{' '}
          {sentence}
        </p>
      ))}
      {'hash' in found.link ? (
        <a className="button primary" href={found.link.hash}>
          See it in the lab
        </a>
      ) : (
        <p className="muted">{found.link.why}</p>
      )}
      <Lanes steps={found.steps} level={column.level} label={`${story.title}, broken on ${column.title}`} />
      <dl className="iso-facts">
        <dt>In the end</dt>
        <dd className="num">{found.tables.map(({ name, rows }) => `${name} ${rows}`).join('; ')}</dd>
        <dt>Told in</dt>
        <dd>{story.source}</dd>
      </dl>
    </>
  );
}
