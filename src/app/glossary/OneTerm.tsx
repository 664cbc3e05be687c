import { useEffect, useMemo, useState } from 'react';
import { termOf, terms } from '../../glossary/terms.ts';
import type { Term } from '../../glossary/types.ts';
import { keyOf } from '../../glossary/words.ts';
import { type Block, inlines } from '../../lessons/markdown.ts';
import { useArrival } from '../arrival.ts';
import { TRACKS } from '../home/tracks.ts';
import { loading } from '../idle.ts';
import { Blocks } from '../lesson/Prose.tsx';
import { termHref } from './address.ts';
import { Linked } from './marking.tsx';
import { type Shown, shownAt } from './titles.ts';

export function OneTerm({ term }: { readonly term: Term }) {
  const heading = useArrival<HTMLHeadingElement>();
  useEffect(() => {
    document.title = `${term.term} · Glossary · Faultline`;
    window.scrollTo(0, 0);
  }, [term]);
  const all = terms();
  const at = all.indexOf(term);
  const track = TRACKS.find(({ id }) => id === term.track);
  const related = (term.see ?? []).map(termOf).filter((one) => one !== undefined);
  const names = (term.also ?? []).filter((name) => keyOf(name) !== keyOf(term.term));
  return (
    <main className="glossary one-term">
      <p className="eyebrow">{track?.title}</p>
      <h1 ref={heading} tabIndex={-1}>
        {term.term}
      </h1>
      {names.length > 0 && <p className="one-term-names">also: {names.join(', ')}</p>}
      <Texts term={term} />
      {term.show !== undefined && <See links={term.show} />}
      {related.length > 0 && (
        <section aria-label="Related terms">
          <h2 className="eyebrow">Related</h2>
          <ul className="one-term-related">
            {related.map((one) => (
              <li key={one.slug}>
                <a href={termHref(one.slug)}>{one.term}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label="Sources">
        <h2 className="eyebrow">{term.sources.length === 1 ? 'Source' : 'Sources'}</h2>
        {term.sources.map((source) => (
          <p key={source} className="one-term-source">
            {source}
          </p>
        ))}
      </section>
      <nav className="one-term-next" aria-label="Neighbours">
        <Neighbour term={all[at - 1]} rel="prev" />
        <Neighbour term={all[at + 1]} rel="next" />
      </nav>
    </main>
  );
}

/** What it means, and what is often said wrongly: one text, in which each term is marked once. */
function Texts({ term }: { readonly term: Term }) {
  const blocks = useMemo(
    () => [term.means, term.wrong ?? ''].map((text): Block => ({ kind: 'paragraph', of: inlines(text) })),
    [term],
  );
  const about = useMemo(() => [...Object.keys(term.within ?? {}), term.track], [term]);
  const except = useMemo(() => [term.slug], [term]);
  return (
    <Linked blocks={blocks} about={about} except={except}>
      {([means, wrong]) => (
        <>
          <div className="prose one-term-means">{means !== undefined && <Blocks of={[means]} />}</div>
          {term.wrong !== undefined && wrong !== undefined && (
            <section className="card one-term-wrong" aria-label="Often said wrongly">
              <p className="eyebrow">Often said wrongly</p>
              <Blocks of={[wrong]} />
            </section>
          )}
        </>
      )}
    </Linked>
  );
}

function See({ links }: { readonly links: readonly string[] }) {
  const [found, setFound] = useState<readonly Shown[]>([]);
  useEffect(() => {
    let gone = false;
    const loaded = loading();
    // What cannot be fetched is not offered.
    Promise.all(links.map((link) => shownAt(link).catch(() => null)))
      .then((all) => {
        if (!gone) setFound(all.filter((one) => one !== null));
      })
      .finally(loaded);
    return () => {
      gone = true;
      loaded();
    };
  }, [links]);
  return (
    <section aria-label="See it happen" className="one-term-see">
      <h2 className="eyebrow">See it happen</h2>
      <ul>
        {found.map(({ href, what, title }) => (
          <li key={href}>
            <a href={href}>{title}</a> <span className="muted">{what}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Neighbour({ term, rel }: { readonly term: Term | undefined; readonly rel: 'prev' | 'next' }) {
  if (term === undefined) return <span />;
  return (
    <a href={termHref(term.slug)} rel={rel}>
      <span className="muted">{rel === 'prev' ? 'Before' : 'Next'}</span> {term.term}
    </a>
  );
}
