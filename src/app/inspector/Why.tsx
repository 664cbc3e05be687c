import { useEffect, useMemo, useState } from 'react';
import type { StepDetail } from '../../engine/inspect.ts';
import { useLab } from '../lab/context.ts';
import { type Run, sessionStore, stepTime } from '../stores/session.ts';
import { ms } from '../text.ts';
import { causeOf } from './causes.ts';
import Deeds from './Deeds.tsx';
import { lookAt } from './look.ts';
import { ownWriters, whyOf } from './own.ts';

const NOBODY: readonly number[] = [];

/** The node's own steps behind the one on show; empty until the worker has answered. */
function useOwnWriters(run: Run, detail: StepDetail | null): readonly number[] {
  const [known, setKnown] = useState<{ detail: StepDetail; writers: readonly number[] } | null>(null);
  useEffect(() => {
    if (detail === null) return;
    let gone = false;
    ownWriters(
      run,
      detail,
      (step) => lookAt(run, step),
      () => gone,
    ).then(
      (writers) => {
        if (!gone) setKnown({ detail, writers });
      },
      () => {
        // The run was replaced while we asked: the one on show is asked about in its turn.
      },
    );
    return () => {
      gone = true;
    };
  }, [run, detail]);
  return known !== null && known.detail === detail ? known.writers : NOBODY;
}

/** What led to the step, in the order of time; each is a place to go. */
export function Why({
  run,
  step,
  detail,
}: {
  readonly run: Run;
  readonly step: number;
  readonly detail: StepDetail | null;
}) {
  const { meta, player } = useLab();
  const writers = useOwnWriters(run, detail);
  const causes = useMemo(() => whyOf(meta, run, step, writers), [meta, run, step, writers]);
  const done = run.resolved.spec.inputs.some((input) => 'fault' in input);
  const broken = run.trace.violations.some((v) => v.step === step);
  const long = causeOf(run, step) !== null && causeOf(run, causeOf(run, step) ?? 0) !== null;
  if (causes.length === 0 && !broken) return null;
  const light = (s: number | null) =>
    sessionStore.getState().set({ hover: s === null ? null : { kind: 'step', step: s } });
  return (
    <section className="card" aria-label="Why">
      <h3 className="card-title">Why</h3>
      <ol className="why">
        {causes.map((cause) => (
          <li key={`${cause.step} ${cause.sentence}`}>
            <button
              type="button"
              className="why-step"
              onClick={() => player.goto(cause.step)}
              onPointerEnter={() => light(cause.step)}
              onPointerLeave={() => light(null)}
              onFocus={() => light(cause.step)}
              onBlur={() => light(null)}
            >
              {cause.sentence} <span className="muted num">{ms(stepTime(run, cause.step))}</span>
            </button>
          </li>
        ))}
      </ol>
      {(long || done || broken) && <Deeds key={`${run.id} ${step}`} run={run} step={step} long={long} />}
    </section>
  );
}
