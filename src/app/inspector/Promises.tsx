import { stepName } from '../describe.ts';
import { Glossed, TermsIn } from '../glossary/Glossed.tsx';
import { useLab } from '../lab/context.ts';
import { type Run, stepTime } from '../stores/session.ts';
import { ms } from '../text.ts';

/** Each property in plain words, judged no further than the cursor; opened, where it is promised. */
export function Promises({ run, step }: { readonly run: Run; readonly step: number }) {
  const { meta } = useLab();
  if (meta.properties.length === 0) return null;
  return (
    <section className="card" aria-label="Promises">
      <h3 className="card-title">Promises</h3>
      {meta.properties.length > 1 && (
        <p className="promise-tally muted">{tally(meta.properties.length, brokenBy(run, step))}</p>
      )}
      <ul className="promises">
        {meta.properties.map((property) => {
          const first = run.trace.violations.find((v) => v.property === property.id);
          const broken = first !== undefined && first.step <= step;
          return (
            <li key={property.id} data-broken={broken || undefined}>
              <span className="promise-mark" aria-hidden="true">
                {broken ? '✕' : '–'}
              </span>
              <div className="promise">
                <details className="promise-words">
                  <summary>
                    {property.title} {!broken && <span className="muted promise-so">so far</span>}
                  </summary>
                  <p className="promise-why">
                    <Glossed text={property.source} />
                    <TermsIn text={property.title} after={property.source} />
                  </p>
                </details>
                {first !== undefined && (
                  <Where run={run} at={first.step} broken={broken} here={first.step === step} />
                )}
                {broken && (
                  <span className="promise-why">
                    <Glossed text={first.why} />
                  </span>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** How many are broken at the cursor. */
function brokenBy(run: Run, step: number): number {
  return new Set(run.trace.violations.filter((v) => v.step <= step).map((v) => v.property)).size;
}

function tally(all: number, broken: number): string {
  return broken > 0 ? `${broken} of ${all} broken, up to this moment` : `All ${all} hold, up to this moment`;
}

/** The event that breaks it: a place to go, where what led to it is told. */
function Where(props: {
  readonly run: Run;
  readonly at: number;
  readonly broken: boolean;
  readonly here: boolean;
}) {
  const { run, at, broken, here } = props;
  const { player } = useLab();
  const words = `at ${ms(stepTime(run, at))}, ${stepName(run, at)}`;
  if (here) return <span className="fault-text num">broken here</span>;
  return (
    <button type="button" className="text-button fault-text num" onClick={() => player.goto(at)}>
      {broken ? 'broken' : 'breaks'} {words}
    </button>
  );
}
