import { useEffect, useRef, useState } from 'react';
import { type Drawn, eventName, eventWords } from './drawn.ts';

const ROW_HEIGHT = 26;
/** Rows drawn beyond the edges, so that scrolling by key finds the next one already there. */
const MARGIN = 8;

/** The log as a list of events: the picture's twin for keyboard and screen reader, with the same selection. */
export function LogList({
  drawn,
  marks,
  first,
  second,
  onFocus,
  onPick,
}: {
  readonly drawn: Drawn;
  /** Cones of the event that is lit; null for none. */
  readonly marks: Uint8Array | null;
  readonly first: number;
  readonly second: number;
  /** −1: the focus has left. */
  onFocus(step: number): void;
  /** `more`: with Shift. */
  onPick(step: number, more: boolean): void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(240);
  /** The row that Tab reaches. */
  const [stop, setStop] = useState(0);
  const takeFocus = useRef(false);
  const count = drawn.trace.steps;
  const at = Math.min(stop, Math.max(0, count - 1));

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const show = (step: number) => {
    const element = box.current;
    if (element === null) return;
    const from = (step - 1) * ROW_HEIGHT;
    const to = (step + 2) * ROW_HEIGHT;
    if (from < element.scrollTop) element.scrollTop = Math.max(0, from);
    else if (to > element.scrollTop + element.clientHeight) element.scrollTop = to - element.clientHeight;
  };
  // Whatever was picked last is in view, wherever it was picked.
  const newest = second >= 0 ? second : first;
  useEffect(() => {
    if (newest < 0) return;
    setStop(newest);
    const element = box.current;
    if (element === null) return;
    const from = (newest - 1) * ROW_HEIGHT;
    const to = (newest + 2) * ROW_HEIGHT;
    if (from < element.scrollTop) element.scrollTop = Math.max(0, from);
    else if (to > element.scrollTop + element.clientHeight) element.scrollTop = to - element.clientHeight;
  }, [newest]);
  useEffect(() => {
    if (!takeFocus.current) return;
    takeFocus.current = false;
    list.current?.querySelector<HTMLElement>(`[data-step="${at}"]`)?.focus({ preventScroll: true });
  });

  const from = Math.max(0, Math.floor(top / ROW_HEIGHT) - MARGIN);
  const to = Math.min(count, Math.ceil((top + height) / ROW_HEIGHT) + MARGIN);
  const rows: number[] = [];
  for (let s = from; s < to; s++) rows.push(s);
  // The row with the focus stop must exist even while it is scrolled away.
  if (count > 0 && (at < from || at >= to)) rows.push(at);
  rows.sort((a, b) => a - b);

  return (
    <section className="log-events" aria-labelledby="log-events-title">
      <h2 className="eyebrow log-events-title" id="log-events-title">
        Events <span className="num">{count.toLocaleString('en-GB')}</span>
      </h2>
      <div className="log-events-box" ref={box} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
        <ul
          // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role where list-style is none.
          role="list"
          aria-label="Events"
          ref={list}
          className="log-events-list"
          style={{ height: count * ROW_HEIGHT }}
          onBlur={() => onFocus(-1)}
          onKeyDown={(event) => {
            if (event.metaKey || event.ctrlKey || event.altKey) return;
            if (event.key === 'Enter' && event.shiftKey) {
              event.preventDefault();
              onPick(at, true);
              return;
            }
            const page = Math.max(1, Math.floor(height / ROW_HEIGHT) - 1);
            const move = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[event.key];
            const next =
              move !== undefined
                ? Math.max(0, Math.min(count - 1, at + move))
                : event.key === 'Home'
                  ? 0
                  : event.key === 'End'
                    ? count - 1
                    : null;
            if (next === null) return;
            event.preventDefault();
            takeFocus.current = true;
            setStop(next);
            show(next);
          }}
        >
          {rows.map((s) => {
            const name = eventName(drawn, s);
            const { text } = eventWords(drawn, s);
            const letter = s === first ? 'A' : s === second ? 'B' : '';
            return (
              <li key={s} aria-setsize={count} aria-posinset={s + 1} style={{ top: s * ROW_HEIGHT }}>
                <button
                  type="button"
                  className="log-event"
                  data-step={s}
                  data-faded={(marks !== null && marks[s] === 0) || undefined}
                  aria-pressed={letter !== ''}
                  tabIndex={s === at ? 0 : -1}
                  title={`${name}: ${text}`}
                  onFocus={() => {
                    setStop(s);
                    onFocus(s);
                  }}
                  onClick={(event) => onPick(s, event.shiftKey)}
                >
                  <span className="log-event-letter" aria-hidden="true">
                    {letter}
                  </span>
                  <span className="log-event-name num">{name}</span>
                  <span className="log-event-text">{text}</span>
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
