import { useEffect, useMemo, useState } from 'react';
import type { FieldChange, StepDetail } from '../../engine/inspect.ts';
import { K } from '../../engine/trace.ts';
import { nodeId, stepRows } from '../describe.ts';
import { useLab } from '../lab/context.ts';
import { type Run, stepTime } from '../stores/session.ts';
import { useWords } from '../stores/use.ts';
import { listOf, ms } from '../text.ts';
import { ChangeList } from './Changes.tsx';
import { lookAt } from './look.ts';

/** What became of a write: in the step that made it, that it is not safe yet; in the one in which it was safe, or undone, what it was. */
export default function DiskCard({ run, step }: { readonly run: Run; readonly step: number }) {
  const { kind } = run.trace.columns;
  if (kind[run.heads[step] ?? 0] === K.sync) return <SafeCard run={run} step={step} />;
  const undone = run.index.undoneRows.filter((row) => run.trace.columns.step[row] === step);
  if (undone.length === 0) return <PendingCard run={run} step={step} />;
  return [...undone].map((row) => <UndoneCard key={row} run={run} step={step} row={row} />);
}

/** A crash came before the write was safe: what it would have kept. */
function UndoneCard({ run, step, row }: { readonly run: Run; readonly step: number; readonly row: number }) {
  const { player } = useLab();
  const { cause, step: steps, node } = run.trace.columns;
  const writer = steps[cause[row] ?? -1] ?? -1;
  const changes = useWritten(run, writer);
  return (
    <section className="card" aria-label="Undone">
      <h3 className="card-title">Undone: not yet safe on disk</h3>
      <ChangeList changes={changes} />
      <p className="card-note">
        {nodeId(run, node[row] ?? 255)} wrote this{' '}
        <button type="button" className="text-button num" onClick={() => player.goto(writer)}>
          at {ms(stepTime(run, writer))}
        </button>
        , {ms(stepTime(run, step) - stepTime(run, writer))} ago. When it restarts, its disk does not have it;
        what waited for the write was never sent.
      </p>
    </section>
  );
}

function SafeCard({ run, step }: { readonly run: Run; readonly step: number }) {
  const { player } = useLab();
  const { cause, step: steps } = run.trace.columns;
  const writer = steps[cause[run.heads[step] ?? 0] ?? -1] ?? -1;
  const changes = useWritten(run, writer);
  const sent = useMemo(() => sentIn(run, step), [run, step]);
  return (
    <section className="card" aria-label="Safe on disk">
      <h3 className="card-title">Safe on disk</h3>
      <ChangeList changes={changes} />
      <p className="card-note">
        Written{' '}
        <button type="button" className="text-button num" onClick={() => player.goto(writer)}>
          at {ms(stepTime(run, writer))}
        </button>
        , {ms(stepTime(run, step) - stepTime(run, writer))} ago.{' '}
        {sent.length === 0 ? 'Nothing waited for it.' : `What waited for it leaves now, to ${listOf(sent)}.`}
      </p>
    </section>
  );
}

/** A write that takes its time: until it is safe nothing of the step leaves, and a crash undoes it. */
function PendingCard({ run, step }: { readonly run: Run; readonly step: number }) {
  const { player } = useLab();
  const world = useWords((s) => s.world);
  const node = nodeId(run, run.trace.columns.node[run.heads[step] ?? 0] ?? 255);
  const pending = world?.step === step ? world.nodes.find((n) => n.id === node)?.syncing : null;
  const safe = useMemo(() => syncOf(run, step), [run, step]);
  if (!pending) return null;
  return (
    <section className="card" aria-label="On its way to the disk">
      <h3 className="card-title">On its way to the disk</h3>
      <p className="card-note">
        <span className="mono">{pending.records.join(', ')}</span>{' '}
        {safe === null ? (
          `never gets there: ${downAfter(run, step) ?? 'the run ends first'}.`
        ) : (
          <>
            will be safe{' '}
            <button type="button" className="text-button num" onClick={() => player.goto(safe)}>
              at {ms(stepTime(run, safe))}
            </button>
            . Until then {node} sends nothing of this step and handles nothing else; a crash would undo it.
          </>
        )}
      </p>
    </section>
  );
}

/** The durable part of what a step changed; empty until the worker has answered. */
function useWritten(run: Run, step: number): readonly FieldChange[] {
  const [known, setKnown] = useState<{ readonly run: Run; readonly detail: StepDetail } | null>(null);
  useEffect(() => {
    if (step < 0) return;
    let gone = false;
    lookAt(run, step).then(
      (detail) => {
        if (!gone) setKnown({ run, detail });
      },
      () => {
        // The run was replaced while we asked: the one on show is asked about in its turn.
      },
    );
    return () => {
      gone = true;
    };
  }, [run, step]);
  const fits = known !== null && known.run === run && known.detail.step === step;
  return fits ? known.detail.changes.filter((change) => change.area === 'durable') : [];
}

/** The step in which the write of this one was safe; null if it never was. */
function syncOf(run: Run, step: number): number | null {
  const { cause, step: steps } = run.trace.columns;
  const head = run.heads[step] ?? 0;
  for (const row of run.index.syncRows) if (cause[row] === head) return steps[row] ?? null;
  return null;
}

/** When the node of a step goes down after it, in words; null if it does not. */
function downAfter(run: Run, step: number): string | null {
  const { trace, heads } = run;
  const node = trace.columns.node[heads[step] ?? 0] ?? 255;
  const down = trace.statuses.find(
    (change) => change.node === node && change.step > step && change.status === -1,
  );
  return down === undefined
    ? null
    : `${nodeId(run, node)} goes down first, at ${ms(stepTime(run, down.step))}`;
}

/** Whom a step sent to, each once. */
function sentIn(run: Run, step: number): readonly string[] {
  const { kind, peer } = run.trace.columns;
  const [from, to] = stepRows(run, step);
  const found = new Set<string>();
  for (let row = from; row < to; row++) if (kind[row] === K.send) found.add(nodeId(run, peer[row] ?? 255));
  return [...found];
}
