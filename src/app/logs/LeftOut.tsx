/** The lines of a log that were left out, each with its number, how it begins, and why. */
import { useEffect, useRef, useState } from 'react';
import type { Rejected } from '../../logs/log.ts';

/** Lines that are listed at first, and with every press after that. */
const FIRST = 10;
const MORE = 100;
/** Characters of a line. */
const SHOWN = 80;

const number = (count: number) => count.toLocaleString('en-GB');

export function LeftOut({
  title,
  rejected,
  count,
}: {
  /** Of the execution, '' for none. */
  readonly title: string;
  readonly rejected: readonly Rejected[];
  /** In all; of very many not all are in `rejected`. */
  readonly count: number;
}) {
  const [shown, setShown] = useState(FIRST);
  const list = useRef<HTMLUListElement>(null);
  const asked = useRef(-1);
  useEffect(() => {
    // On with what was asked for: the button that was pressed may be gone.
    const item = list.current?.children[asked.current];
    asked.current = -1;
    if (item instanceof HTMLElement && shown > FIRST) item.focus();
  }, [shown]);
  if (count === 0) return null;
  const more = Math.min(MORE, rejected.length - shown);
  const unlisted = count - rejected.length;
  // One reason for all is said once.
  const [first] = rejected;
  const same = first !== undefined && rejected.every(({ why }) => why === first.why);
  return (
    <section className="log-left-out" aria-label="Left out">
      <h2 className="eyebrow">
        {number(count)} {count === 1 ? 'line' : 'lines'} left out{title === '' ? '' : ` of ${title}`}
      </h2>
      {same && count > 1 && <p>{first.why}</p>}
      <ul className="log-list" aria-label="Lines left out" ref={list}>
        {rejected.slice(0, shown).map(({ line, text, why }, i) => (
          <li key={line} tabIndex={i >= FIRST && i % MORE === FIRST ? -1 : undefined}>
            <span className="num">Line {number(line)}.</span> {same && count > 1 ? '' : why}{' '}
            <code className="mono">{text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text}</code>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <button
          type="button"
          className="button small"
          onClick={() => {
            asked.current = shown;
            setShown(shown + more);
          }}
        >
          {more === rejected.length - shown ? `Show the other ${number(more)}` : `Show ${more} more`}
        </button>
      )}
      {more <= 0 && unlisted > 0 && <p className="muted">And {number(unlisted)} more, not listed.</p>}
    </section>
  );
}
