/** The stamps of the event at the cursor, given from outside by happened-before, and how it stands to a marked one. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Stamp } from '../../worker/wire.ts';
import { stepNode } from '../describe.ts';
import { loading } from '../idle.ts';
import { useLab } from '../lab/context.ts';
import { type Run, stepTime } from '../stores/session.ts';
import { useWords } from '../stores/use.ts';
import { ms } from '../text.ts';
import { knownStamps, learnStamps } from './ask.ts';
import { Order } from './Order.tsx';
import { markEvent, pairOf, pairStore, stepOf } from './pair.ts';
import { stampsHidden } from './shown.ts';
import { hlcText } from './words.ts';
import './clocks.css';

/** A run that has been on show for so long is no passing one, ms. */
const REST_MS = 150;

/** The stamps of a step and of the one before it on its lane; undefined until they are known. */
function useStamps(run: Run, step: number): readonly (Stamp | null | undefined)[] {
  const before = run.index.previous[step] ?? -1;
  const [, setKnown] = useState(0);
  useEffect(() => {
    let gone = false;
    const asked = loading();
    const ask = () => {
      learnStamps(run, before < 0 ? [step] : [before, step])
        .then(
          () => {
            if (!gone) setKnown((n) => n + 1);
          },
          () => {
            // The run was replaced while we asked: the one on show is asked about in its turn.
          },
        )
        .finally(asked);
    };
    // Those of a new run are some work for the worker: not for each of the runs that a drag leaves behind.
    const timer = setTimeout(ask, knownStamps(run).size > 0 ? 0 : REST_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
      asked();
    };
  }, [run, step, before]);
  const known = knownStamps(run);
  return [known.get(step), before < 0 ? null : known.get(before)];
}

export default function Stamps({ run, step }: { readonly run: Run; readonly step: number }) {
  const [stamp, before] = useStamps(run, step);
  const pair = useStore(pairStore);
  const { meta } = useLab();
  const cursor = useWords((s) => s.cursor.step);
  const two = pairOf(run, cursor, pair);
  const a = pair.a === null ? null : stepOf(run, pair.a);
  if (stampsHidden(run.resolved))
    return (
      <section className="card stamps" aria-label="Stamps">
        <h3 className="card-title">Stamps</h3>
        <p className="muted">Hidden: they are what the exercise asks for.</p>
      </section>
    );
  return (
    <section className="card stamps" aria-label="Stamps">
      <h3
        className="card-title"
        title="Whatever clocks the protocol has: every step of a node counts as one event"
      >
        Logical clocks of this event
      </h3>
      {stamp === null && (
        <p className="muted">
          {(run.ordinals[step] ?? 0) === 0
            ? 'None: this happens to the network and is no event of a node.'
            : 'None: a lane begins here, before its first event.'}
        </p>
      )}
      {stamp && <StampTable run={run} step={step} stamp={stamp} before={before ?? null} />}
      {stamp && meta.family === 'Clocks' && (
        // Where the protocol has clocks of its own, two numbers stand side by side.
        <p className="stamps-hint">
          Counted from outside, each step of a node as one event; the protocol’s own clock may count fewer.
        </p>
      )}
      {two !== null && <Order run={run} a={two[0]} b={two[1]} />}
      {two === null && a !== null && (
        <p className="stamps-hint">
          Marked a: {stepNode(run, a)} at {ms(stepTime(run, a))}. Move to another event to see which came
          before.
        </p>
      )}
      {a === null && stamp && (
        <button
          type="button"
          className="text-button stamps-compare"
          title="o, or Shift click on another event"
          onClick={() => markEvent(run, step)}
        >
          Compare with another event
        </button>
      )}
    </section>
  );
}

function StampTable({
  run,
  step,
  stamp,
  before,
}: {
  readonly run: Run;
  readonly step: number;
  readonly stamp: Stamp;
  readonly before: Stamp | null;
}) {
  const off = stamp.wall - stepTime(run, step);
  const offWords = off === 0 ? '' : `, ${ms(Math.abs(off))} ${off > 0 ? 'fast' : 'slow'}`;
  return (
    <dl className="stamps-table">
      <div>
        <dt>Lamport</dt>
        <dd className="mono num">{stamp.lamport}</dd>
      </div>
      <div>
        <dt>Vector</dt>
        <dd className="mono num stamps-vector">
          {run.trace.nodes.map(({ id }, n) => (
            <span
              key={id}
              data-own={n === stamp.lane || undefined}
              data-new={(stamp.vector[n] ?? 0) !== (before?.vector[n] ?? 0) || undefined}
              title={`${stamp.vector[n] ?? 0} events of ${id} happened before, or are this one`}
            >
              <i>{id}</i> {stamp.vector[n] ?? 0}
            </span>
          ))}
        </dd>
      </div>
      <div>
        <dt title="Hybrid logical clock: greatest wall clock heard of in ms, and a count">HLC</dt>
        <dd className="mono num">{hlcText(stamp.hlc)}</dd>
      </div>
      <div>
        <dt>Its wall clock</dt>
        <dd className="num">
          {ms(stamp.wall)}
          {offWords}
        </dd>
      </div>
    </dl>
  );
}
