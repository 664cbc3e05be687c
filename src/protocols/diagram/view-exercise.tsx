/** The exercises beside the picture: stamps to be filled in, and pairs to be put in order. The run itself has the answers. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import {
  chainBetween,
  judgeOrder,
  judgeStamp,
  type Order,
  pairToAsk,
  type StampKind,
  type Verdict,
} from '../../query/stamps-exercise.ts';
import css from './view.module.css';
import { idOf } from './view-edits.ts';
import type { Drawing, DrawnEvent } from './view-events.ts';
import { stampText } from './view-words.ts';

interface Common {
  readonly drawing: Drawing;
  readonly ids: readonly string[];
  /** The events that are lit, by key, and the chain from one to the other, as steps. */
  onAsk(keys: readonly string[], chain?: readonly number[]): void;
}

function askedFor(drawing: Drawing, event: DrawnEvent) {
  return drawing.asked.find(({ stamp }) => stamp.step === event.step);
}

const FORM: Readonly<Record<StampKind, string>> = {
  lamport: 'one number',
  vector: 'one number for each process, as in 1 0 2',
  hlc: 'l in ms and c, as in 30 0; pt is what its wall clock shows',
};

export function FillIn({
  drawing,
  ids,
  clock,
  shown,
  onAsk,
  onShow,
}: Common & {
  readonly clock: StampKind;
  /** The answers are on show. */
  readonly shown: boolean;
  onShow(shown: boolean): void;
}) {
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const [checked, setChecked] = useState<Readonly<Record<string, Verdict>>>({});
  const list = useRef<HTMLOListElement>(null);
  const events = [...drawing.events].sort((a, b) => a.time - b.time || a.lane - b.lane);
  const check = (event: FormEvent) => {
    event.preventDefault();
    const given = events.flatMap((e) => {
      const asked = askedFor(drawing, e);
      const answer = answers[e.key]?.trim() ?? '';
      return asked === undefined || answer === ''
        ? []
        : [[e.key, judgeStamp(clock, asked, answer, ids)] as const];
    });
    setChecked(Object.fromEntries(given));
    const wrong = given.find(([, verdict]) => !verdict.right)?.[0];
    if (wrong !== undefined)
      list.current?.querySelector<HTMLInputElement>(`[data-key="${wrong}"] input`)?.focus();
  };
  const right = Object.values(checked).filter((v) => v.right).length;
  return (
    <form className={css.fill} onSubmit={check} aria-label="Fill in the stamps">
      <p className={css.hint}>
        What is the {clock === 'lamport' ? 'Lamport stamp' : clock === 'vector' ? 'vector' : 'hybrid stamp'}{' '}
        of each event? Write {FORM[clock]}.
      </p>
      <ol ref={list} className={css.answers}>
        {events.map((event) => {
          const verdict = checked[event.key];
          return (
            <li key={event.key} data-key={event.key} data-right={verdict?.right}>
              <label>
                <b>{event.name}</b>
                <input
                  value={answers[event.key] ?? ''}
                  aria-label={`Stamp of ${event.name}, an event of ${idOf(event.lane)}`}
                  inputMode={clock === 'lamport' ? 'numeric' : undefined}
                  autoComplete="off"
                  onFocus={() => onAsk([event.key])}
                  onBlur={() => onAsk([])}
                  onChange={(e) => {
                    setAnswers({ ...answers, [event.key]: e.target.value });
                    const { [event.key]: _old, ...rest } = checked;
                    setChecked(rest);
                  }}
                />
              </label>
              {verdict?.right && <span className={css.right}>right</span>}
              {shown && !verdict?.right && (
                <span className={css.answer}>{stampText(event.stamp, clock)}</span>
              )}
              {verdict !== undefined && !verdict.right && <span className={css.why}>{verdict.why}</span>}
            </li>
          );
        })}
      </ol>
      <p className={css.row}>
        <button type="submit" className={css.small}>
          Check
        </button>
        <button type="button" className={css.small} aria-pressed={shown} onClick={() => onShow(!shown)}>
          {shown ? 'Hide the answers' : 'Show the answers'}
        </button>
        <span role="status">{Object.keys(checked).length > 0 && `${right} of ${events.length} right`}</span>
      </p>
    </form>
  );
}

const ORDERS: readonly Order[] = ['before', 'after', 'concurrent'];

export function BeforeAfter({ drawing, ids, seed, onAsk }: Common & { readonly seed: number }) {
  const [round, setRound] = useState(0);
  const [given, setGiven] = useState<Order | null>(null);
  const [score, setScore] = useState({ right: 0, of: 0 });
  const pair = pairToAsk(seed * 97 + round, drawing.asked);
  const eventOf = (step: number | undefined) => drawing.events.find((e) => e.step === step);
  const [a, b] = [eventOf(pair?.[0].stamp.step), eventOf(pair?.[1].stamp.step)];
  const keys = a && b ? `${a.key}|${b.key}` : '';
  // The chain is the proof: it comes with the answer.
  const chain =
    pair === null || given === null ? '' : chainBetween(drawing.asked, pair[0], pair[1]).join(' ');
  const tell = useRef(onAsk);
  tell.current = onAsk;
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    tell.current(keys === '' ? [] : keys.split('|'), chain === '' ? [] : chain.split(' ').map(Number));
    return () => tell.current([]);
  }, [keys, chain]);
  useEffect(() => {
    // The answer takes the buttons away: the focus goes on with the round.
    if (given !== null) next.current?.focus();
  }, [given]);
  if (pair === null || a === undefined || b === undefined)
    return <p className={css.hint}>There are no two events yet: draw some, or take another drawing.</p>;
  const verdict = given === null ? null : judgeOrder(pair, given, [a.name, b.name], ids);
  const words: Readonly<Record<Order, string>> = {
    before: `${a.name} before ${b.name}`,
    after: `${b.name} before ${a.name}`,
    concurrent: 'concurrent',
  };
  return (
    <div className={css.fill}>
      <p className={css.question}>
        How do <b>{a.name}</b> and <b>{b.name}</b> stand to each other?
      </p>
      <p className={css.row}>
        {ORDERS.map((order) => (
          <button
            key={order}
            type="button"
            className={css.small}
            disabled={given !== null}
            aria-pressed={given === order}
            onClick={() => {
              setGiven(order);
              const right = judgeOrder(pair, order, [a.name, b.name], ids).right ? 1 : 0;
              setScore({ right: score.right + right, of: score.of + 1 });
            }}
          >
            {words[order]}
          </button>
        ))}
      </p>
      <p role="status" className={css.verdict} data-right={verdict?.right}>
        {verdict !== null && `${verdict.right ? 'Right' : 'No'}: ${verdict.why}`}
      </p>
      {given !== null && (
        <p className={css.row}>
          <button
            ref={next}
            type="button"
            className={css.small}
            onClick={() => {
              setGiven(null);
              setRound(round + 1);
            }}
          >
            Next pair
          </button>
          <span>
            {score.right} of {score.of} right
          </span>
        </p>
      )}
    </div>
  );
}
