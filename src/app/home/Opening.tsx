/** The top of the home page: what this is, in words and in a run, and one door for who is new. */
import { lazy, type RefObject, Suspense, useState } from 'react';
import type { Card, Scenario } from '../../engine/meta.ts';
import { labHref } from '../router.ts';
import { Strip } from './Strip.tsx';

/** It brings the stage, the painters and a worker: words come first. */
const MovingPicture = lazy(() => import('./MovingPicture.tsx').catch(() => ({ default: () => null })));

export function Opening({
  cards,
  scenarios,
  heading,
}: {
  readonly cards: readonly Card[];
  readonly scenarios: ReadonlyMap<string, readonly Scenario[]>;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}) {
  const [shown, setShown] = useState(false);
  const door = cards.find((card) => card.door !== undefined);
  const claim = scenarios.get(door?.id ?? '')?.find(({ id }) => id === door?.door)?.claim;
  const piece = cards.find((card) => card.showpiece !== undefined);
  return (
    <div className="opening">
      <section className="opening-words">
        <h1 ref={heading} tabIndex={-1}>
          <span>Watch a distributed system run.</span> <span>Break it.</span>{' '}
          <span>See why it held, or did not.</span>
        </h1>
        <p>
          Faultline runs real protocols, step by step, in your browser, and draws every message and every
          fault along one line of time. Crash a node, cut the network, bend a clock, go back and look again;
          then send the link, and the same run happens on any other machine.
        </p>
        {door?.door !== undefined && (
          <div className="opening-door">
            <a className="button primary door" href={labHref(door.id, door.door)}>
              Break a cluster <span className="door-time">three minutes</span>
            </a>
            <p className="door-claim">
              {claim === undefined
                ? '\u00a0'
                : `The claim to break: ${claim.charAt(0).toLowerCase()}${claim.slice(1)}.`}
            </p>
          </div>
        )}
      </section>
      {piece?.showpiece !== undefined && (
        <div className="opening-picture" data-shown={shown || undefined}>
          {!shown && <Strip />}
          <Suspense fallback={null}>
            <MovingPicture card={piece} scenario={piece.showpiece} onShown={() => setShown(true)} />
          </Suspense>
        </div>
      )}
    </div>
  );
}
