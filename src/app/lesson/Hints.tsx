import { Sentences } from './Prose.tsx';

/** Three of them, each deeper than the one before, and only when asked for. */
export function Hints({
  hints,
  given,
  more,
}: {
  readonly hints: readonly [string, string, string];
  readonly given: number;
  more(): void;
}) {
  return (
    <div className="lesson-hints">
      {given > 0 && (
        <ol aria-label="Hints" aria-live="polite">
          {hints.slice(0, given).map((hint) => (
            <li key={hint}>
              <Sentences text={hint} />
            </li>
          ))}
        </ol>
      )}
      {given < hints.length && (
        <button type="button" className="text-button" onClick={more}>
          {given === 0 ? 'Give me a hint' : `Another hint (${given + 1} of ${hints.length})`}
        </button>
      )}
    </div>
  );
}
