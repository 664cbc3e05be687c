/** Who is a traitor, and what each traitor says to whom: chosen here, as well as by a fault dragged onto a general. */

import { Fragment } from 'react';
import type { PanelProps } from '../../app/views.ts';
import type { Meta } from '../../engine/meta.ts';
import type { ResolvedRun } from '../../engine/runspec.ts';
import { WORDS, type Word } from './meta/script.ts';
import css from './view.module.css';
import { type Speech, said, speechesOf, toggled, wordIn } from './view-traitors.ts';

type Edit = NonNullable<PanelProps['onEditRun']>;

const NAMES: Readonly<Record<Word, string>> = {
  truth: 'truth',
  lie: 'opposite',
  attack: 'attack',
  retreat: 'retreat',
  nothing: 'nothing',
  both: 'both',
  any: 'drawn',
};

export function Traitors({
  meta,
  resolved,
  rounds,
  borne,
  onEditRun,
}: {
  readonly meta: Meta;
  readonly resolved: ResolvedRun;
  readonly rounds: number;
  /** m */
  readonly borne: number;
  readonly onEditRun: Edit | undefined;
}) {
  const speeches = speechesOf(resolved, rounds);
  const { nodes, params } = resolved;
  // By word of mouth n must be more than 3m.
  const enough = params.algorithm !== 'SM' && nodes.length <= 3 * borne ? 3 * borne : null;
  if (onEditRun === undefined && speeches.length === 0) return null;
  return (
    <div className={css.traitors}>
      <fieldset className={css.pick}>
        <legend>Traitors</legend>
        {nodes.map(({ id, role }) => {
          const lies = speeches.some((speech) => speech.node === id);
          return (
            <button
              key={id}
              type="button"
              aria-pressed={lies}
              disabled={onEditRun === undefined}
              title={lies ? `Make ${id} loyal again` : `Make ${id} a traitor from the beginning`}
              onClick={() =>
                onEditRun?.(
                  lies ? `loyal ${id}` : `traitor ${id}`,
                  (spec) => toggled(spec, id, role === 'commander'),
                  'end',
                )
              }
            >
              {id}
            </button>
          );
        })}
        <span className={css.borne} data-over={speeches.length > borne || enough !== null ? '' : undefined}>
          {speeches.length} of {borne} borne{enough !== null && `, if n were more than ${enough}`}
        </span>
      </fieldset>
      {speeches.map((speech) => (
        <Fragment key={speech.node}>
          <SpeechTable speech={speech} meta={meta} resolved={resolved} onEditRun={onEditRun} />
          {speech.only !== null && <p className={css.only}>{speech.only}</p>}
        </Fragment>
      ))}
    </div>
  );
}

function SpeechTable({
  speech,
  meta,
  resolved,
  onEditRun,
}: {
  readonly speech: Speech;
  readonly meta: Meta;
  readonly resolved: ResolvedRun;
  readonly onEditRun: Edit | undefined;
}) {
  const { node, rules, rows, hearers, behaviour } = speech;
  const commander = resolved.nodes.find(({ id }) => id === node)?.role === 'commander';
  if (rules === null) {
    const title = meta.behaviours?.find((b) => b.id === behaviour)?.title ?? behaviour;
    return (
      <p className={css.speech}>
        <b>{node}</b> {title.charAt(0).toLowerCase() + title.slice(1)}.
      </p>
    );
  }
  const table = (
    <table className={css.speech}>
      <caption className={css.hidden}>What {node} says to whom</caption>
      <thead>
        <tr>
          <th scope="col">{node} says</th>
          {hearers.map((id) => (
            <th key={id} scope="col">
              to {id}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.about ?? ''}>
            <th scope="row">{row.title}</th>
            {hearers.map((to) => {
              const word = wordIn(speech, row, to);
              return (
                <td key={to}>
                  <select
                    aria-label={`${node} says to ${to}, ${row.title}`}
                    value={word}
                    data-word={word}
                    disabled={onEditRun === undefined}
                    onChange={(event) => {
                      const next = event.target.value as Word;
                      onEditRun?.(
                        `words of ${node}`,
                        (spec) => said(spec, speech, row, to, next, commander),
                        'end',
                      );
                    }}
                  >
                    {WORDS.map((w) => (
                      <option key={w} value={w}>
                        {NAMES[w]}
                      </option>
                    ))}
                  </select>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (rows.length <= 2) return <div className={css.wide}>{table}</div>;
  return (
    <details className={css.wide}>
      <summary>What {node} says to whom</summary>
      {table}
    </details>
  );
}
