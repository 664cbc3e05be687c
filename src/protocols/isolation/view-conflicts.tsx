/** Adya’s graph of what has happened up to the cursor, and the anomalies in it by every name they have. */
import { useDeferredValue, useMemo } from 'react';
import css from './view.module.css';
import type { Card } from './view-cards.ts';
import { type ShownAnomaly, type ShownEdge, type ShownName, type Verdict, verdictOf } from './view-judge.ts';
import { Net, type NetEdge } from './view-net.tsx';
import type { Kept } from './view-sessions.ts';
import { lastFailure } from './view-why.ts';

const LINES = { ww: 'solid', wr: 'dashed', rw: 'dotted' } as const;

function labelOf({ kind, predicate }: ShownEdge): string {
  return predicate ? `${kind} (P)` : kind;
}

/** One arc for each ordered pair, with all it stands for. */
function arcsOf(edges: readonly ShownEdge[]): readonly NetEdge[] {
  const pairs = new Map<string, ShownEdge[]>();
  for (const edge of edges) {
    const key = `${edge.from} ${edge.to}`;
    pairs.set(key, [...(pairs.get(key) ?? []), edge]);
  }
  return [...pairs.values()].map((all) => {
    const [first] = all as [ShownEdge];
    const lit = all.find((e) => e.lit);
    return {
      from: first.from,
      to: first.to,
      label: all.map(labelOf).join(', '),
      lit: lit !== undefined,
      line: LINES[(lit ?? first).kind],
    };
  });
}

const NOTHING: Verdict = {
  nodes: [],
  edges: [],
  anomalies: [],
  phenomena: [],
  broken: [],
  order: [],
  open: [],
};

/** What of it is a name in a paper, and not ours. */
function named(names: readonly Pick<ShownName, 'id'>[]): readonly string[] {
  return names.map(({ id }) => id).filter((id) => /[A-Z]/.test(id));
}

/** Some of them may yet be refused. */
function condition({ open }: ShownAnomaly): string {
  return open.length === 0 ? '' : `, if ${open.join(' and ')} could commit now`;
}

/** One line that is always there: what it has come to. */
export function VerdictLine({ kept: latest }: { readonly kept: Kept }) {
  // A long history takes a while to judge: the cursor does not wait for it.
  const kept = useDeferredValue(latest);
  const { anomalies, order, open } = useMemo(() => verdictOf(kept) ?? NOTHING, [kept]);
  const [first] = anomalies;
  const asIf = open.length > 0 ? ` (${open.join(', ')} counted as committing now)` : '';
  if (first !== undefined) {
    const names = named(first.names).join(', ');
    const more = anomalies.length > 1 ? `, and ${anomalies.length - 1} more` : '';
    return (
      <p className={css.verdict} data-trouble={first.open.length === 0 ? '' : undefined}>
        <strong>{first.title}</strong>
        {condition(first)}
        {names === '' ? '' : ` (${names})`}
        {more}: {first.sentence}
      </p>
    );
  }
  if (order === null) return <p className={css.verdict}>No serial order explains it{asIf}.</p>;
  return (
    <p className={css.verdict}>
      {order.length === 0
        ? 'No transaction has touched a table yet.'
        : order.length === 1
          ? `Only ${order[0]} counts so far: there is nothing to conflict with.`
          : `Serializable so far, as if one after the other: ${order.join(', then ')}${asIf}.`}
    </p>
  );
}

/** Who was refused is no longer in the graph: why it was is told in words. */
function WhyRefused({ cards, step }: { readonly cards: readonly Card[]; readonly step: number }) {
  const failure = lastFailure(cards, step);
  if (failure === null) return null;
  return (
    <>
      <h2 className={css.heading}>Why statement {failure.number} was refused</h2>
      <p>{failure.meaning}</p>
    </>
  );
}

export function Conflicts({
  kept: latest,
  cards,
  step,
}: {
  readonly kept: Kept;
  readonly cards: readonly Card[];
  readonly step: number;
}) {
  const kept = useDeferredValue(latest);
  const verdict = useMemo(() => verdictOf(kept) ?? NOTHING, [kept]);
  const { nodes, edges, anomalies, phenomena, broken, order, open } = verdict;
  if (nodes.length === 0)
    return <p className={css.hint}>No transaction has touched a table yet: step a session, or press play.</p>;
  return (
    <>
      <h2 className={css.heading}>Who must come before whom</h2>
      <Net
        label={`Dependency graph: ${edges.map((e) => `${e.from} before ${e.to}, ${labelOf(e)}`).join('; ') || 'no conflicts yet'}`}
        nodes={nodes.map(({ name, state }) => ({ id: name, dashed: state === 'open' }))}
        edges={arcsOf(edges)}
      />
      {open.length > 0 && (
        <p className={css.hint}>
          {open.join(' and ')} {open.length > 1 ? 'have' : 'has'} not ended (dashed): judged as if{' '}
          {open.length > 1 ? 'they' : 'it'} committed now.
        </p>
      )}
      <WhyRefused cards={cards} step={step} />
      {anomalies.length > 0 && <h2 className={css.heading}>What this is called</h2>}
      {anomalies.map((anomaly) => (
        <section key={`${anomaly.title} ${anomaly.txns.join(' ')}`} className={css.anomaly}>
          <h3>
            {anomaly.title}{' '}
            <span className={css.hint}>
              {anomaly.txns.join(', ')}
              {condition(anomaly)}
            </span>
          </h3>
          <p>{anomaly.sentence}</p>
          <ul>
            {anomaly.names.map(({ id, title: own, tradition, meaning }) => (
              <li key={id}>
                <details>
                  <summary>
                    {named([{ id }]).map((name) => (
                      <b key={name}>{name} </b>
                    ))}
                    {own} <span className={css.hint}>{tradition}</span>
                  </summary>
                  {meaning}
                </details>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {anomalies.length === 0 && (
        <p>
          {order === null
            ? 'No serial order explains this.'
            : `A serial order explains it: ${order.join(', then ')}.`}
        </p>
      )}
      {broken.length > 0 && <p className={css.hint}>No longer kept: {broken.join(', ')}.</p>}
      {edges.length > 0 && <h2 className={css.heading}>Because</h2>}
      <ul className={css.because}>
        {edges.map((edge) => (
          <li key={`${edge.from} ${edge.to} ${labelOf(edge)}`} data-lit={edge.lit ? '' : undefined}>
            <b>
              {edge.from} → {edge.to} {labelOf(edge)}
            </b>{' '}
            {edge.words}
          </li>
        ))}
      </ul>
      {phenomena.length > 0 && (
        <details className={css.because}>
          <summary>{phenomena.length} of P0 to P3: what locking forbids because harm may come of it</summary>
          <ul>
            {phenomena.map(({ id, title, sentence }) => (
              <li key={`${id} ${sentence}`}>
                <b>{id}</b> {title}: {sentence}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className={css.hint}>
        A → B: B wrote over what A had written (ww), read what A had written (wr), or wrote over what A had
        read (rw). (P): what a search by a condition took into account, or missed.
        {nodes.some(({ name }) => name.includes('#')) && ' T1#2: the second transaction of T1.'}
      </p>
    </>
  );
}
