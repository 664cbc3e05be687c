import type { StepDetail } from '../../engine/inspect.ts';
import type { RuleBook } from '../../engine/meta.ts';
import type { NodeId } from '../../engine/runspec.ts';
import { stepNode } from '../describe.ts';
import { useLab } from '../lab/context.ts';
import { knownOf } from '../lens/mask.ts';
import { useBodies } from '../lens/useHeard.ts';
import { type Run, stepTime } from '../stores/session.ts';
import { useWords } from '../stores/use.ts';
import { capital, ms } from '../text.ts';
import { Changes } from './Changes.tsx';
import { Moment } from './Inspector.tsx';
import MessageCard from './MessageCard.tsx';
import NodeCard from './NodeCard.tsx';
import { NodeChoice } from './NodeChoice.tsx';
import { RuleCard } from './RuleCard.tsx';
import { State } from './State.tsx';

interface KnownProps {
  readonly run: Run;
  readonly step: number;
  readonly detail: StepDetail | null;
  readonly rules: RuleBook | null;
  readonly node: NodeId;
}

/** The inspector as a node sees the run: its own steps and state, of the others their last word, and no promises. */
export default function Known({ run, step, detail, rules, node }: KnownProps) {
  const selected = useWords((s) => (s.selected?.kind === 'node' ? s.selected.node : null));
  const own = stepNode(run, step) === node;
  return (
    <>
      <NodeChoice />
      {selected !== null &&
        (selected === node ? (
          <NodeCard node={node} />
        ) : (
          <LastWord run={run} step={step} node={node} from={selected} />
        ))}
      {own ? (
        <>
          <Moment run={run} step={step} />
          <Changes detail={detail} />
          <RuleCard rules={rules} run={run} step={step} />
          <MessageCard detail={detail} run={run} />
        </>
      ) : (
        <Elsewhere run={run} step={step} node={node} />
      )}
      <p className="muted">
        Promises are judged from outside. Nobody in the run can see all of it, and so {node} cannot know
        whether they hold.
      </p>
    </>
  );
}

/** A moment in which the node did nothing: the way to its own. */
function Elsewhere({ run, step, node }: { readonly run: Run; readonly step: number; readonly node: NodeId }) {
  const { player } = useLab();
  const lane = run.trace.nodes.findIndex(({ id }) => id === node);
  const own = [...(run.index.nodeSteps[lane] ?? [])];
  const before = own.findLast((s) => s < step);
  const after = own.find((s) => s > step);
  const link = (to: number | undefined, words: string) =>
    to !== undefined && (
      <button type="button" className="button small" onClick={() => player.goto(to)}>
        {words} <span className="muted num">{ms(stepTime(run, to))}</span>
      </button>
    );
  return (
    <header className="moment">
      <p className="eyebrow num">{ms(stepTime(run, step))}</p>
      <h2 className="headline">Nothing that {node} can know of</h2>
      <p className="card-buttons">
        {link(before, 'Its last step')}
        {link(after, 'Its next step')}
      </p>
    </header>
  );
}

function LastWord(props: {
  readonly run: Run;
  readonly step: number;
  readonly node: NodeId;
  readonly from: NodeId;
}) {
  const { run, step, node, from } = props;
  const { meta, player } = useLab();
  const lane = (id: NodeId) => run.trace.nodes.findIndex((n) => n.id === id);
  const heard = knownOf(run.index, lane(node)).hearing(lane(from), step);
  const bodies = useBodies(run, heard === null ? [] : [heard]);
  const body = heard === null ? undefined : bodies.get(heard.send);
  return (
    <section className="card node-card" aria-label={`Node ${from}`}>
      <h3 className="node-title">{from}</h3>
      {heard === null ? (
        <p className="card-note">{node} has not heard from it yet.</p>
      ) : (
        <>
          <p className="card-note">
            Last heard{' '}
            <button type="button" className="text-button num" onClick={() => player.goto(heard.step)}>
              at {ms(heard.heardAt)}
            </button>
            . What it is like now, {node} cannot know.
          </p>
          <p className="card-sub">{capital(meta.messages[heard.kind]?.title ?? 'message')}</p>
          {body !== undefined && <State record={body} />}
        </>
      )}
    </section>
  );
}
