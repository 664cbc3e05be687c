import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { RunJudgement } from '../../checkers/run-history.ts';
import type { NodeId } from '../../engine/runspec.ts';
import { type EffectPoint, effectPoints } from '../../timeline/history.ts';
import { useLab } from '../lab/context.ts';
import { lensStore } from '../lens/store.ts';
import type { Run } from '../stores/session.ts';
import { useSession } from '../stores/use.ts';
import { Chart } from './Chart.tsx';
import { OperationList } from './OperationList.tsx';
import { Verdict } from './Verdict.tsx';
import { WhyNot } from './WhyNot.tsx';
import { unplacedOf } from './watch.ts';
import { countText } from './words.ts';
// On a phone the inspector itself may not have been here yet.
import '../inspector/inspector.css';
import './history.css';

/** The right panel: what the clients asked and were told, and whether a single copy of the data could have told them so. */
export default function History() {
  const { meta } = useLab();
  const run = useSession((s) => s.run);
  const judged = useSession((s) => s.judged);
  const judgement = judged?.kind === 'done' ? judged.judgement : null;
  const lens = useStore(lensStore, (s) => s.lens);
  if (lens !== null && run !== null) return <Told run={lens.seen(run)} node={lens.node} />;
  if (run === null || run.trace.operations.length === 0) return <Nothing run={run} />;
  const broken = meta.properties.filter(({ id }) => run.trace.violations.some((v) => v.property === id));
  const what = meta.history?.model === 'kv' ? 'each key' : 'the data';
  return (
    <>
      <header className="moment">
        <p className="eyebrow num">{countText(run.trace.operations)}</p>
        <Verdict judged={judged} what={what} broken={broken.map(({ title }) => title)} />
      </header>
      <Found run={run} judgement={judgement} />
    </>
  );
}

/** Through a node's eyes: what it was told itself. What others were, and whether it all fits together, it cannot know. */
function Told({ run, node }: { readonly run: Run; readonly node: NodeId }) {
  const { operations } = run.trace;
  if (operations.length === 0) {
    return (
      <p className="empty">
        {node} asked for nothing itself, and what the clients were told it cannot know. Look as a client to
        see its own calls, or show everything.
      </p>
    );
  }
  return (
    <>
      <header className="moment">
        <p className="eyebrow num">{countText(operations)}</p>
        <h2>What {node} was told</h2>
        <p className="muted">
          What other clients were told it does not know, so it cannot judge whether it was told the truth.
        </p>
      </header>
      <Found run={run} judgement={null} />
    </>
  );
}

function Nothing({ run }: { readonly run: Run | null }) {
  const { meta, embed } = useLab();
  const role = meta.roles.find(({ id }) => meta.commands.some((command) => command.role === id));
  const present = run?.resolved.nodes.some((node) => node.role === role?.id) ?? false;
  const todo =
    role === undefined
      ? ''
      : present
        ? ` Give a ${role.title} something to do: drag “${meta.commands[0]?.title}” onto it, or press w.`
        : ` It has no ${role.plural}: the notes on the left say how many there are.`;
  return (
    <p className="empty">
      No client has done anything in this run.
      {!embed && todo}
    </p>
  );
}

/** Chart and list, with the order that was found if there is one. */
function Found({ run, judgement }: { readonly run: Run; readonly judgement: RunJudgement | null }) {
  const points = useMemo(
    () => (judgement === null ? [] : effectPoints(run.trace, judgement.orders)),
    [run, judgement],
  );
  const ranks = useMemo(() => ranksOf(points), [points]);
  const unplaced = useMemo(() => new Set(judgement === null ? [] : unplacedOf(judgement)), [judgement]);
  return (
    <>
      {judgement?.obstacle != null && <WhyNot run={run} judgement={judgement} ranks={ranks} />}
      <Chart run={run} points={points} unplaced={unplaced} />
      <OperationList run={run} ranks={ranks} unplaced={unplaced} />
    </>
  );
}

/** Place in the order found, by operation. */
function ranksOf(points: readonly EffectPoint[]): ReadonlyMap<number, number> {
  return new Map(points.map(({ operation, rank }) => [operation, rank]));
}
