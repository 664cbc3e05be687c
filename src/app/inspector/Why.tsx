import { useMemo } from 'react';
import { useLab } from '../lab/context.ts';
import { type Run, sessionStore, stepTime } from '../stores/session.ts';
import { ms } from '../text.ts';
import { causeChain } from './causes.ts';

/** The chain of causes, nearest first; each is a place to go. */
export function Why({ run, step }: { readonly run: Run; readonly step: number }) {
  const { meta, player } = useLab();
  const chain = useMemo(() => causeChain(meta, run, step), [meta, run, step]);
  if (chain.length === 0) return null;
  const light = (s: number | null) =>
    sessionStore.getState().set({ hover: s === null ? null : { kind: 'step', step: s } });
  return (
    <section className="card" aria-label="Why">
      <h3 className="card-title">Why</h3>
      <ol className="why">
        {chain.map((cause) => (
          <li key={cause.step}>
            {cause.skipped > 0 && <span className="why-skipped">{cause.skipped} more between</span>}
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
    </section>
  );
}
