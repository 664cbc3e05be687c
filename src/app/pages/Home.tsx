import { useEffect, useRef, useState } from 'react';
import type { Scenario } from '../../engine/meta.ts';
import { Logo } from '../../widgets/Logo.tsx';
import { cards } from '../cards.ts';
import { loadScenarios } from '../catalog.ts';
import { Finder } from '../home/Finder.tsx';
import { GoOn } from '../home/GoOn.tsx';
import { Opening } from '../home/Opening.tsx';
import { Shelves } from '../home/Shelves.tsx';
import { Tracks } from '../home/Tracks.tsx';
import { loading } from '../idle.ts';
import { ThemeMenu } from '../lab/ThemeMenu.tsx';
import { LessonShelf } from '../lesson/LessonShelf.tsx';
import { hasNavigated, logHref } from '../router.ts';
import { chooseRun } from '../share/arrive.ts';
import './pages.css';
import '../home/home.css';
import '../home/show.css';
import '../home/shelves.css';

export default function Home({
  track,
}: {
  /** The track that the address names; null for the page as a whole. */
  readonly track: string | null;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const trackHeading = useRef<HTMLHeadingElement>(null);
  const scenarios = useScenarios();
  useEffect(() => {
    document.title = 'Faultline';
  }, []);
  useEffect(() => {
    if (trackHeading.current !== null) trackHeading.current.focus({ preventScroll: true });
    else if (hasNavigated()) heading.current?.focus({ preventScroll: true });
  }, []);
  // Only then is everything above as high as it will be.
  const complete = scenarios.size === cards.length;
  useEffect(() => {
    if (complete) trackHeading.current?.scrollIntoView();
  }, [complete]);
  return (
    <div className="page home-page">
      <header className="page-head">
        <span className="page-logo">
          <Logo />
        </span>
        <span className="spring" />
        <button
          type="button"
          className="text-button page-link"
          title="A run saved as JSON (Ctrl o); or drop it anywhere on the page"
          onClick={chooseRun}
        >
          Open a file
        </button>
        <a className="page-link" href="#/lessons">
          Lessons
        </a>
        <a className="page-link home-wide" href="#/glossary">
          Glossary
        </a>
        <a className="page-link" href={logHref}>
          Draw a log
        </a>
        <ThemeMenu />
      </header>
      <main className="home">
        <Opening cards={cards} scenarios={scenarios} heading={heading} />
        <GoOn cards={cards} />
        <Finder cards={cards} scenarios={scenarios}>
          <LessonShelf />
          <Tracks cards={cards} />
          <Shelves cards={cards} scenarios={scenarios} arrived={{ track, heading: trackHeading }} />
        </Finder>
      </main>
    </div>
  );
}

/** Named runs of every protocol, as they arrive. */
function useScenarios(): ReadonlyMap<string, readonly Scenario[]> {
  const [scenarios, setScenarios] = useState<ReadonlyMap<string, readonly Scenario[]>>(new Map());
  useEffect(() => {
    let gone = false;
    const loaded = loading();
    Promise.all(
      cards.map(async ({ id }) => {
        // The protocol's own link still works; its scenarios are a shortcut.
        const found = await loadScenarios(id).catch(() => []);
        if (!gone) setScenarios((known) => new Map(known).set(id, found));
      }),
    ).finally(loaded);
    return () => {
      gone = true;
      loaded();
    };
  }, []);
  return scenarios;
}
