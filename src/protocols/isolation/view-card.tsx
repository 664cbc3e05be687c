/** One statement as a card: its SQL, how it stands at the cursor, what came of it. */
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import css from './view.module.css';
import { type Card, outcomeWords, type Standing, standingAt } from './view-cards.ts';
import { LONGEST_SQL } from './view-order.ts';

const SIGNS: Readonly<Record<Standing, string>> = {
  later: '○',
  asked: '→',
  waits: '‖',
  done: '✓',
  failed: '✕',
  skipped: '–',
};
const WORDS: Readonly<Record<Standing, string>> = {
  later: 'still to come',
  asked: 'on its way',
  waits: 'waiting',
  done: 'done',
  failed: 'failed',
  skipped: 'skipped',
};

export interface CardProps {
  readonly card: Card;
  readonly column: number;
  readonly step: number;
  /** The first that is still to come: the cursor stands before it. */
  readonly next: boolean;
  /** Whether what comes of those still to come is told. */
  readonly ahead: boolean;
  /** What it came to before the last edit, if that was something else. */
  readonly was: string | null;
  readonly dragged: boolean;
  readonly active: boolean;
  readonly editing: boolean;
  readonly editable: boolean;
  numberOf(input: number): number;
  onPick(card: Card): void;
  onKey(event: KeyboardEvent<HTMLElement>, card: Card): void;
  onFocus(card: Card): void;
  onEdit(card: Card): void;
  onDelete(card: Card): void;
  onSave(card: Card, sql: string | null): void;
  /** Gives what its session had to skip once that is free. */
  onDefer(card: Card): void;
}

export function CardItem(props: CardProps) {
  const { card, column, step, next, ahead, was, dragged, active, editing, editable } = props;
  const standing = standingAt(card, step);
  const told = standing === 'later' && !ahead ? '' : outcomeWords(card, step, props.numberOf);
  const failing = told !== '' && card.end !== null && card.end.code !== null && standing !== 'waits';
  const before = was !== null && told !== '' && standing !== 'asked' && standing !== 'waits' ? was : null;
  const name = `${card.number}, ${card.session}: ${card.sql}`;
  return (
    <li
      className={css.item}
      style={{ '--column': column } as React.CSSProperties}
      data-input={card.input}
      data-node={card.session}
      data-standing={standing}
      data-next={next ? '' : undefined}
      data-dragged={dragged ? '' : undefined}
    >
      <span className={css.number} aria-hidden="true">
        {card.number}
      </span>
      {editing ? (
        <SqlEditor
          label={`SQL of ${card.number}, ${card.session}`}
          sql={card.sql}
          onSave={(sql) => props.onSave(card, sql)}
        />
      ) : (
        <div className={css.card} data-failing={failing ? '' : undefined}>
          {editable && (
            <span className={css.grip} data-grip="" aria-hidden="true" title="Drag it earlier or later">
              ⠿
            </span>
          )}
          <button
            type="button"
            className={css.face}
            data-card={card.input}
            tabIndex={active ? 0 : -1}
            aria-label={`${name}. ${WORDS[standing]}${told === '' ? '' : `: ${told}`}${before === null ? '' : `; before: ${before}`}`}
            aria-keyshortcuts={editable ? 'Alt+ArrowUp Alt+ArrowDown Enter Delete' : undefined}
            onClick={() => props.onPick(card)}
            onDoubleClick={() => editable && props.onEdit(card)}
            onKeyDown={(event) => props.onKey(event, card)}
            onFocus={() => props.onFocus(card)}
          >
            <span className={css.lane}>{card.session}</span>
            <code className={css.sql}>{card.sql}</code>
            <span className={css.outcome}>
              <span className={css.sign}>{SIGNS[standing]}</span> {told}{' '}
              {before !== null && (
                <del className={css.was} title="Before the last edit">
                  {before}
                </del>
              )}
            </span>
          </button>
          {editable && card.free !== null && (ahead || standing !== 'later') && (
            <button
              type="button"
              className={css.small}
              data-tool=""
              tabIndex={active ? 0 : -1}
              onClick={() => props.onDefer(card)}
            >
              Give it after {props.numberOf(card.free)}
            </button>
          )}
          {editable && (
            <span className={css.tools} data-tool="">
              <button
                type="button"
                tabIndex={active ? 0 : -1}
                aria-label={`Edit ${name}`}
                title="Edit (Enter)"
                onClick={() => props.onEdit(card)}
              >
                ✎
              </button>
              <button
                type="button"
                tabIndex={active ? 0 : -1}
                aria-label={`Delete ${name}`}
                title="Delete"
                onClick={() => props.onDelete(card)}
              >
                ×
              </button>
            </span>
          )}
        </div>
      )}
    </li>
  );
}

/** A field for one statement. Enter keeps it, Escape leaves all as it was: `onSave` is given null. */
export function SqlEditor({
  label,
  sql,
  longest = LONGEST_SQL,
  lines = false,
  check = () => null,
  onSave,
}: {
  readonly label: string;
  readonly sql: string;
  readonly longest?: number;
  /** Enter begins another line. */
  readonly lines?: boolean;
  /** What is wrong with it, as a sentence: then it stays as it is, and open. */
  check?(text: string): string | null;
  onSave(sql: string | null): void;
}) {
  const [text, setText] = useState(sql);
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
    field.current?.form?.scrollIntoView({ block: 'nearest' });
  }, []);
  const save = () => {
    const written = text.trim();
    const why = written === '' ? 'There is no statement yet; Escape leaves all as it was.' : check(written);
    if (why === null) onSave(written);
    else setWrong(why);
  };
  return (
    <form
      className={css.editor}
      data-tool=""
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        ref={field}
        aria-label={label}
        aria-invalid={wrong !== null || undefined}
        rows={
          lines ? Math.min(8, 1 + text.split('\n').length) : Math.min(6, 1 + Math.floor(text.length / 34))
        }
        maxLength={longest}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setWrong(null);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') onSave(null);
          if (event.key !== 'Enter' || (lines ? !event.ctrlKey && !event.metaKey : event.shiftKey)) return;
          event.preventDefault();
          save();
        }}
      />
      {wrong !== null && <p role="alert">{wrong}</p>}
      <span className={css.tools}>
        <button type="submit">Keep</button>
        <button type="button" onClick={() => onSave(null)}>
          Cancel
        </button>
      </span>
    </form>
  );
}
