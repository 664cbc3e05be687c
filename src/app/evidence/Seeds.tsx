import { type KeyboardEvent, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { SeedOutcome } from '../../worker/wire.ts';
import { branchAs } from '../branches/actions.ts';
import { useLab } from '../lab/context.ts';
import { sessionStore } from '../stores/session.ts';
import { useDocument } from '../stores/use.ts';
import { ms } from '../text.ts';
import { evidenceStore, experimentOf, SEEDS, summary, trySeeds } from './store.ts';
import './seeds.css';

/** Evidence for a claim, or against it: the same experiment under other seeds, a dot for each run. */
export default function Seeds() {
  const spec = useDocument((d) => d.document?.spec);
  const opened = useDocument((d) => d.opened);
  const kept = useStore(evidenceStore, (s) => s.evidence);
  if (spec === undefined) return null;
  const fresh = kept !== null && kept.of === experimentOf(spec);
  // Of a change of this run they are worth a look; of another run, or of another protocol, they say nothing here.
  const evidence = fresh || kept?.from === opened ? kept : null;
  const running = evidence?.state === 'running';
  const said =
    evidence === null ? '' : evidence.state === 'failed' ? evidence.why : summary(evidence.outcomes);
  return (
    <section className="card seeds" aria-label="Other seeds">
      <div className="seeds-head">
        <h3 className="card-title">{evidence === null ? 'Other seeds' : `${SEEDS} other seeds`}</h3>
        {running ? (
          <button type="button" className="button small" onClick={evidence.stop}>
            Stop
          </button>
        ) : (
          !(fresh && evidence?.state === 'done') && (
            <button type="button" className="button small" onClick={() => trySeeds(spec)}>
              {evidence === null ? `Try ${SEEDS} seeds` : 'Try again'}
            </button>
          )
        )}
      </div>
      {evidence === null ? (
        <p className="seeds-said">
          The seed settles every delay and draw. Does what holds here hold under other seeds too?
        </p>
      ) : (
        <>
          {!fresh && <p className="seeds-said seeds-old">The run has changed since these were tried.</p>}
          <Dots outcomes={evidence.outcomes} current={spec.seed} usable={fresh} />
          {running ? (
            <progress
              className="seeds-progress"
              aria-label="Seeds tried"
              max={SEEDS}
              value={evidence.outcomes.length}
            />
          ) : (
            <p className="seeds-said">
              {evidence.state === 'stopped' && `Stopped after ${evidence.outcomes.length}. `}
              {said}
            </p>
          )}
          <Tally outcomes={evidence.outcomes} />
          {fresh && <FirstBroken outcomes={evidence.outcomes} current={spec.seed} />}
        </>
      )}
    </section>
  );
}

/** How often each promise breaks. */
function Tally({ outcomes }: { readonly outcomes: readonly SeedOutcome[] }) {
  const { meta } = useLab();
  const counts = meta.properties
    .map(({ id, title }) => ({
      id,
      title,
      count: outcomes.filter(({ broken }) => broken.some(({ property }) => property === id)).length,
    }))
    .filter(({ count }) => count > 0);
  if (counts.length === 0) return null;
  return (
    <ul className="seeds-tally">
      {counts.map(({ id, title, count }) => (
        <li key={id}>
          <span className="num fault-text">{count}</span> {title}
        </li>
      ))}
    </ul>
  );
}

/** The dots are small; the one most wanted has a button of its own. */
function FirstBroken({
  outcomes,
  current,
}: {
  readonly outcomes: readonly SeedOutcome[];
  readonly current: number;
}) {
  const first = outcomes.find(({ broken, seed }) => broken.length > 0 && seed !== current);
  if (first === undefined) return null;
  return (
    <button type="button" className="button small seeds-open" onClick={() => openSeed(first)}>
      Open seed {first.seed} beside this run
    </button>
  );
}

/** In a row of the drawing; rows of dots are walked with the arrows up and down. */
const ROW = 25;

function Dots(props: {
  readonly outcomes: readonly SeedOutcome[];
  readonly current: number;
  readonly usable: boolean;
}) {
  const { outcomes, current, usable } = props;
  const { meta } = useLab();
  const [roving, setRoving] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const first = outcomes.findIndex(({ broken }) => broken.length > 0);
  const stop = Math.min(roving === 0 && first > 0 ? first : roving, outcomes.length - 1);
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: ROW, ArrowUp: -ROW }[event.key];
    const to =
      by !== undefined
        ? stop + by
        : event.key === 'Home'
          ? 0
          : event.key === 'End'
            ? outcomes.length - 1
            : null;
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = Math.max(0, Math.min(outcomes.length - 1, to));
    setRoving(at);
    box.current?.querySelectorAll<HTMLElement>('button')[at]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  const nameOf = ({ seed, broken, stopped }: SeedOutcome): string => {
    const worst = broken[0];
    if (worst === undefined) {
      return `Seed ${seed}: ${stopped ? 'hit a bound; what came before it holds' : 'every promise holds'}`;
    }
    const title = meta.properties.find(({ id }) => id === worst.property)?.title ?? worst.property;
    const more = broken.length > 1 ? ` and ${broken.length - 1} more` : '';
    return `Seed ${seed}: broken at ${ms(worst.at)}: ${title}${more}`;
  };
  return (
    <div
      ref={box}
      className="seeds-dots"
      role="group"
      aria-label="A dot for each run; a cross where a promise breaks"
      onKeyDown={onKey}
    >
      {outcomes.map((outcome, i) => (
        <button
          key={outcome.seed}
          type="button"
          className="seed"
          data-broken={outcome.broken.length > 0 || undefined}
          data-cut={outcome.stopped || undefined}
          data-current={(usable && outcome.seed === current) || undefined}
          tabIndex={i === stop ? 0 : -1}
          disabled={!usable}
          onFocus={() => setRoving(i)}
          aria-label={`${nameOf(outcome)}${usable && outcome.seed === current ? ' (this run)' : ''}`}
          title={
            usable
              ? `${nameOf(outcome)}${outcome.seed === current ? ' (this run)' : '. Open it beside this run'}`
              : nameOf(outcome)
          }
          onClick={() => openSeed(outcome)}
        />
      ))}
    </div>
  );
}

/** The run with that seed comes beside this one and on show, where its first promise breaks. */
function openSeed({ seed, broken }: SeedOutcome): void {
  const at = broken[0]?.at;
  // The cursor keeps its time when another run comes on show.
  if (at !== undefined) sessionStore.getState().seekTime(at);
  branchAs(`Seed ${seed}`, (spec) => ({ ...spec, seed }));
}
