import { useEffect, useState } from 'react';
import type { Meta, Scenario } from '../../engine/meta.ts';
import { Logo } from '../../widgets/Logo.tsx';
import { useArrival } from '../arrival.ts';
import { loadScenarios, metas } from '../catalog.ts';
import { loading } from '../idle.ts';
import { ThemeMenu } from '../lab/ThemeMenu.tsx';
import { labHref, logHref } from '../router.ts';
import { Strip } from './Strip.tsx';
import './pages.css';

export function Home() {
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
        {[...metas.values()].map((meta) => (
          <ProtocolEntry key={meta.id} meta={meta} />
        ))}
      </main>
    </div>
  );
}

function ProtocolEntry({ meta }: { readonly meta: Meta }) {
  const [scenarios, setScenarios] = useState<readonly Scenario[]>([]);
  useEffect(() => {
    let gone = false;
    const loaded = loading();
    loadScenarios(meta.id).then(
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
  }, [meta.id]);
  return (
    <section className="protocol" aria-labelledby={`protocol-${meta.id}`}>
      <div className="protocol-head">
        <h2 id={`protocol-${meta.id}`}>
          <a className="protocol-link" href={labHref(meta.id)}>
            {meta.title}
          </a>
        </h2>
        <p className="eyebrow">{meta.family}</p>
        <p className="protocol-summary">{meta.summary}</p>
      </div>
      <ul className="scenarios">
        {scenarios.map((scenario) => (
          <li key={scenario.id} className="scenario">
            <h3 className="scenario-title">
              <a href={labHref(meta.id, scenario.id)}>{scenario.title}</a>
            </h3>
            <p className="scenario-claim">{scenario.claim}</p>
            {scenario.spec.variants.length > 0 && <p className="scenario-broken">a rule broken on purpose</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
