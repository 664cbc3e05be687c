import { Fragment } from 'react';
import type { RunJudgement } from '../../checkers/run-history.ts';
import { stepOfOperation } from '../../timeline/history.ts';
import { useLab } from '../lab/context.ts';
import type { Run } from '../stores/session.ts';
import { capital, listOf } from '../text.ts';
import { afterPrefix, didText, whySentence } from './words.ts';

/** Why there is no such order: the contradiction in a sentence, then how far an order can go and what cannot come next. */
export function WhyNot({
  run,
  judgement,
  ranks,
}: {
  readonly run: Run;
  readonly judgement: RunJudgement;
  readonly ranks: ReadonlyMap<number, number>;
}) {
  const { player } = useLab();
  const { operations } = run.trace;
  const { obstacle } = judgement;
  if (obstacle === null) return null;
  const goto = (id: number) => {
    const record = operations[id];
    if (record !== undefined) player.goto(stepOfOperation(run.trace, record));
  };
  const button = (id: number, text: string) => (
    <button type="button" className="text-button" onClick={() => goto(id)}>
      {text}
    </button>
  );
  const untaken = obstacle.untaken.map((id) => operations[id]).filter((record) => record !== undefined);
  return (
    <>
      <p className="breaks">
        <span>
          {whySentence(operations, obstacle).map((piece) =>
            typeof piece === 'string' ? (
              <Fragment key={piece}>{piece}</Fragment>
            ) : (
              <Fragment key={`${piece.operation} ${piece.text}`}>
                {button(piece.operation, piece.text)}
              </Fragment>
            ),
          )}
        </span>
      </p>
      <section className="card" aria-label="Why">
        <h3 className="card-title">How far an order goes</h3>
        <p>
          {ranks.size === 0
            ? `Nothing can come first: at the start ${afterPrefix(operations, obstacle)}.`
            : `${ranks.size === 1 ? 'One operation finds a place' : `${ranks.size} operations find places`}, numbered below. Then ${afterPrefix(operations, obstacle)}.`}{' '}
          {!obstacle.largest &&
            'It is the longest order that was met, not for certain the longest there is. '}
          {obstacle.blocked.length === 1
            ? 'What has to come next does not fit:'
            : 'One of these has to come next, and none fits:'}
        </p>
        <ul className="blocked">
          {obstacle.blocked.map(({ operation }) => {
            const record = operations[operation];
            if (record === undefined) return null;
            return (
              <li key={operation}>
                <span className="promise-mark fault-text" aria-hidden="true">
                  ✕
                </span>
                {button(operation, `${record.node} ${didText(record)}`)}
              </li>
            );
          })}
        </ul>
        {untaken.length > 0 && (
          <p className="muted">
            {capital(listOf(untaken.map((record) => `${record.node} ${didText(record)}`)))}: nobody knows
            whether that happened, but it would not help.
          </p>
        )}
      </section>
    </>
  );
}
