import { useEffect } from 'react';
import { Logo } from '../../widgets/Logo.tsx';
import { useArrival } from '../arrival.ts';
import { metas } from '../catalog.ts';
import { homeHref, labHref } from '../router.ts';
import './pages.css';

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
  const offered =
    protocol === undefined ? [...metas.values()] : [...metas.values()].filter((m) => m.id === protocol);
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
          {offered.map((meta) => (
            <li key={meta.id}>
              <a className="button" href={labHref(meta.id)}>
                Open {meta.title}’s default run
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
