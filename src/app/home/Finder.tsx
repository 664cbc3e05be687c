/** Search over lessons, terms, protocols and their runs. What is found takes the place of the shelves. */
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Card, Scenario } from '../../engine/meta.ts';
import { LESSONS } from '../../lessons/cards.ts';
import { findLessons } from '../lesson/find.ts';
import { LessonCards } from '../lesson/LessonShelf.tsx';
import { labHref } from '../router.ts';
import { useSearchKeys } from '../searchKeys.ts';
import { listOf } from '../text.ts';
import { FoundTerms } from './FoundTerms.tsx';
import { ScenarioCard } from './ScenarioCard.tsx';
import { createSearch, type Entry, type Found, isForTeaching } from './search.ts';
import { useTerms } from './useTerms.ts';

/** Results that are listed; more words find fewer. */
const MOST = 24;

export function Finder({
  cards,
  scenarios,
  children,
}: {
  readonly cards: readonly Card[];
  readonly scenarios: ReadonlyMap<string, readonly Scenario[]>;
  /** On show while nothing is searched for. */
  readonly children: ReactNode;
}) {
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [begun, setBegun] = useState(false);
  const terms = useTerms(begun);
  const search = useMemo(() => {
    const texts = [...LESSONS.map(({ card }) => card.title), ...terms.all.map(({ term }) => term)];
    const finds = (words: string) => findLessons(words).length + terms.find(words).length > 0;
    return createSearch(entriesOf(cards, scenarios), { texts, finds });
  }, [cards, scenarios, terms]);
  const found = useMemo(() => search.find(query), [search, query]);
  const lessons = useMemo(() => findLessons(query), [query]);
  const named = useMemo(() => terms.find(query), [terms, query]);
  const asked = query.trim() !== '';
  const shown = found.entries.slice(0, MOST);
  const none = shown.length + lessons.length + named.length === 0;
  const teaching = isForTeaching(query);

  // The field stands under the picture: with the first letter what is found comes into view.
  useEffect(() => {
    const top = root.current?.getBoundingClientRect().top ?? 0;
    if (asked && top > globalThis.innerHeight / 2) root.current?.scrollIntoView();
  }, [asked]);

  const { links, onKeyDown } = useSearchKeys(input, results, {
    asked,
    arrows: asked,
    clear: () => setQuery(''),
  });
  const ask = (text: string) => {
    setQuery(text);
    input.current?.focus();
  };

  return (
    <div ref={root} className="finder" onKeyDown={onKeyDown}>
      <form
        role="search"
        className="finder-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (asked) links()[0]?.click();
        }}
      >
        <h2 className="home-h2">
          <label htmlFor={`${id}-query`}>Lessons, terms, protocols and runs</label>
        </h2>
        <div className="finder-field">
          <input
            ref={input}
            id={`${id}-query`}
            type="search"
            value={query}
            maxLength={80}
            autoComplete="off"
            spellCheck={false}
            placeholder={`Search: ${search.ideas.slice(0, 3).join(', ')} …`}
            aria-describedby={`${id}-count`}
            onFocus={() => setBegun(true)}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
          <kbd aria-hidden="true">/</kbd>
        </div>
        <p className={asked ? 'finder-count muted' : 'visually-hidden'} role="status" id={`${id}-count`}>
          {!asked
            ? ''
            : none && teaching
              ? 'One page found.'
              : countOf(found, shown.length, lessons.length, named.length)}
        </p>
      </form>
      {!asked && children}
      {asked && (
        <div ref={results} className="finder-results">
          {lessons.length > 0 && <LessonCards lessons={lessons} label="Lessons found" />}
          {named.length > 0 && <FoundTerms terms={named} />}
          {shown.length > 0 && <Results entries={shown} />}
          {teaching && (
            <p>
              <a href="#/lists">Lists for a lecture or a course</a>: lessons and runs in your order, handed
              out as one link, presented with a clicker.
            </p>
          )}
          {none && !teaching && <Nothing found={found} ideas={search.ideas} onAsk={ask} />}
        </div>
      )}
    </div>
  );
}

function Results({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <ul className="scenarios" aria-label="Found">
      {entries.map(({ card, scenario, page }) =>
        page !== undefined ? (
          <li key={`${card.id}/${page.id}`} className="scenario found-protocol">
            <p className="eyebrow">Page · {card.title}</p>
            <h3 className="scenario-title">
              <a href={`#/${card.id}/${page.id}`}>{page.title}</a>
            </h3>
            <p className="scenario-claim">{page.about}</p>
          </li>
        ) : scenario === null ? (
          <li key={card.id} className="scenario found-protocol">
            <p className="eyebrow">Protocol · {card.family}</p>
            <h3 className="scenario-title">
              <a href={labHref(card.id)}>{card.title}</a>
            </h3>
            <p className="scenario-claim">{card.summary}</p>
          </li>
        ) : (
          <ScenarioCard
            key={`${card.id}/${scenario.id}`}
            protocol={card.id}
            scenario={scenario}
            level={3}
            context={card.title}
          />
        ),
      )}
    </ul>
  );
}

function Nothing({
  found,
  ideas,
  onAsk,
}: {
  readonly found: Found;
  readonly ideas: readonly string[];
  onAsk(text: string): void;
}) {
  const { meant } = found;
  return (
    <div className="finder-nothing">
      <p>
        Nothing here has these words.{' '}
        {meant === null ? 'Try one of these:' : 'Did you mean this, or one of these?'}
      </p>
      <ul className="finder-ideas">
        {[...new Set([...(meant === null ? [] : [meant]), ...ideas])].map((word) => (
          <li key={word}>
            <button type="button" className="button" onClick={() => onAsk(word)}>
              {word}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function entriesOf(
  cards: readonly Card[],
  scenarios: ReadonlyMap<string, readonly Scenario[]>,
): readonly Entry[] {
  return cards.flatMap((card): Entry[] => [
    { card, scenario: null },
    ...(card.pages ?? []).map((page) => ({ card, scenario: null, page })),
    ...(scenarios.get(card.id) ?? []).map((scenario) => ({ card, scenario })),
  ]);
}

function countOf({ entries }: Found, shown: number, lessons: number, terms: number): string {
  if (entries.length + lessons + terms === 0) return 'Nothing found.';
  const pages = entries.filter(({ page }) => page !== undefined).length;
  const protocols = entries.filter(({ scenario }) => scenario === null).length - pages;
  const runs = entries.length - protocols - pages;
  const parts = [
    ...(lessons > 0 ? [lessons === 1 ? '1 lesson' : `${lessons} lessons`] : []),
    ...(terms > 0 ? [terms === 1 ? '1 term' : `${terms} terms`] : []),
    ...(protocols > 0 ? [protocols === 1 ? '1 protocol' : `${protocols} protocols`] : []),
    ...(pages > 0 ? [pages === 1 ? '1 page' : `${pages} pages`] : []),
    ...(runs > 0 ? [runs === 1 ? '1 run' : `${runs} runs`] : []),
  ];
  return `${listOf(parts)} found${shown < entries.length ? `; the first ${shown} runs are shown` : ''}.`;
}
