import { useLab } from '../lab/context.ts';
import { type Run, stepTime } from '../stores/session.ts';
import { ms } from '../text.ts';

/** Each property in plain words, judged no further than the cursor. */
export function Promises({ run, step }: { readonly run: Run; readonly step: number }) {
  const { meta, player } = useLab();
  if (meta.properties.length === 0) return null;
  return (
    <section className="card" aria-label="Promises">
      <h3 className="card-title">Promises</h3>
      <ul className="promises">
        {meta.properties.map((property) => {
          const first = run.trace.violations.find((v) => v.property === property.id);
          const broken = first !== undefined && first.step <= step;
          return (
            <li key={property.id} data-broken={broken || undefined}>
              <span className="promise-mark" aria-hidden="true">
                {broken ? '✕' : '–'}
              </span>
              <span>
                <span title={property.source}>{property.title}</span>{' '}
                {broken ? (
                  <>
                    <button
                      type="button"
                      className="text-button fault-text num"
                      onClick={() => player.goto(first.step)}
                    >
                      broken at {ms(stepTime(run, first.step))}
                    </button>
                    <span className="promise-why">{first.why}</span>
                  </>
                ) : (
                  <>
                    <span className="muted">holds so far{first !== undefined && ','}</span>
                    {first !== undefined && (
                      <>
                        {' '}
                        <button
                          type="button"
                          className="text-button fault-text num"
                          onClick={() => player.goto(first.step)}
                        >
                          breaks at {ms(stepTime(run, first.step))}
                        </button>
                      </>
                    )}
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
