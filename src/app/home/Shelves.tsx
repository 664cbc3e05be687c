/** Everything that is here, by track and protocol. */
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { Card, Scenario } from '../../engine/meta.ts';
import { labHref } from '../router.ts';
import { ScenarioCard } from './ScenarioCard.tsx';
import { shelves } from './tracks.ts';

/** How many runs of a protocol are in sight at first: fewer where there are many protocols. */
const FIRST = 6;
const FIRST_OF_MANY = 3;
const MANY_PROTOCOLS = 5;

export function Shelves({
  cards,
  scenarios,
  arrived,
}: {
  readonly cards: readonly Card[];
  readonly scenarios: ReadonlyMap<string, readonly Scenario[]>;
  /** The track that the address names, and where its heading goes. */
  readonly arrived: { readonly track: string | null; readonly heading: RefObject<HTMLHeadingElement | null> };
}) {
  const first = cards.length > MANY_PROTOCOLS ? FIRST_OF_MANY : FIRST;
  return shelves(cards).map(({ track, cards: own }) => (
    <section
      key={track?.id ?? ''}
      className="shelf"
      // A protocol may have its track's name: the two are told apart.
      aria-label={track === null ? 'More' : `Track ${track.id}, ${track.title}`}
    >
      <div className="shelf-head">
        <h2
          className="home-h2"
          tabIndex={-1}
          ref={track !== null && track.id === arrived.track ? arrived.heading : undefined}
        >
          {track !== null && <span className="shelf-id num">{track.id}</span>} {track?.title ?? 'More'}
        </h2>
        {track !== null && <p className="muted">{track.about}</p>}
      </div>
      {own.map((card) => (
        <Protocol key={card.id} card={card} scenarios={scenarios.get(card.id) ?? []} first={first} />
      ))}
    </section>
  ));
}

function Protocol({
  card,
  scenarios,
  first,
}: {
  readonly card: Card;
  readonly scenarios: readonly Scenario[];
  readonly first: number;
}) {
  return (
    <section className="protocol" aria-labelledby={`protocol-${card.id}`}>
      <div className="protocol-head">
        <h3 id={`protocol-${card.id}`}>
          <a className="protocol-link" href={labHref(card.id)}>
            {card.title}
          </a>
        </h3>
        <p className="eyebrow">{card.family}</p>
        <p className="protocol-summary">{card.summary}</p>
        {card.pages?.map(({ id, title, about }) => (
          <p key={id} className="protocol-summary">
            <a className="protocol-link" href={`#/${card.id}/${id}`}>
              {title}
            </a>
            : {about}
          </p>
        ))}
      </div>
      <Scenarios protocol={card.id} scenarios={scenarios} first={first} />
    </section>
  );
}

function Scenarios({
  protocol,
  scenarios,
  first,
}: {
  readonly protocol: string;
  readonly scenarios: readonly Scenario[];
  readonly first: number;
}) {
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [all, setAll] = useState(false);
  // One more row is not worth a button.
  const many = scenarios.length > first + 3;
  const shown = many && !all ? scenarios.slice(0, first) : scenarios;
  useEffect(() => {
    // On with what was asked for, not beyond it.
    if (all) list.current?.children[first]?.querySelector('a')?.focus();
  }, [all, first]);
  return (
    <div>
      <ul className="scenarios" id={id} ref={list}>
        {shown.map((scenario) => (
          <ScenarioCard key={scenario.id} protocol={protocol} scenario={scenario} level={4} />
        ))}
      </ul>
      {many && (
        <button
          type="button"
          className="button scenarios-all"
          aria-controls={id}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? `The first ${first} only` : `All ${scenarios.length} runs`}
        </button>
      )}
    </div>
  );
}
