import { useMemo, useState } from 'react';
import { inputTitle } from '../describe.ts';
import { useLab } from '../lab/context.ts';
import { type Run, sessionStore, stepTime } from '../stores/session.ts';
import { capital, ms } from '../text.ts';
import { deedsBehind } from './behind.ts';
import { rootWay } from './causes.ts';

/** Faults in sight before anybody asks for more: the latest. */
const IN_SIGHT = 3;

/** What was done on purpose and lies behind a step: rules that are broken, and faults that can have had a part in it. */
export function Behind({ run, step }: { readonly run: Run; readonly step: number }) {
  const { meta, player } = useLab();
  const [all, setAll] = useState(false);
  const deeds = useMemo(() => deedsBehind(run, step), [run, step]);
  const breaks = run.trace.violations.filter((v) => v.step === step).map((v) => v.property);
  const rules = meta.variants.filter(
    ({ id, breaks: can }) =>
      run.resolved.spec.variants.includes(id) && can.some((property) => breaks.includes(property)),
  );
  if (deeds.length === 0 && rules.length === 0) return null;
  const shown = all ? deeds : deeds.slice(0, IN_SIGHT);
  const light = (input: number | null) =>
    sessionStore.getState().set({ hover: input === null ? null : { kind: 'input', input } });
  return (
    <>
      <h4 className="card-sub">Done on purpose before it</h4>
      <ul className="why">
        {rules.map((rule) => (
          <li key={rule.id}>
            <span className="fault-text">A rule is broken:</span> {capital(rule.title)}.
          </li>
        ))}
        {shown.map(({ input, step: at }) => {
          const done = run.resolved.spec.inputs[input];
          if (done === undefined) return null;
          return (
            <li key={input}>
              <button
                type="button"
                className="why-step"
                onClick={() => {
                  player.goto(at);
                  sessionStore.getState().set({ selected: { kind: 'input', input } });
                }}
                onPointerEnter={() => light(input)}
                onPointerLeave={() => light(null)}
                onFocus={() => light(input)}
                onBlur={() => light(null)}
              >
                {inputTitle(meta, done)} <span className="muted num">{ms(stepTime(run, at))}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {shown.length < deeds.length && (
        <button type="button" className="text-button muted why-more" onClick={() => setAll(true)}>
          {deeds.length - shown.length} earlier
        </button>
      )}
    </>
  );
}

/** Steps of a long way shown from either end. */
const END = 20;

/** Every cause, one by one, back to where it began. */
export function WholeWay({ run, step }: { readonly run: Run; readonly step: number }) {
  const { meta, player } = useLab();
  const [open, setOpen] = useState(false);
  const way = useMemo(() => (open ? rootWay(meta, run, step, END) : null), [meta, run, step, open]);
  return (
    <details className="whole-way" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Every cause, one by one</summary>
      {way !== null && (
        <ol className="why">
          {way.map((cause) =>
            'left' in cause ? (
              <li key="left" className="muted">
                … {cause.left} more in between
              </li>
            ) : (
              <li key={cause.step}>
                <button type="button" className="why-step" onClick={() => player.goto(cause.step)}>
                  {cause.sentence} <span className="muted num">{ms(stepTime(run, cause.step))}</span>
                </button>
              </li>
            ),
          )}
        </ol>
      )}
    </details>
  );
}
