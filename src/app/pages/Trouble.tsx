import { useEffect, useState } from 'react';
import type { Card } from '../../engine/meta.ts';
import { Logo } from '../../widgets/Logo.tsx';
import { useArrival } from '../arrival.ts';
import { loadCards } from '../catalog.ts';
import { loading } from '../idle.ts';
import { homeHref, labHref } from '../router.ts';
import './pages.css';

/** How many protocols are offered where the address names none. */
const OFFERED = 3;

/** Says in one sentence what is wrong, and where to go from here. */
export function Trouble({
  why,
  protocol,
  reload = false,
}: {
  readonly why: string;
  /** Offered first, if the address at least named one. */
  readonly protocol?: string;
  readonly reload?: boolean;
}) {
  const heading = useArrival<HTMLHeadingElement>();
  useEffect(() => {
    document.title = 'Not here · Faultline';
  }, []);
  const [cards, setCards] = useState<readonly Card[]>([]);
  useEffect(() => {
    const loaded = loading();
    // Without them the way home is left.
    loadCards()
      .then(setCards, () => {})
      .finally(loaded);
    return loaded;
  }, []);
  const offered =
    protocol === undefined ? cards.slice(0, OFFERED) : cards.filter((card) => card.id === protocol);
  return (
    <div className="page">
      <header className="page-head">
        <a className="page-logo" href={homeHref}>
          <Logo />
        </a>
      </header>
      <main className="trouble">
        <h1 ref={heading} tabIndex={-1}>
          This does not open
        </h1>
        <p className="trouble-why">{why}</p>
        <ul className="trouble-ways">
          {reload && (
            <li>
              <button type="button" className="button" onClick={() => location.reload()}>
                Try again
              </button>
            </li>
          )}
          {offered.map((card) => (
            <li key={card.id}>
              <a className="button" href={labHref(card.id)}>
                Open {card.title}’s default run
              </a>
            </li>
          ))}
          <li>
            <a className="button" href={homeHref}>
              Go to the home page
            </a>
          </li>
        </ul>
      </main>
    </div>
  );
}
