import { useStore } from 'zustand';
import { answerOf, askedOf, handsStore, MOST_OPTIONS, revise, setCount, shareOf } from './hands.ts';
import type { Prediction } from './script.ts';

const LETTERS = 'ABCDEF';

/** A question to the room: its options, and how many hands went up for each. Everything in it can be written anew. */
export function Hands({ prediction }: { readonly prediction: Prediction }) {
  useStore(handsStore, (s) => s.of[prediction.id]);
  const asked = askedOf(prediction);
  const { options, counts, locked } = asked;
  return (
    <div className="hands" data-fixed={prediction.fixed}>
      <ol className="hands-options">
        {options.map((option, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: options are their places, A to D.
          <li key={i} className="hands-option" data-locked={locked || undefined}>
            <span className="hands-letter" aria-hidden="true">
              {LETTERS[i]}
            </span>
            {prediction.fixed ? (
              <span className="hands-words">{option}</span>
            ) : (
              <input
                className="hands-words"
                aria-label={`Option ${LETTERS[i]}`}
                placeholder="Say what might happen"
                value={option}
                maxLength={120}
                onChange={(event) =>
                  revise(prediction, (a) => ({ ...a, options: a.options.with(i, event.target.value) }))
                }
              />
            )}
            <span className="hands-bar" aria-hidden="true">
              <span style={{ width: `${shareOf(asked, i) * 100}%` }} />
            </span>
            <input
              className="hands-count num"
              type="number"
              min={0}
              max={9999}
              aria-label={`Hands for ${LETTERS[i]}${option === '' ? '' : `: ${option}`}`}
              value={counts[i] ?? 0}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setCount(prediction, i, Number(event.target.value))}
            />
            <button
              type="button"
              className="icon-button hands-more"
              aria-label={`One more hand for ${LETTERS[i]}`}
              onClick={() => setCount(prediction, i, (counts[i] ?? 0) + 1)}
            >
              +
            </button>
          </li>
        ))}
      </ol>
      {!locked && !prediction.fixed && options.length < MOST_OPTIONS && (
        <button
          type="button"
          className="button small"
          onClick={() =>
            revise(prediction, (a) => ({ ...a, options: [...a.options, ''], counts: [...a.counts, 0] }))
          }
        >
          Another option
        </button>
      )}
      <p className="hands-foot">
        {locked
          ? 'Locked. The next page shows what happens.'
          : 'What comes is covered until the room has decided.'}
      </p>
    </div>
  );
}

/** The question, where other slides have their sentence. */
export function Question({ prediction }: { readonly prediction: Prediction }) {
  useStore(handsStore, (s) => s.of[prediction.id]);
  if (prediction.fixed) return prediction.words;
  return (
    <input
      className="hands-question"
      aria-label="Question"
      value={askedOf(prediction).words}
      maxLength={120}
      onChange={(event) => revise(prediction, (a) => ({ ...a, words: event.target.value }))}
    />
  );
}

/** What the room thought, beside what happened. */
export function Thought({ prediction }: { readonly prediction: Prediction }) {
  const asked = useStore(handsStore, (s) => s.of[prediction.id]) ?? null;
  if (asked === null || asked.counts.every((count) => count === 0)) return null;
  const answer = answerOf(prediction, asked);
  return (
    <section className="thought" aria-label="What the room thought">
      <h2 className="thought-question">{asked.words}</h2>
      <ul>
        {asked.options.map((option, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: options are their places, A to D.
          <li key={i} data-right={i === answer || undefined}>
            <span>
              {option || LETTERS[i]}
              {i === answer && ' ✓'}
            </span>
            <span className="num">{asked.counts[i]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
