import { useEffect, useRef } from 'react';
import { sessionStore } from '../stores/session.ts';
import { useSession } from '../stores/use.ts';
import { capital, ms } from '../text.ts';
import { useLab } from './context.ts';

/** What must be known of the run wherever it is shown: rules broken on purpose, promises broken, an early end, a refusal. */
export function Banner() {
  const { meta, player } = useLab();
  const run = useSession((s) => s.run);
  const status = useSession((s) => s.status);
  const told = useRef<object | null>(null);

  const violation = run?.trace.violations[0];
  useEffect(() => {
    if (violation === undefined || told.current === violation) return;
    told.current = violation;
    sessionStore.getState().set({ announcement: `A promise is broken: ${violation.why}` });
  }, [violation]);

  const broken = (run?.resolved.spec.variants ?? []).map(
    (id) => meta.variants.find((variant) => variant.id === id)?.title ?? id,
  );
  const time = violation === undefined ? 0 : (run?.trace.columns.time[violation.event] ?? 0);
  const properties = new Set(run?.trace.violations.map((v) => v.property)).size;
  return (
    <div className="banners">
      {status.kind === 'failed' && (
        <p className="banner banner-fault" role="alert">
          <strong>Not run.</strong> {status.why}{' '}
          {run !== null && 'What is shown is the run before the change.'}
        </p>
      )}
      {status.kind === 'running' && (
        <p className="banner banner-busy">
          Simulating{status.progress === null ? '…' : `: ${Math.floor(status.progress * 100)} %`}
        </p>
      )}
      {broken.length > 0 && (
        <p className="banner banner-broken">
          <strong>
            {broken.length === 1 ? 'A rule is broken on purpose:' : 'Rules are broken on purpose:'}
          </strong>{' '}
          {broken.map(capital).join('; ')}.
        </p>
      )}
      {violation !== undefined && (
        <p className="banner banner-fault">
          <strong>{properties === 1 ? 'A promise is broken' : `${properties} promises are broken`}</strong>,
          first at {ms(time)}.{' '}
          <button type="button" className="text-button" onClick={() => player.goto(violation.step)}>
            Go there
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
