import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { findTerms } from '../../glossary/find.ts';
import { terms } from '../../glossary/terms.ts';
import type { Term } from '../../glossary/types.ts';
import { useArrival } from '../arrival.ts';
import { TRACKS } from '../home/tracks.ts';
import { Words } from '../lesson/Prose.tsx';
import { useSearchKeys } from '../searchKeys.ts';
import { termHref } from './address.ts';

export function AllTerms() {
  const id = useId();
  const heading = useArrival<HTMLHeadingElement>();
  const input = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const all = terms();
  const found = useMemo(() => findTerms(query, all), [query, all]);
  const asked = query.trim() !== '';
  useEffect(() => {
    document.title = 'Glossary · Faultline';
  }, []);
  const { links, onKeyDown } = useSearchKeys(input, results, {
    asked,
    arrows: true,
    clear: () => setQuery(''),
  });

  return (
    <main className="glossary" onKeyDown={onKeyDown}>
      <h1 ref={heading} tabIndex={-1}>
        Glossary
      </h1>
      <p className="glossary-lead">
        {all.length} terms, each with where it comes from; where something wrong is often said of it, that is
        said too.
      </p>
      <form
        role="search"
        className="glossary-search"
        onSubmit={(event) => {
          event.preventDefault();
          if (asked) links()[0]?.click();
        }}
      >
        <label className="visually-hidden" htmlFor={`${id}-query`}>
          Search the glossary
        </label>
        <input
          ref={input}
          id={`${id}-query`}
          type="search"
          value={query}
          maxLength={80}
          autoComplete="off"
          spellCheck={false}
          placeholder="Search: quorum, write skew, lease …"
          aria-describedby={`${id}-count`}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <p role="status" id={`${id}-count`} className={asked ? 'muted' : 'visually-hidden'}>
          {asked ? countOf(found.length) : ''}
        </p>
      </form>
      {!asked && <Tracks />}
      <div ref={results}>
        {asked ? (
          <List of={found} />
        ) : (
          TRACKS.map(({ id: track, title, about }) => (
            <section key={track} aria-labelledby={`glossary-${track}`}>
              <h2 id={`glossary-${track}`} tabIndex={-1}>
                {title} <span className="muted">{about}</span>
              </h2>
              <List of={all.filter((term) => term.track === track)} />
            </section>
          ))
        )}
      </div>
    </main>
  );
}

/** To the terms of one track: the page is long. */
function Tracks() {
  return (
    <nav className="glossary-tracks" aria-label="Tracks">
      {TRACKS.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          className="text-button"
          onClick={() => {
            const heading = document.getElementById(`glossary-${id}`);
            heading?.scrollIntoView();
            heading?.focus({ preventScroll: true });
          }}
        >
          {title}
        </button>
      ))}
    </nav>
  );
}

function List({ of }: { readonly of: readonly Term[] }) {
  return (
    <ul className="glossary-list">
      {of.map(({ slug, term, means }) => (
        <li key={slug}>
          <a href={termHref(slug)}>{term}</a>
          <p>
            <Words text={means} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function countOf(n: number): string {
  if (n === 0) return 'No term here has these words.';
  return n === 1 ? '1 term found.' : `${n} terms found.`;
}
