import { useEffect, useId, useRef, useState } from 'react';
import type { Card, Scenario } from '../../engine/meta.ts';
import { Logo } from '../../widgets/Logo.tsx';
import { useArrival } from '../arrival.ts';
import { cards } from '../cards.ts';
import { loadScenarios } from '../catalog.ts';
import { loading } from '../idle.ts';
import { ThemeMenu } from '../lab/ThemeMenu.tsx';
import { labHref, logHref } from '../router.ts';
import { chooseRun } from '../share/arrive.ts';
import { Strip } from './Strip.tsx';
import './pages.css';

export default function Home() {
  const heading = useArrival<HTMLHeadingElement>();
  useEffect(() => {
    document.title = 'Faultline';
  }, []);
  return (
    <div className="page">
      <header className="page-head">
        <span className="page-logo">
          <Logo />
        </span>
        <span className="spring" />
        <button
          type="button"
          className="text-button page-link"
          title="A run saved as JSON (Ctrl o); or drop it anywhere on the page"
          onClick={() => void chooseRun()}
        >
          Open a file
        </button>
        <a className="page-link" href={logHref}>
          Draw a log
        </a>
        <ThemeMenu />
      </header>
      <main className="home">
        <section className="home-lead">
          <h1 ref={heading} tabIndex={-1}>
            Watch a distributed system run. Break it. See why it held, or did not.
          </h1>
          <p>
            Faultline runs real protocols, step by step, in your browser, and draws every message and every
            fault along one line of time. Crash a node, cut the network, bend a clock, go back and look again;
            then send the link, and the same run happens on any other machine.
          </p>
        </section>
        <Strip />
        {cards.map((card) => (
          <ProtocolEntry key={card.id} card={card} />
        ))}
      </main>
    </div>
  );
}

function ProtocolEntry({ card }: { readonly card: Card }) {
  const [scenarios, setScenarios] = useState<readonly Scenario[]>([]);
  useEffect(() => {
    let gone = false;
    const loaded = loading();
    loadScenarios(card.id).then(
      (found) => {
        loaded();
        if (!gone) setScenarios(found);
      },
      // The protocol's own link still works; its scenarios are a shortcut.
      loaded,
    );
    return () => {
      gone = true;
      loaded();
    };
  }, [card.id]);
  return (
    <section className="protocol" aria-labelledby={`protocol-${card.id}`}>
      <div className="protocol-head">
        <h2 id={`protocol-${card.id}`}>
          <a className="protocol-link" href={labHref(card.id)}>
            {card.title}
          </a>
        </h2>
        <p className="eyebrow">{card.family}</p>
        <p className="protocol-summary">{card.summary}</p>
      </div>
      <Scenarios protocol={card.id} scenarios={scenarios} />
    </section>
  );
}

/** How many runs of a protocol are in sight where there are many, and how many it takes to be many. */
const FIRST = 6;
const MANY = 9;

function Scenarios(props: { readonly protocol: string; readonly scenarios: readonly Scenario[] }) {
  const { protocol, scenarios } = props;
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [all, setAll] = useState(false);
  const many = scenarios.length > MANY;
  const shown = many && !all ? scenarios.slice(0, FIRST) : scenarios;
  useEffect(() => {
    // On with what was asked for, not beyond it.
    if (all) list.current?.children[FIRST]?.querySelector('a')?.focus();
  }, [all]);
  return (
    <div>
      <ul className="scenarios" id={id} ref={list}>
        {shown.map((scenario) => (
          <li key={scenario.id} className="scenario">
            <h3 className="scenario-title">
              <a href={labHref(protocol, scenario.id)}>{scenario.title}</a>
            </h3>
            <p className="scenario-claim">{scenario.claim}</p>
            {scenario.spec.variants.length > 0 && <p className="scenario-broken">a rule broken on purpose</p>}
          </li>
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
          {all ? `The first ${FIRST} only` : `All ${scenarios.length} runs`}
        </button>
      )}
    </div>
  );
}
