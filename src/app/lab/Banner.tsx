import { Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { rescueFocus } from '../faults/focus.ts';
import { openHistory } from '../history/SideTabs.tsx';
import { spare } from '../later.tsx';
import { lensStore } from '../lens/store.ts';
import { useCalm } from '../stores/use.ts';
import { capital, ms } from '../text.ts';
import { useLab } from './context.ts';

const LensBanner = spare(() => import('../lens/LensBanner.tsx'));

/**
 * What must be known of the run wherever it is shown: rules broken on purpose, promises broken, an early end, a refusal.
 * `covered`: what is to come is being guessed, and the name of a broken rule often says it.
 */
export function Banner({ covered = false }: { readonly covered?: boolean }) {
  const { meta, player } = useLab();
  const run = useCalm((s) => s.run);
  const status = useCalm((s) => s.status);
  const lens = useStore(lensStore, (s) => s.lens);
  // Promises are judged from outside: nobody in the run sees them break.
  const violation = lens === null ? run?.trace.violations[0] : undefined;
  const wrong = useCalm((s) => s.judged?.kind === 'done' && s.judged.judgement.verdict === 'no');

  const broken = (run?.resolved.spec.variants ?? []).map(
    (id) => meta.variants.find((variant) => variant.id === id)?.title ?? id,
  );
  const time = violation === undefined ? 0 : (run?.trace.columns.time[violation.event] ?? 0);
  const promise = meta.properties.find(({ id }) => id === violation?.property)?.title;
  const properties = new Set(run?.trace.violations.map((v) => v.property)).size;
  return (
    <div className="banners">
      <Verdict why={violation?.why ?? null} />
      {status.kind === 'failed' && (
        <p className="banner banner-fault" role="alert">
          <strong>Not run.</strong> {status.why}{' '}
          {run !== null && 'What is shown is the run before the change.'}
        </p>
      )}
      {status.kind === 'running' && (
        <p className="banner banner-busy">
          Simulating{status.progress === null ? '…' : `: ${Math.floor(status.progress * 100)} %`}{' '}
          <Passing does={status.stop}>Stop</Passing>
        </p>
      )}
      {status.kind === 'stopped' && (
        <p className="banner" role="status">
          <strong>Stopped</strong> before the run was complete.{' '}
          {run !== null && 'What is shown is the run before the change. '}
          <Passing does={status.again} takesOver>
            Run it again
          </Passing>
        </p>
      )}
      {broken.length > 0 && (
        <p className="banner banner-broken">
          <strong>
            {broken.length === 1 ? 'A rule is broken on purpose' : 'Rules are broken on purpose'}
            {covered ? '.' : ':'}
          </strong>
          {!covered && ` ${broken.map(capital).join('; ')}.`}
        </p>
      )}
      {lens !== null && (
        <Suspense fallback={null}>
          <LensBanner />
        </Suspense>
      )}
      {violation !== undefined && (
        <p className="banner banner-fault">
          <strong>{properties === 1 ? 'A promise is broken' : `${properties} promises are broken`}</strong>,
          first at {ms(time)}
          {!covered && promise !== undefined && <span className="banner-which">: {promise}</span>}.{' '}
          <button type="button" className="text-button" onClick={() => player.goto(violation.step)}>
            Go there
          </button>
        </p>
      )}
      {wrong && lens === null && violation === undefined && (
        <p className="banner banner-fault">
          <strong>No single copy could have given the clients these answers.</strong>{' '}
          <button type="button" className="text-button" onClick={openHistory}>
            See why
          </button>
        </p>
      )}
      {run?.trace.stopped != null && (
        <p className="banner">
          <strong>Stopped early</strong> at {ms(run.trace.end)}: {run.trace.stopped.why}
        </p>
      )}
    </div>
  );
}

/** A button that goes when it has been pressed. The focus does not go with it. */
function Passing(props: {
  readonly does: () => void;
  /** It takes the focus when nothing has it: it stands for what was there before. */
  readonly takesOver?: boolean;
  readonly children: string;
}) {
  const { does, takesOver = false, children } = props;
  const own = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const button = own.current;
    if (takesOver && document.activeElement === document.body) button?.focus();
    return () => {
      if (document.activeElement === button) rescueFocus();
    };
  }, [takesOver]);
  return (
    <button ref={own} type="button" className="text-button" onClick={does}>
      {children}
    </button>
  );
}

/** The verdict for those who do not see the banner. It says what is so now: a repair is told too, once something was broken. */
export function Verdict({ why }: { readonly why: string | null }) {
  const [wasBroken, setWasBroken] = useState(false);
  useEffect(() => {
    if (why !== null) setWasBroken(true);
  }, [why]);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {why !== null ? `A promise is broken: ${why}` : wasBroken ? 'Every promise holds in this run now.' : ''}
    </div>
  );
}
