import { useMemo, useState } from 'react';
import { inputTitle } from '../describe.ts';
import { useLab } from '../lab/context.ts';
import { type Run, sessionStore, stepTime } from '../stores/session.ts';
import { capital, ms } from '../text.ts';
import { type Deed, deedsBehind, otherDeeds } from './behind.ts';
import { rootWay } from './causes.ts';

/** Faults in sight before anybody asks for more: the latest. */
const IN_SIGHT = 3;

/** What stands behind the chain of causes. `long`: whether the chain has more links than are told. */
export default function Deeds({
  run,
  step,
  long,
}: {
  readonly run: Run;
  readonly step: number;
  readonly long: boolean;
}) {
  return (
    <>
      {long && <WholeWay run={run} step={step} />}
      <Behind run={run} step={step} />
    </>
  );
}

/** What was done on purpose before a step: rules that are broken, faults on the way to it, and on request the others. */
function Behind({ run, step }: { readonly run: Run; readonly step: number }) {
  const { meta } = useLab();
  const deeds = useMemo(() => deedsBehind(run, step), [run, step]);
  const others = useMemo(() => otherDeeds(run, step), [run, step]);
  const breaks = run.trace.violations.filter((v) => v.step === step).map((v) => v.property);
  const [all, setAll] = useState(false);
  const rules = meta.variants.filter(
    ({ id, breaks: can }) =>
      run.resolved.spec.variants.includes(id) && can.some((property) => breaks.includes(property)),
  );
  if (deeds.length + rules.length === 0 && (others.length === 0 || breaks.length === 0)) return null;
  // A node that only fell silent leaves no mark with those who then act: what could have silenced it must be in sight.
  const open = all || (breaks.length > 0 && deeds.length < IN_SIGHT);
  const shown = open ? deeds : deeds.slice(0, IN_SIGHT);
  const more = deeds.length - shown.length + (open ? 0 : others.length);
  return (
    <>
      {deeds.length + rules.length > 0 && <h4 className="card-sub">Done on purpose, on the way here</h4>}
      <ul className="why">
        {rules.map((rule) => (
          <li key={rule.id}>
            <span className="fault-text">A rule is broken:</span> {capital(rule.title)}.
          </li>
        ))}
        {shown.map((deed) => (
          <DeedLink key={deed.input} run={run} deed={deed} />
        ))}
      </ul>
      {open && others.length > 0 && (
        <>
          <h4 className="card-sub">Before it: it may have kept something away</h4>
          <ul className="why">
            {others.map((deed) => (
              <DeedLink key={deed.input} run={run} deed={deed} />
            ))}
          </ul>
        </>
      )}
      {more > 0 && (
        <button type="button" className="text-button muted why-more" onClick={() => setAll(true)}>
          {more} more
        </button>
      )}
    </>
  );
}

function DeedLink({ run, deed: { input, step: at } }: { readonly run: Run; readonly deed: Deed }) {
  const { meta, player } = useLab();
  const done = run.resolved.spec.inputs[input];
  if (done === undefined) return null;
  const light = (on: boolean) => sessionStore.getState().set({ hover: on ? { kind: 'input', input } : null });
  return (
    <li>
      <button
        type="button"
        className="why-step"
        onClick={() => {
          player.goto(at);
          sessionStore.getState().set({ selected: { kind: 'input', input } });
        }}
        onPointerEnter={() => light(true)}
        onPointerLeave={() => light(false)}
        onFocus={() => light(true)}
        onBlur={() => light(false)}
      >
        {inputTitle(meta, done)} <span className="muted num">{when(done.at, stepTime(run, at))}</span>
      </button>
    </li>
  );
}

/** When it was done, and when it was felt on the way here, if that is later. */
function when(done: number, felt: number): string {
  return felt > done ? `${ms(done)}, felt at ${ms(felt)}` : ms(done);
}

/** Steps of a long way shown from either end. */
const END = 20;

/** Every cause, one by one, back to where it began. */
function WholeWay({ run, step }: { readonly run: Run; readonly step: number }) {
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
