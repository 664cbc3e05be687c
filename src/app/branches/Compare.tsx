/** Two branches over one another: the picture, every difference as a list, and what the nodes hold at the cursor in each. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { nextDifference } from '../../query/differences.ts';
import { Icon } from '../../widgets/icons.tsx';
import { Loading } from '../Loading.tsx';
import { useLab } from '../lab/context.ts';
import { documentStore } from '../stores/document.ts';
import { sessionStore, stepAt } from '../stores/session.ts';
import { useDocument, useSession } from '../stores/use.ts';
import { ms } from '../text.ts';
import { compareWith, turnTo } from './actions.ts';
import { ComparePicture } from './ComparePicture.tsx';
import { compareStore, endCompare } from './compareStore.ts';
import { DifferenceList } from './DifferenceList.tsx';
import { heldRuns } from './held.ts';
import { runsOf, shownId } from './runs.ts';
import { SideRow, SideTable } from './SideTable.tsx';
import { StateDifferences } from './StateDifferences.tsx';
import { settingsApart } from './settings.ts';
import { type Compared, pairOf, useCompared, useWorlds } from './useCompared.ts';
import './compare.css';

/** How often in a row runs that the worker has let go are asked for again. */
const MOST_TRIES = 3;

export default function Compare({ other }: { readonly other: number }) {
  const document = useDocument((d) => d.document);
  const run = useSession((s) => s.run);
  const time = useSession((s) => s.cursor.time);
  const { player } = useLab();
  const [again, setAgain] = useState(0);
  const [picked, setPicked] = useState(-1);
  const pair = document === null ? null : pairOf(document, other);
  const shown = document === null ? -1 : shownId(document);
  const state = useCompared(run, pair, shown, again);
  const compared = state.kind === 'ready' ? state.compared : null;
  const gone = useCallback(() => {
    heldRuns.clear();
    setAgain((n) => Math.min(MOST_TRIES, n + 1));
  }, []);
  const worlds = useWorlds(compared, time, gone);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);

  // Undo may take away a branch, or bring the other one on show.
  const lost = pair === null;
  useEffect(() => {
    if (!lost) return;
    const { document } = documentStore.getState();
    const next = document === null ? undefined : runsOf(document).find((r) => r.id !== shownId(document));
    compareStore.setState({ other: next?.id ?? null });
  }, [lost]);

  const goTo = useCallback(
    (at: number) => {
      const { run } = sessionStore.getState();
      // Beyond the end of the one run only the other goes on.
      if (run !== null && at > run.trace.end) turnTo(other);
      const now = sessionStore.getState().run;
      if (now !== null) player.goto(stepAt(now, at), at);
    },
    [player, other],
  );
  const pick = useCallback(
    (place: number, { list }: Compared) => {
      setPicked(place);
      goTo(list.time[place] as number);
    },
    [goTo],
  );
  const walk = useCallback(
    (direction: 1 | -1) => {
      if (compared === null) return;
      const now = sessionStore.getState().cursor.time;
      const place = nextDifference(compared.list, now, direction);
      if (place >= 0) pick(place, compared);
    },
    [compared, pick],
  );
  useEffect(() => {
    compareStore.setState({ walk });
    return () => compareStore.setState({ walk: null });
  }, [walk]);

  if (pair === null || document === null) return null;
  const standsOn = compared !== null && compared.list.time[picked] === time ? picked : -1;
  return (
    <main className="compare" aria-labelledby="compare-title">
      <header className="compare-head">
        <h2 className="compare-title" id="compare-title" ref={title} tabIndex={-1}>
          <span className="side-mark" data-side="0">
            A
          </span>
          <bdi>{pair.a.name}</bdi>
          <span className="muted"> beside </span>
          <span className="side-mark" data-side="1">
            B
          </span>
          <bdi>{pair.b.name}</bdi>
        </h2>
        {runsOf(document).length > 2 && (
          <label className="compare-with">
            <span className="muted">Compare with</span>
            <select
              className="select"
              value={other}
              onChange={(event) => compareWith(Number(event.currentTarget.value))}
            >
              {runsOf(document)
                .filter(({ id }) => id !== shown)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </select>
          </label>
        )}
        <p className="compare-sum" role="status">
          {compared !== null && sumOf(compared)}
        </p>
        <span className="spring" />
        {compared !== null && compared.list.count > 0 && (
          <span className="compare-steps">
            <button
              type="button"
              className="button"
              title="The difference before (Shift n)"
              onClick={() => walk(-1)}
            >
              Previous
            </button>
            <button type="button" className="button" title="The next difference (n)" onClick={() => walk(1)}>
              Next difference
            </button>
          </span>
        )}
        <button
          type="button"
          className="icon-button"
          aria-label="Close the comparison"
          title="Close (Esc)"
          onClick={endCompare}
        >
          <Icon name="close" />
        </button>
      </header>
      {state.kind === 'waiting' && <Loading />}
      {state.kind === 'failed' && <p className="compare-failed">{state.why}</p>}
      {compared !== null && (
        <div className="compare-body">
          <ComparePicture compared={compared} time={time} onSeek={goTo} />
          <aside className="compare-side" aria-label="What differs">
            <DifferenceList
              compared={compared}
              nameA={pair.a.name}
              nameB={pair.b.name}
              picked={standsOn}
              onPick={(place) => pick(place, compared)}
            />
            <Settings compared={compared} />
            <StateDifferences worlds={worlds} time={worlds?.time ?? time} />
          </aside>
        </div>
      )}
    </main>
  );
}

/** Seed, parameters and the like: what the runs were told otherwise before anything happened. */
function Settings({ compared: { a, b } }: { readonly compared: Compared }) {
  const { meta } = useLab();
  const apart = settingsApart(meta, a.resolved, b.resolved);
  if (apart.length === 0) return null;
  return (
    <section className="settings-apart" aria-label="Set differently">
      <SideTable caption="Set differently" rows="Setting">
        {apart.map(({ title, a, b }) => (
          <SideRow key={title} name={title} a={a} b={b} />
        ))}
      </SideTable>
    </section>
  );
}

function sumOf({ comparison, list }: Compared): string {
  if (comparison.first === null) return 'The runs are the same, event for event.';
  const [a, b] = list.counts;
  return `They part at ${ms(comparison.first.time)}: ${a} ${a === 1 ? 'step' : 'steps'} only in A, ${b} only in B.`;
}
