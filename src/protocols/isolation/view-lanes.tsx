/** The interleaving: a lane for each session, time running down, and on them the statements as cards that can be moved. */
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { PanelProps } from '../../app/views.ts';
import css from './view.module.css';
import { CardItem } from './view-card.tsx';
import { type Card, isAhead, outcomeWords, settledAt } from './view-cards.ts';
import { useDrag } from './view-drag.ts';
import { addEdit, deferEdit, deleteEdit, type Edit, moveEdit, nextEdit, rewriteEdit } from './view-edits.ts';
import { NewStatements, SessionHeads } from './view-heads.tsx';
import { reordered } from './view-order.ts';
import { type SessionStand, sessionsOf } from './view-sessions.ts';

/** A lane narrower than this has no room for a card of its own: cards are staggered instead, px. */
const NARROW = 290;
/** By how much, px. */
const LEAST_INDENT = 12;
const MOST_INDENT = 56;

/** More than these are not drawn at once, but those around the cursor; it moves on in leaps. */
const MOST = 120;
const LEAP = 40;

type Editing = { readonly input: number } | { readonly session: string } | null;

export function Lanes({
  resolved,
  world,
  cards,
  was,
  onSeek,
  onEditRun,
  ahead,
  width,
  children,
}: PanelProps & {
  /** Of `cardsOf`. */
  readonly cards: readonly Card[];
  /** What a card came to before the last edit, if that was something else. */
  was(card: Card): string | null;
  /** Whether what comes of those after the cursor is told. */
  readonly ahead: boolean;
  /** Pixels. */
  readonly width: number;
  /** Below the cards. */
  readonly children: ReactNode;
}) {
  const { spec } = resolved;
  const { step, time } = world;
  const sessions = sessionsOf(world);
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const [editing, setEditing] = useState<Editing>(null);
  const [said, setSaid] = useState('');
  /** The card that keeps the focus while the list is put in another order. */
  const kept = useRef<number | null>(null);
  /** What is to be done once the run that an edit made is here. */
  const then = useRef<{ readonly input: number; readonly seek: boolean } | null>(null);
  const numbers = useMemo(() => new Map(cards.map(({ input, number }) => [input, number])), [cards]);
  const numberOf = (input: number) => numbers.get(input) ?? 0;
  const editable = onEditRun !== undefined;

  const focus = (input: number) => {
    setActive(input);
    list.current?.querySelector<HTMLElement>(`[data-card="${input}"]`)?.focus({ preventScroll: true });
    list.current?.querySelector(`[data-input="${input}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each run
  useEffect(() => {
    const { current } = then;
    then.current = null;
    const card = cards.find(({ input }) => input === current?.input);
    if (card === undefined) return;
    const tells = (c: Card) => ahead || !isAhead(c, step, time);
    const words = tells(card) ? `: ${outcomeWords(card, Number.POSITIVE_INFINITY, numberOf)}` : '';
    const others = cards.filter((c) => c !== card && tells(c) && was(c) !== null);
    const changed = others.map((c) => `${c.number}, ${c.session}`).join('; ');
    setSaid(
      `${card.session}: ${card.sql}, now ${card.number} of ${cards.length}${words}.${changed === '' ? '' : ` Something else now comes of ${changed}.`}`,
    );
    const to = settledAt(card, cards);
    if (current?.seek && to !== null) onSeek?.(to);
  }, [cards]);

  const nextCard = cards.find((c) => isAhead(c, step, time));
  const now = cards[nextCard === undefined ? cards.length - 1 : nextCard.number - 2]?.input;
  // The list follows the cursor, unless somebody is at work in it.
  useEffect(() => {
    const busy = list.current?.contains(document.activeElement) || list.current?.matches('[data-dragging]');
    if (!busy) list.current?.querySelector(`[data-input="${now}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [now]);
  const place = Math.max(0, (nextCard?.number ?? cards.length) - 1);
  const start =
    cards.length <= MOST
      ? 0
      : Math.min(cards.length - MOST, Math.max(0, LEAP * Math.floor(place / LEAP - 1)));
  const shown = cards.slice(start, start + MOST);
  const beforeDrag = useRef<typeof spec | null>(null);
  const { dragged, handlers } = useDrag(list, editable, (input, among, phase) => {
    const to = start + among;
    beforeDrag.current ??= spec;
    const { name, change } = moveEdit(beforeDrag.current, input, to);
    kept.current = input;
    if (phase === 'end') then.current = { input, seek: false };
    if (phase !== 'drag') beforeDrag.current = null;
    onEditRun?.(name, change, phase);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every new order, and no sooner
  useLayoutEffect(() => {
    const { current } = kept;
    if (current === null) return;
    const away = document.activeElement === document.body || list.current?.contains(document.activeElement);
    if (away && editing === null) focus(current);
    if (dragged === null) kept.current = null;
  }, [cards]);

  /** @param input the card it is about when it is done @param seek the cursor goes to what comes of it */
  const edit = ({ name, change }: Edit, input: number | null, seek = false) => {
    kept.current = seek ? null : input;
    then.current = input === null ? null : { input, seek };
    onEditRun?.(name, change, 'end');
  };

  const move = (card: Card, by: number) => {
    const to = card.number - 1 + by;
    const place = reordered(spec.inputs, card.input, to).indexOf(card.input);
    if (place === card.number - 1) {
      const end = by < 0 ? to < 0 : to >= cards.length;
      setSaid(
        end
          ? `It is the ${by < 0 ? 'first' : 'last'}.`
          : `It stays: ${card.session} gives its own statements in their order.`,
      );
      return;
    }
    edit(moveEdit(spec, card.input, place), card.input);
  };

  const remove = (card: Card) => {
    const next = cards[card.number] ?? cards[card.number - 2];
    const left = next === undefined ? null : next.input - (next.input > card.input ? 1 : 0);
    edit(deleteEdit(card), left);
    then.current = null;
    setActive(left);
    setSaid(`Deleted: ${card.sql} of ${card.session}.`);
  };

  const save = (card: Card, sql: string | null) => {
    setEditing(null);
    if (sql !== null && sql !== card.sql) edit(rewriteEdit(card, sql), card.input);
    requestAnimationFrame(() => focus(card.input));
  };

  const defer = (card: Card) => {
    const made = deferEdit(card, cards);
    if (made !== null) edit(made, card.input);
  };

  const add = (session: string, sql: string | null) => {
    setEditing(null);
    if (sql !== null) edit(addEdit(session, sql), spec.inputs.length);
    else requestAnimationFrame(() => document.getElementById(`${id}-${session}`)?.focus());
  };

  /** Lets a session go next: its next statement is given before those of the others. */
  const stepSession = ({ id, waitsFor }: SessionStand) => {
    if (waitsFor.length > 0) {
      setSaid(`${id} waits for ${waitsFor.join(', ')}: let them go on first.`);
      return;
    }
    const coming = cards.filter((c) => isAhead(c, step, time));
    const card = coming.find((c) => c.session === id);
    const [first] = coming;
    if (card === undefined || first === undefined) {
      setSaid(`${id} has no statement left.`);
      return;
    }
    setActive(card.input);
    if (card === first || !editable) {
      const to = settledAt(card, cards);
      if (to !== null) onSeek?.(to);
      return;
    }
    edit(nextEdit(card, first.number - 1), card.input, true);
  };

  const onKey = (event: KeyboardEvent<HTMLElement>, card: Card) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by !== 0 && event.altKey) {
      if (editable) move(card, by);
    } else if (by !== 0) {
      const other = cards[card.number - 1 + by];
      if (other !== undefined) focus(other.input);
    } else if (event.key === 'Enter' || event.key === 'F2') {
      if (editable) setEditing({ input: card.input });
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      if (editable) remove(card);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const staggered = (width - 30) / Math.max(1, sessions.length) < NARROW;
  const entry = cards.some(({ input }) => input === active) ? active : (cards[0]?.input ?? null);
  const indent = Math.max(LEAST_INDENT, Math.min(MOST_INDENT, Math.floor(width / (4 * sessions.length))));
  const style = { '--lanes': sessions.length, '--indent': `${indent}px` } as CSSProperties;
  return (
    <section
      className={css.lanes}
      style={style}
      data-staggered={staggered ? '' : undefined}
      aria-label="Statements, in the order they are given"
    >
      <SessionHeads sessions={sessions} onStep={stepSession} />
      {shown.length < cards.length && (
        <p className={css.hint}>
          {start + 1} to {start + shown.length} of {cards.length} statements: those around the cursor.
        </p>
      )}
      <ol ref={list} className={css.cards} data-dragging={dragged === null ? undefined : ''} {...handlers}>
        {shown.map((card) => (
          <CardItem
            key={card.input}
            card={card}
            column={1 + sessions.findIndex(({ id }) => id === card.session)}
            step={step}
            next={card === nextCard}
            ahead={ahead}
            was={was(card)}
            dragged={dragged === card.input}
            active={entry === card.input}
            editing={editing !== null && 'input' in editing && editing.input === card.input}
            editable={editable}
            numberOf={numberOf}
            onPick={(picked) => {
              const to = settledAt(picked, cards);
              if (to !== null) onSeek?.(to);
            }}
            onKey={onKey}
            onFocus={({ input }) => setActive(input)}
            onEdit={({ input }) => setEditing({ input })}
            onDelete={remove}
            onSave={save}
            onDefer={defer}
          />
        ))}
      </ol>
      {editable && (
        <NewStatements
          sessions={sessions}
          id={id}
          editing={editing !== null && 'session' in editing ? editing.session : null}
          onBegin={(session) => setEditing({ session })}
          onSave={add}
        />
      )}
      {children}
      <p className={css.hidden} role="status">
        {said}
      </p>
    </section>
  );
}
