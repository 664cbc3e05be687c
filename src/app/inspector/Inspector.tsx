import { Suspense, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { RuleBook } from '../../engine/meta.ts';
import type { Input } from '../../engine/runspec.ts';
import { K, KINDS } from '../../engine/trace.ts';
import { loadRules } from '../catalog.ts';
import { pairStore } from '../clocks/pair.ts';
import Stamps from '../clocks/Stamps.tsx';
import { describeStep, inputTitle, stepName } from '../describe.ts';
import { counted } from '../idle.ts';
import { Loading } from '../Loading.tsx';
import { useLab } from '../lab/context.ts';
import { spare } from '../later.tsx';
import { lensStore } from '../lens/store.ts';
import { type Run, sessionStore, stepTime } from '../stores/session.ts';
import { useWords } from '../stores/use.ts';
import { capital, ms } from '../text.ts';
import { Changes } from './Changes.tsx';
import MessageCard from './MessageCard.tsx';
import { NodeChoice } from './NodeChoice.tsx';
import { Promises } from './Promises.tsx';
import { firedRules, RuleCard } from './RuleCard.tsx';
import { Why } from './Why.tsx';
import './inspector.css';

const NodeCard = spare(() => counted(() => import('./NodeCard.tsx')));
const Known = spare(() => counted(() => import('./Known.tsx')));
const DiskCard = spare(() => counted(() => import('./DiskCard.tsx')));
const DamageCard = spare(() => counted(() => import('./DamageCard.tsx')));

/** The right panel: one moment of the run, in words. */
export default function Inspector() {
  const { meta } = useLab();
  const run = useWords((s) => s.run);
  const step = useWords((s) => s.cursor.step);
  const detail = useWords((s) => s.detail);
  const selected = useWords((s) => s.selected);
  // In most runs a write is safe at once, and there is nothing to say of it.
  const pending = useWords((s) => s.world?.nodes.some((node) => node.syncing !== null) ?? false);
  const { syncRows, undoneRows } = run?.index ?? { syncRows: [], undoneRows: [] };
  const writing = pending || syncRows.length > 0 || undoneRows.length > 0;
  const harmed = useWords((s) => s.world?.nodes.some((node) => node.damaged.length > 0) ?? false);
  const present = run !== null && run.trace.steps > 0;
  const [rules, setRules] = useState<RuleBook | null>(null);
  const ruled = present && firedRules(run, step).length > 0;
  useEffect(() => {
    if (!ruled) return;
    let gone = false;
    loadRules(meta.id).then(
      (book) => {
        if (!gone) setRules(book);
      },
      () => {
        // Without its rule book the inspector still says what happened and why.
      },
    );
    return () => {
      gone = true;
    };
  }, [meta.id, ruled]);
  // An answer about another step must not be read as one about this.
  const current = detail !== null && detail.step === step ? detail : null;
  // Where a promise breaks, what led to it is what one wants to know first.
  const breaks = run?.trace.violations.some((violation) => violation.step === step) ?? false;
  const lens = useStore(lensStore, (s) => s.lens);
  // What is being compared is what one looks at.
  const comparing = useStore(pairStore, (s) => s.a !== null);
  if (present && lens !== null) {
    return (
      <Suspense fallback={<Loading />}>
        <Known run={run} step={step} detail={current} rules={rules} node={lens.node} />
      </Suspense>
    );
  }
  const stamps = present && <Stamps run={run} step={step} />;
  return (
    <>
      {!present && <p className="empty">Nothing has happened in this run yet.</p>}
      {present && (
        <>
          <NodeChoice />
          {selected?.kind === 'node' && (
            <Suspense fallback={<Loading />}>
              <NodeCard node={selected.node} />
            </Suspense>
          )}
          <Moment run={run} step={step} />
          {comparing && stamps}
          {breaks && <Why run={run} step={step} detail={current} />}
          {writing && (
            <Suspense fallback={<Loading />}>
              <DiskCard run={run} step={step} />
            </Suspense>
          )}
          {harmed && (
            <Suspense fallback={null}>
              <DamageCard step={step} />
            </Suspense>
          )}
          <Changes detail={current} />
          <RuleCard rules={rules} run={run} step={step} />
          <MessageCard detail={current} run={run} />
          {!breaks && <Why run={run} step={step} detail={current} />}
          {!comparing && stamps}
          <Promises run={run} step={step} />
        </>
      )}
    </>
  );
}

export function Moment({ run, step }: { readonly run: Run; readonly step: number }) {
  const { meta, embed } = useLab();
  const { headline, occasion, more } = describeStep(meta, run, step);
  const input = inputOf(run, step);
  const name = stepName(run, step);
  const kind = KINDS[run.trace.columns.kind[run.heads[step] ?? 0] ?? 0] ?? '';
  return (
    <header className="moment">
      <p className="eyebrow num">
        {ms(stepTime(run, step))} · {name === 'network' ? `network, ${kind}` : name}
      </p>
      <h2 className="headline">{headline}</h2>
      <Broken run={run} step={step} />
      {(occasion !== '' || more.length > 0) && (
        <p className="moment-more">
          {occasion !== '' && `${occasion}. `}
          {more.map((sentence) => `${capital(sentence)}.`).join(' ')}
        </p>
      )}
      {input !== null && !embed && (
        <p className="moment-more">
          <button
            type="button"
            className="text-button"
            onClick={() => sessionStore.getState().set({ selected: { kind: 'input', input } })}
          >
            {inputTitle(meta, run.resolved.spec.inputs[input] as Input)}
          </button>
        </p>
      )}
    </header>
  );
}

/** The promises that break at this very step, said before anything else about it. */
function Broken({ run, step }: { readonly run: Run; readonly step: number }) {
  const { meta } = useLab();
  const broken = run.trace.violations.filter((violation) => violation.step === step);
  if (broken.length === 0) return null;
  return (
    <ul className="breaks">
      {broken.map((violation) => (
        <li key={`${violation.property} ${violation.why}`}>
          <strong>
            Breaks: {meta.properties.find((p) => p.id === violation.property)?.title ?? violation.property}
          </strong>{' '}
          – {violation.why}
        </li>
      ))}
    </ul>
  );
}

/** The input a network step is due to, if any: what may be changed about it. */
function inputOf(run: Run, step: number): number | null {
  const row = run.heads[step] ?? 0;
  const kind = run.trace.columns.kind[row];
  if (kind !== K.fault && kind !== K.ignored && kind !== K.lost && kind !== K.command) return null;
  const input = run.trace.columns.ref[row] ?? -1;
  return input >= 0 && input < run.resolved.spec.inputs.length ? input : null;
}
