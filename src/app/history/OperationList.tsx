import { useEffect, useRef, useState } from 'react';
import type { OperationRecord } from '../../engine/trace.ts';
import { stepOfOperation } from '../../timeline/history.ts';
import { useLab } from '../lab/context.ts';
import { type Run, sessionStore } from '../stores/session.ts';
import { useSession } from '../stores/use.ts';
import { capital, ms, plainMs } from '../text.ts';
import { didText, endText, shortText } from './words.ts';

const ROW_HEIGHT = 26;
const MARGIN = 8;

interface ListProps {
  readonly run: Run;
  /** Place in the order found, by operation. */
  readonly ranks: ReadonlyMap<number, number>;
  readonly unplaced: ReadonlySet<number>;
}

/** Every operation in the order of its question: the chart's twin in words. Pressing one goes to where it was answered. */
export function OperationList({ run, ranks, unplaced }: ListProps) {
  const { player } = useLab();
  const step = useSession((s) => s.cursor.step);
  const [top, setTop] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const [stop, setStop] = useState(0);
  const takeFocus = useRef(false);
  const { operations } = run.trace;
  const count = operations.length;
  const tall = Math.min(count, 12) * ROW_HEIGHT;

  useEffect(() => {
    if (!takeFocus.current) return;
    takeFocus.current = false;
    list.current?.querySelector<HTMLElement>(`[data-operation="${stop}"]`)?.focus();
  });

  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - MARGIN);
  const last = Math.min(count, Math.ceil((top + tall) / ROW_HEIGHT) + MARGIN);
  const shown = operations.slice(first, last);
  const stopAt = Math.min(stop, count - 1);
  const stopped = operations[stopAt];
  // The row with the focus stop must exist even while it is scrolled away.
  if (stopped !== undefined && (stopAt < first || stopAt >= last)) shown.push(stopped);
  const go = (record: OperationRecord) => {
    const to = stepOfOperation(run.trace, record);
    setStop(record.id);
    player.goto(to);
    sessionStore.getState().set({ selected: { kind: 'step', step: to } });
  };
  return (
    <section className="card operations" aria-label="Operations">
      <h3 className="card-title">
        Operations <span>answered, ms</span>
      </h3>
      <div
        className="operations-box"
        style={{ height: tall }}
        onScroll={(e) => setTop(e.currentTarget.scrollTop)}
      >
        <ul
          // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role where list-style is none.
          role="list"
          ref={list}
          style={{ height: count * ROW_HEIGHT }}
          onKeyDown={(event) => {
            const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -count, End: count }[
              event.key
            ];
            if (move === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
            event.preventDefault();
            event.stopPropagation();
            takeFocus.current = true;
            setStop(Math.max(0, Math.min(count - 1, stopAt + move)));
          }}
          onMouseLeave={() => sessionStore.getState().set({ hover: null })}
        >
          {shown.map((record) => (
            <li
              key={record.id}
              aria-setsize={count}
              aria-posinset={record.id + 1}
              style={{ top: record.id * ROW_HEIGHT }}
            >
              <Row
                run={run}
                record={record}
                rank={ranks.get(record.id)}
                unplaced={unplaced.has(record.id)}
                here={stepOfOperation(run.trace, record) === step}
                stop={record.id === stopAt}
                onGo={() => go(record)}
              />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function Row({
  run,
  record,
  rank,
  unplaced,
  here,
  stop,
  onGo,
}: {
  readonly run: Run;
  readonly record: OperationRecord;
  readonly rank: number | undefined;
  readonly unplaced: boolean;
  readonly here: boolean;
  readonly stop: boolean;
  onGo(): void;
}) {
  const { time } = run.trace.columns;
  const from = time[record.invokeRow] as number;
  const until = record.replyRow >= 0 ? (time[record.replyRow] as number) : null;
  const place = unplaced ? 'fits nowhere' : rank === undefined ? '' : `number ${rank} in the order`;
  const when = until === null ? `from ${ms(from)} on` : `${plainMs(from)} to ${ms(until)}`;
  const step = stepOfOperation(run.trace, record);
  return (
    <button
      type="button"
      className="operation"
      data-operation={record.id}
      data-outcome={record.outcome}
      data-unplaced={unplaced || undefined}
      tabIndex={stop ? 0 : -1}
      aria-current={here ? 'step' : undefined}
      aria-label={[`${record.node} ${didText(record)}`, endText(record), when, place]
        .filter(Boolean)
        .join(', ')}
      title={`${capital(endText(record))}, ${when}`}
      onClick={onGo}
      onMouseEnter={() => sessionStore.getState().set({ hover: { kind: 'step', step } })}
    >
      <span className="operation-rank num">{unplaced ? '✕' : (rank ?? '')}</span>
      <span className="operation-client">{record.node}</span>
      <span className="operation-text">{shortText(record)}</span>
      <span className="operation-end num">{MARKS[record.outcome] || plainMs(until ?? from)}</span>
    </button>
  );
}

/** What stands in the place of the time of the answer where there is none. */
const MARKS = { ok: '', fail: 'refused', info: 'gave up', open: 'open' } as const;
