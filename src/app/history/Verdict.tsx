import type { RunJudgement } from '../../checkers/run-history.ts';
import { EFFORTS } from '../../checkers/run-history.ts';
import type { Judged } from '../stores/session.ts';
import { useWatcher } from './start.ts';
import { contrast, headline, manyText } from './words.ts';

/** The verdict as a plain sentence, or how far the search for it is. `what`: what there is a single copy of. */
export function Verdict({
  judged,
  what,
  broken,
}: {
  readonly judged: Judged;
  readonly what: string;
  /** Titles of the promises that are broken in the run. */
  readonly broken: readonly string[];
}) {
  switch (judged?.kind) {
    case 'done':
      return (
        <div role="status">
          <h2 className="headline" data-verdict={judged.judgement.verdict}>
            {headline(judged.judgement)}
          </h2>
          <More judgement={judged.judgement} effort={judged.effort} what={what} />
          <Contrast text={contrast(judged.judgement, broken)} />
        </div>
      );
    case 'failed':
      return (
        <div role="alert">
          <h2 className="headline">These answers were not judged</h2>
          <p className="moment-more">{judged.why}</p>
        </div>
      );
    default:
      return (
        <>
          <h2 className="headline">Looking for an order that explains every answer…</h2>
          <progress
            className="looking"
            aria-label="Share of the search that is done"
            max={1}
            value={judged?.kind === 'judging' ? judged.share : 0}
          />
        </>
      );
  }
}

function Contrast({ text }: { readonly text: string | null }) {
  return text === null ? null : <p className="contrast">{text}</p>;
}

function More({
  judgement,
  effort,
  what,
}: {
  readonly judgement: RunJudgement;
  readonly effort: number;
  readonly what: string;
}) {
  if (judgement.verdict === 'yes') {
    return (
      <p className="moment-more">
        Let each operation take effect at its number, between question and answer: then one copy of {what},
        doing one thing at a time, answers just so. Such answers are called linearizable.
      </p>
    );
  }
  if (judgement.verdict === 'no') {
    return (
      <p className="moment-more">
        In whatever order the operations took effect, each between its question and its answer, some answer is
        wrong: not linearizable.
      </p>
    );
  }
  return <RanOut judgement={judgement} effort={effort} />;
}

function RanOut({ judgement, effort }: { readonly judgement: RunJudgement; readonly effort: number }) {
  const watcher = useWatcher();
  const missing = judgement.orders.reduce((sum, order) => sum + order.missing, 0);
  const placed = judgement.answered - missing;
  const bound =
    judgement.bound === 'memory' ? 'when its memory was full' : `after ${manyText(judgement.steps)} steps`;
  const harder = effort + 1 < EFFORTS.length;
  return (
    <>
      <p className="moment-more">
        The search was given up {bound}. The best order it came upon has a place for {placed} of{' '}
        {judgement.answered} answered operations.
        {!harder && ' It does not look longer than that.'}
      </p>
      {harder && watcher !== null && (
        <p className="card-buttons">
          <button type="button" className="button small" onClick={() => watcher.lookLonger()}>
            Look longer
          </button>
        </p>
      )}
    </>
  );
}
