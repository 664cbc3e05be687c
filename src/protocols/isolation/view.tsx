/** Isolation's panel: statements as cards on the lanes of their sessions, and what the database makes of their order. */
import { type KeyboardEvent, lazy, Suspense, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { PanelProps } from '../../app/views.ts';
import headed from '../../widgets/headed.module.css';
import css from './view.module.css';
import { cardsOf } from './view-cards.ts';
import { useChanged } from './view-changed.ts';
import { Foot, Head } from './view-head.tsx';
import { Lanes } from './view-lanes.tsx';
import { keptBy } from './view-sessions.ts';

const Side = lazy(() => import('./view-side.tsx'));
// The judge comes with the first of these, and not with the first picture.
const Conflicts = lazy(() => import('./view-conflicts.tsx').then((m) => ({ default: m.Conflicts })));
const VerdictLine = lazy(() => import('./view-conflicts.tsx').then((m) => ({ default: m.VerdictLine })));

/** From this width on the lanes and what the database keeps stand side by side, px. */
const WIDE = 640;

const TABS = [
  ['cards', 'Statements'],
  ['rows', 'Rows'],
  ['locks', 'Locks'],
  ['conflicts', 'Conflicts'],
] as const;
type Tab = (typeof TABS)[number][0];

export default function IsolationPanel(props: PanelProps) {
  const { resolved, trace, world } = props;
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  const [width, setWidth] = useState(0);
  const [wanted, setAhead] = useState(true);
  const ahead = wanted && props.covered !== true;
  const [picked, setPicked] = useState<Tab>('cards');
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const { inputs } = resolved.spec;
  const cards = useMemo(() => cardsOf(inputs, trace), [inputs, trace]);
  const { was, onEditRun } = useChanged(cards, resolved.spec, props.onEditRun);
  const given = { ...props, onEditRun };
  const kept = keptBy(world);
  const wide = width >= WIDE;
  const tabs = wide ? TABS.slice(1) : TABS;
  const tab = wide && picked === 'cards' ? 'rows' : picked;
  const laneWidth = wide ? Math.floor(width * 0.6) : width;
  const lanes = (
    <Lanes {...given} cards={cards} was={was} ahead={ahead} width={laneWidth}>
      <Foot {...given} ahead={ahead} onAhead={setAhead} />
    </Lanes>
  );

  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const at = tabs.findIndex(([name]) => name === tab);
    const [next] = tabs[(at + by + tabs.length) % tabs.length] ?? [tab];
    setPicked(next);
    document.getElementById(`${id}-${next}`)?.focus();
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={root}
      className={`${headed.panel} ${css.panel}`}
      data-headed=""
      data-wide={wide ? '' : undefined}
    >
      {width > 0 && (
        <>
          <Head {...given} />
          <div className={css.parts}>
            {wide && <div className={css.left}>{lanes}</div>}
            <div className={css.right}>
              <div role="tablist" aria-label="What is shown" className={css.tabs}>
                {tabs.map(([name, title]) => (
                  <button
                    key={name}
                    id={`${id}-${name}`}
                    type="button"
                    role="tab"
                    aria-selected={tab === name}
                    aria-controls={`${id}-panel`}
                    tabIndex={tab === name ? 0 : -1}
                    onClick={() => setPicked(name)}
                    onKeyDown={onKey}
                  >
                    {title}
                  </button>
                ))}
              </div>
              <div
                id={`${id}-panel`}
                role="tabpanel"
                tabIndex={tab === 'cards' ? undefined : 0}
                aria-labelledby={`${id}-${tab}`}
                className={css.sheet}
              >
                <Suspense fallback={null}>
                  {tab === 'cards' ? (
                    lanes
                  ) : tab === 'conflicts' ? (
                    kept && <Conflicts kept={kept} cards={cards} step={world.step} />
                  ) : (
                    <Side world={world} cards={cards} shown={tab} covered={props.covered === true} />
                  )}
                </Suspense>
              </div>
            </div>
          </div>
          <Suspense fallback={<p className={css.verdict} />}>{kept && <VerdictLine kept={kept} />}</Suspense>
        </>
      )}
    </div>
  );
}
