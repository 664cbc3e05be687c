import { memo, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { compareWithCursor, pairStore, stepOf } from '../clocks/pair.ts';
import { describeStep, stepName } from '../describe.ts';
import { lensStore } from '../lens/store.ts';
import { type Run, sessionStore, stepTime } from '../stores/session.ts';
import { useCalm } from '../stores/use.ts';
import { grouped, plainMs } from '../text.ts';
import { useLab } from './context.ts';
import './events.css';

const ROW_HEIGHT = 26;
/** Rows drawn beyond the edges, so that scrolling by key finds the next one already there. */
const MARGIN = 8;

/** Marks the step of a row as pointed at; nothing where there is none. */
function point(target: EventTarget | null): void {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-step]') : null;
  const { hover, set } = sessionStore.getState();
  const step = row === null || lensStore.getState().lens !== null ? null : Number(row.dataset.step);
  if (step === null ? hover?.kind === 'step' : hover?.kind !== 'step' || hover.step !== step)
    set({ hover: step === null ? null : { kind: 'step', step } });
}

/** The run as a list of steps: the timeline's twin for keyboard and screen reader, with the same cursor. */
export function EventList() {
  const { player } = useLab();
  const run = useCalm((s) => s.run);
  const step = useCalm((s) => s.cursor.step);
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(240);
  const takeFocus = useRef(false);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // Keeps the cursor's row in view, wherever the cursor was moved.
  useEffect(() => {
    const element = box.current;
    if (element === null || run === null) return;
    // A row above and below it stay in view: one sees what comes next.
    const top = (step - 1) * ROW_HEIGHT;
    const bottom = (step + 2) * ROW_HEIGHT;
    // With the frame: to ask where it stands now would lay out the whole page once more.
    const frame = requestAnimationFrame(() => {
      if (top < element.scrollTop) element.scrollTop = Math.max(0, top);
      else if (bottom > element.scrollTop + element.clientHeight) {
        element.scrollTop = bottom - element.clientHeight;
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [step, run]);

  useEffect(() => {
    if (!takeFocus.current) return;
    takeFocus.current = false;
    list.current?.querySelector<HTMLElement>(`[data-step="${step}"]`)?.focus({ preventScroll: true });
  });

  const count = run?.trace.steps ?? 0;
  const mark = useStore(pairStore, (s) => s.a);
  const marked = run === null || mark === null ? null : stepOf(run, mark);
  const lens = useStore(lensStore, (s) => s.lens);
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - MARGIN);
  const last = Math.min(count, Math.ceil((top + height) / ROW_HEIGHT) + MARGIN);
  const shown: number[] = [];
  for (let s = first; s < last; s++) shown.push(s);
  // The row with the focus stop must exist even while it is scrolled away.
  if (run !== null && count > 0 && (step < first || step >= last)) shown.push(step);
  shown.sort((a, b) => a - b);

  return (
    <section className="events" aria-labelledby="events-title">
      <h2 className="eyebrow events-title" id="events-title">
        Events <span className="num">{count === 0 ? '' : `${grouped(step + 1)} of ${grouped(count)}`}</span>
      </h2>
      <div className="events-box" ref={box} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
        <ul
          // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role where list-style is none.
          role="list"
          aria-label="Events"
          ref={list}
          className="events-list"
          style={{ height: count * ROW_HEIGHT }}
          // What is pointed at here, or has the keyboard's focus, lights its past and its future on the timeline.
          onPointerOver={(event) => point(event.target)}
          onPointerLeave={() => point(null)}
          onFocus={(event) => point(event.target.matches(':focus-visible') ? event.target : null)}
          onBlur={() => point(null)}
          onKeyDown={(event) => {
            const page = Math.max(1, Math.floor(height / ROW_HEIGHT) - 1);
            const move = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[event.key];
            const to =
              move !== undefined
                ? Math.max(0, Math.min(count - 1, step + move))
                : event.key === 'Home'
                  ? 0
                  : event.key === 'End'
                    ? count - 1
                    : null;
            if (to === null) point(null);
            if (to === null || event.metaKey || event.ctrlKey || event.altKey) return;
            event.preventDefault();
            event.stopPropagation();
            takeFocus.current = true;
            player.goto(to);
          }}
        >
          {run !== null &&
            shown.map((s) => (
              <Row
                key={s}
                run={run}
                step={s}
                count={count}
                current={s === step}
                marked={s === marked}
                lens={lens?.node ?? null}
              />
            ))}
        </ul>
      </div>
    </section>
  );
}

interface RowProps {
  readonly run: Run;
  readonly step: number;
  readonly count: number;
  readonly current: boolean;
  readonly marked: boolean;
  /** The node whose eyes one sees with. */
  readonly lens: string | null;
}

/** Drawn anew only for what it shows: while a run plays, the cursor leaves one row and comes to another. */
const Row = memo(function Row({ run, step, count, current, marked, lens }: RowProps) {
  const { meta, player } = useLab();
  const { headline: told, occasion, major: headed } = describeStep(meta, run, step);
  const name = stepName(run, step);
  const hidden = lens !== null && !name.startsWith(`${lens}#`);
  const headline = hidden ? `${lens} cannot know` : told;
  return (
    <li aria-setsize={count} aria-posinset={step + 1} style={{ top: step * ROW_HEIGHT }}>
      <button
        type="button"
        className="event"
        data-step={step}
        data-major={(headed && !hidden) || undefined}
        data-network={hidden || name === 'network' || undefined}
        aria-current={current ? 'step' : undefined}
        tabIndex={current ? 0 : -1}
        // What it came of: to be read when somebody stays on it, by eye or by ear.
        title={hidden ? headline : `${name}: ${headline}${occasion === '' ? '' : `. ${occasion}`}`}
        data-marked={marked || undefined}
        onClick={(event) => {
          if (event.shiftKey) compareWithCursor();
          player.goto(step);
        }}
      >
        <span className="event-time num">{plainMs(stepTime(run, step))}</span>
        <span className="event-text">{headline}</span>
        {marked && <span className="event-mark">a</span>}
      </button>
    </li>
  );
});
