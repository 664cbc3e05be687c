/** The generals' panel: who decides what, the tree of words or the sets of orders behind it, and the traitors. */
import { useMemo, useState } from 'react';
import type { PanelProps } from '../../app/views.ts';
import { traitorsIn } from './meta/rounds.ts';
import type { Order } from './state.ts';
import css from './view.module.css';
import { Orders, Value } from './view-orders.tsx';
import { firstLoyal, type Side, sentUpTo, sidesOf } from './view-sides.ts';
import { Traitors } from './view-traitors.tsx';
import { countOf, treeOf, type WordNode, wordsOf } from './view-tree.ts';
import { Tree } from './view-tree.tsx';

export default function GeneralsPanel({ meta, world, before, resolved, trace, seen, onEditRun }: PanelProps) {
  const [picked, setPicked] = useState<string | null>(null);
  const count = useMemo(() => countOf(resolved), [resolved]);
  const signed = resolved.params.algorithm === 'SM';
  const sides = useMemo(() => sidesOf(world, before), [world, before]);
  const wanted = seen ?? picked;
  const self = sides.find(({ id }) => id === wanted)?.id ?? (seen === undefined ? firstLoyal(resolved) : '');
  const tree = useMemo(
    () => (signed || self === '' ? null : treeOf(self, world, before, count)),
    [signed, self, world, before, count],
  );
  // Of many generals one letter has to do.
  const short = resolved.nodes.length > 5;
  const traitors = world.nodes.filter((node) => node.byzantine).map(({ id }) => id);
  const order = world.nodes.find(({ role }) => role === 'commander')?.durable.order;
  const borne = traitorsIn({
    n: resolved.nodes.length,
    algorithm: resolved.params.algorithm,
    m: resolved.params.m,
    variant: count.variant,
  });
  return (
    <section className={css.panel} aria-label={signed ? 'Signed orders' : 'Words heard'}>
      <div className={css.sides} data-short={short ? '' : undefined}>
        {typeof order === 'string' && (
          <Commander
            id={count.commander}
            order={order as Order}
            lies={traitors.includes(count.commander)}
            short={short}
          />
        )}
        {sides.map((side) => (
          <Decision
            key={side.id}
            side={side}
            short={short}
            pressed={signed || seen !== undefined ? undefined : side.id === self}
            onPick={() => setPicked(side.id)}
          />
        ))}
        {sides.length === 0 && (
          <span className={css.none}>{count.commander} gives its order, and hears nothing.</span>
        )}
      </div>
      {signed ? (
        <Orders sides={sides} traitors={traitors} />
      ) : (
        tree && <Tree key={self} root={tree} self={self} />
      )}
      {seen === undefined && (
        <Traitors meta={meta} resolved={resolved} rounds={count.rounds} borne={borne} onEditRun={onEditRun} />
      )}
      {tree && <Legend root={tree} />}
      <Price
        n={resolved.nodes.length}
        m={borne}
        rounds={count.rounds}
        signed={signed}
        sent={seen === undefined ? sentUpTo(trace, world.step) : null}
      />
    </section>
  );
}

/** The order that was given, if one was: a traitor has given none that is worth its name. */
function Commander({
  id,
  order,
  lies,
  short,
}: {
  readonly id: string;
  readonly order: Order;
  readonly lies: boolean;
  readonly short: boolean;
}) {
  return (
    <span
      className={css.side}
      data-commander=""
      data-traitor={lies ? '' : undefined}
      title={lies ? `${id} is a traitor` : `${id} orders: ${order}`}
    >
      <span className={css.name}>{id}</span>
      {lies ? (
        <span className={css.none}>{short ? '–' : 'traitor'}</span>
      ) : (
        <>
          <span className={css.hidden}> orders </span>
          <Value v={order} short={short} />
        </>
      )}
    </span>
  );
}

/** What one lieutenant has decided; by word of mouth also the way to its tree. */
function Decision({
  side: { id, decision, over, traitor, up },
  short,
  pressed,
  onPick,
}: {
  readonly side: Side;
  readonly short: boolean;
  readonly pressed: boolean | undefined;
  onPick(): void;
}) {
  const state = !up ? 'down' : decision === null ? (over ? 'nothing to obey' : '…') : null;
  const inside = (
    <>
      <span className={css.name}>{id}</span>
      {traitor && <span className={css.hidden}> (traitor)</span>}
      {state === null && decision !== null ? (
        <Value v={decision} short={short} />
      ) : (
        <span className={css.none}>{state}</span>
      )}
    </>
  );
  return pressed === undefined ? (
    <span className={css.side} data-traitor={traitor ? '' : undefined}>
      {inside}
    </span>
  ) : (
    <button
      type="button"
      className={css.side}
      data-traitor={traitor ? '' : undefined}
      aria-pressed={pressed}
      title={`What ${id} heard`}
      onClick={onPick}
    >
      {inside}
    </button>
  );
}

function Legend({ root }: { readonly root: WordNode }) {
  const all = flat(root);
  const has = (test: (word: WordNode) => boolean) => all.some(test);
  return (
    <p className={css.legend}>
      <span>one row for each round: who says A, attack, or R, retreat</span>
      {has((w) => w.standing === 'default') && <span>dashed: nothing came, so retreat</span>}
      {has((w) => w.byTraitor) && <span>notched: said by a traitor</span>}
      {has((w) => w.votes !== null) && (
        <span>→ what the majority of a word and those below it makes of it</span>
      )}
    </p>
  );
}

function flat(word: WordNode): readonly WordNode[] {
  return [word, ...word.children.flatMap(flat)];
}

/** How many words it takes, counted and by the formula. */
function Price({
  n,
  m,
  rounds,
  signed,
  sent,
}: {
  readonly n: number;
  readonly m: number;
  readonly rounds: number;
  readonly signed: boolean;
  readonly sent: number | null;
}) {
  const { words, sum } = wordsOf(n, rounds);
  const loyal = m === 0 ? n - 1 : (n - 1) ** 2;
  const formula = signed
    ? `SM(${m}) among ${n} loyal generals: ${m === 0 ? 'n − 1' : '(n − 1)²'} = ${loyal}, and at most twice the relays if the commander signs two orders.`
    : `OM(${m}) among ${n} generals, ${rounds === 1 ? 'one round' : `${rounds} rounds`}: ${sum}${sum === String(words) ? '' : ` = ${words.toLocaleString('en')}`}.`;
  return (
    <p className={css.price}>
      {sent !== null && <span>{`Messages so far: ${sent.toLocaleString('en')}. `}</span>}
      {formula}
    </p>
  );
}
