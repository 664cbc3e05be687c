/** How two events stand to each other, and what proves it. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { K } from '../../engine/trace.ts';
import type { EventOrder } from '../../worker/wire.ts';
import { describeStep, stepNode } from '../describe.ts';
import { useLab } from '../lab/context.ts';
import { type Run, sessionStore, stepTime } from '../stores/session.ts';
import { ms } from '../text.ts';
import { orderOf } from './ask.ts';
import { pairStore, unmark } from './pair.ts';
import { notOrdered, VERDICT, whyByVectors } from './words.ts';

/** Links of a chain that are listed at once. */
const IN_SIGHT = 12;

export function Order({ run, a, b }: { readonly run: Run; readonly a: number; readonly b: number }) {
  const [known, setKnown] = useState<{ run: Run; a: number; b: number; order: EventOrder } | null>(null);
  useEffect(() => {
    let gone = false;
    orderOf(run, a, b).then(
      (order) => {
        if (!gone) setKnown({ run, a, b, order });
      },
      () => {
        // The run was replaced while we asked.
      },
    );
    return () => {
      gone = true;
    };
  }, [run, a, b]);
  const { player } = useLab();
  const playing = useStore(player.store, (s) => s.state === 'playing');
  if (known === null || known.run !== run || known.a !== a || known.b !== b) return null;
  const { order } = known;
  const ids = run.trace.nodes.map(({ id }) => id);
  const why = [...whyByVectors(order, ids), ...notOrdered(order, stepTime(run, b) - stepTime(run, a))];
  return (
    <div className="order">
      <dl className="order-pair">
        <Named run={run} step={a} letter="a" />
        <Named run={run} step={b} letter="b" />
      </dl>
      <p className="order-verdict" aria-live={playing ? 'off' : 'polite'}>
        {VERDICT[order.relation]}
      </p>
      {order.path.length > 0 && <Path run={run} order={order} b={b} />}
      <ul className="order-why">
        {why.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <button type="button" className="text-button" onClick={unmark}>
        Stop comparing
      </button>
    </div>
  );
}

function Named({ run, step, letter }: { readonly run: Run; readonly step: number; readonly letter: string }) {
  const { meta } = useLab();
  return (
    <div>
      <dt>{letter}</dt>
      <dd>
        {describeStep(meta, run, step).headline} <span className="muted num">{ms(stepTime(run, step))}</span>
      </dd>
    </div>
  );
}

/** The chain, link by link; each a place to go, from which the two are still compared. */
function Path({ run, order, b }: { readonly run: Run; readonly order: EventOrder; readonly b: number }) {
  const { meta, player } = useLab();
  const [all, setAll] = useState(false);
  const { kind, ref, cause } = run.trace.columns;
  const walk = (step: number) => {
    pairStore.setState({ held: { b, at: step } });
    player.goto(step);
  };
  const light = (step: number | null) =>
    sessionStore.getState().set({ hover: step === null ? null : { kind: 'step', step } });
  const shown = all ? order.path : order.path.slice(0, IN_SIGHT);
  return (
    <>
      <h4 className="card-sub">The chain that proves it</h4>
      <ol className="why">
        {shown.map(({ by, from, to }) => {
          const head = run.heads[to] ?? 0;
          const message =
            kind[head] === K.deliver ? meta.messages[ref[cause[head] ?? -1] ?? -1]?.title : null;
          const words =
            by === 'node'
              ? `${stepNode(run, to)} goes on`
              : `${stepNode(run, from)} → ${stepNode(run, to)}: ${message ?? 'message'}`;
          return (
            <li key={to}>
              <button
                type="button"
                className="why-step"
                onClick={() => walk(to)}
                onPointerEnter={() => light(to)}
                onPointerLeave={() => light(null)}
                onFocus={() => light(to)}
                onBlur={() => light(null)}
              >
                {words}{' '}
                <span className="muted num">
                  {ms(stepTime(run, from))} → {ms(stepTime(run, to))}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      {shown.length < order.path.length && (
        <button type="button" className="text-button muted why-more" onClick={() => setAll(true)}>
          {order.path.length - shown.length} more
        </button>
      )}
    </>
  );
}
