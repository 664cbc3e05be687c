/** Every difference of two runs in the order of time; only the rows in view are drawn. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Differences, ofSide, SIDE } from '../../query/differences.ts';
import { describeStep } from '../describe.ts';
import { useLab } from '../lab/context.ts';
import { useSize } from '../stage/hooks.ts';
import { plainMs } from '../text.ts';
import '../lab/events.css';
import { bothWords } from './bothWords.ts';
import type { Compared } from './useCompared.ts';

const ROW_HEIGHT = 26;
const MARGIN = 8;

interface Props {
  readonly compared: Compared;
  readonly nameA: string;
  readonly nameB: string;
  /** Place in the list of differences of the one stood on, −1 for none. */
  readonly picked: number;
  onPick(place: number): void;
}

const LETTER = ['A', 'B', 'A B'] as const;

export function DifferenceList({ compared, nameA, nameB, picked, onPick }: Props) {
  const { list } = compared;
  const { meta } = useLab();
  const [side, setSide] = useState<number | null>(null);
  const places = useMemo(() => ofSide(list, side), [list, side]);
  const box = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLUListElement>(null);
  const takeFocus = useRef(false);
  const [top, setTop] = useState(0);
  const height = useSize(box)?.height ?? 240;
  const at = places.indexOf(picked);

  useEffect(() => {
    const element = box.current;
    if (element === null || at < 0) return;
    const y = at * ROW_HEIGHT;
    if (y < element.scrollTop) element.scrollTop = Math.max(0, y - ROW_HEIGHT);
    else if (y + ROW_HEIGHT > element.scrollTop + element.clientHeight)
      element.scrollTop = y + 2 * ROW_HEIGHT - element.clientHeight;
  }, [at]);
  useEffect(() => {
    if (!takeFocus.current) return;
    takeFocus.current = false;
    rows.current?.querySelector<HTMLElement>(`[data-place="${picked}"]`)?.focus({ preventScroll: true });
  });

  const stop = Math.max(0, at);
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - MARGIN);
  const last = Math.min(places.length, Math.ceil((top + height) / ROW_HEIGHT) + MARGIN);
  const shown: number[] = [];
  for (let i = first; i < last; i++) shown.push(i);
  // The row with the focus stop must exist even while it is scrolled away.
  if (places.length > 0 && !shown.includes(stop)) shown.push(stop);

  const describe = (place: number) => {
    const inB = list.side[place] === SIDE.b;
    const step = (inB ? list.b[place] : list.a[place]) as number;
    const text = describeStep(meta, inB ? compared.b : compared.a, step);
    if (list.side[place] !== SIDE.both) return text;
    const other = describeStep(meta, compared.b, list.b[place] as number);
    return { headline: bothWords(text, other), major: text.major || other.major };
  };
  return (
    <section className="differences" aria-label="Differences">
      <Filter list={list} nameA={nameA} nameB={nameB} side={side} onSide={setSide} />
      <div className="differences-box" ref={box} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
        {places.length === 0 && (
          <p className="muted differences-none">{side === null ? 'No difference.' : 'None of these.'}</p>
        )}
        <ul
          // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role where list-style is none.
          role="list"
          aria-label="Differences"
          ref={rows}
          className="events-list"
          style={{ height: places.length * ROW_HEIGHT }}
          onKeyDown={(event) => {
            const page = Math.max(1, Math.floor(height / ROW_HEIGHT) - 1);
            const move = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[event.key];
            const end = { Home: 0, End: places.length - 1 }[event.key];
            if ((move === undefined && end === undefined) || event.ctrlKey || event.metaKey || event.altKey)
              return;
            event.preventDefault();
            event.stopPropagation();
            takeFocus.current = true;
            onPick(places[Math.max(0, Math.min(places.length - 1, end ?? stop + (move ?? 0)))] as number);
          }}
        >
          {shown.map((i) => {
            const place = places[i] as number;
            const { headline, major } = describe(place);
            const where = list.side[place] as 0 | 1 | 2;
            const words =
              [`only in ${nameA}`, `only in ${nameB}`, 'in both, going on differently'][where] ?? '';
            return (
              <li
                key={place}
                aria-setsize={places.length}
                aria-posinset={i + 1}
                style={{ top: i * ROW_HEIGHT }}
              >
                <button
                  type="button"
                  className="event"
                  data-place={place}
                  data-major={major || undefined}
                  aria-current={place === picked ? 'step' : undefined}
                  tabIndex={i === stop ? 0 : -1}
                  title={`${headline} (${words})`}
                  onClick={() => onPick(place)}
                >
                  <span className="event-time num">{plainMs(list.time[place] as number)}</span>
                  <span className="side-mark" data-side={where} aria-hidden="true">
                    {LETTER[where]}
                  </span>
                  <span className="event-text">{headline}</span>
                  <span className="visually-hidden">, {words}</span>
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

function Filter({
  list,
  nameA,
  nameB,
  side,
  onSide,
}: {
  readonly list: Differences;
  readonly nameA: string;
  readonly nameB: string;
  readonly side: number | null;
  onSide(side: number | null): void;
}) {
  const options: readonly [number | null, string, number, string][] = [
    [null, 'All', list.count, 'All differences'],
    [SIDE.a, 'Only A', list.counts[0], `Only in ${nameA}`],
    [SIDE.b, 'Only B', list.counts[1], `Only in ${nameB}`],
    [SIDE.both, 'Both', list.counts[2], 'In both, going on differently'],
  ];
  return (
    <fieldset className="difference-filter">
      <legend className="visually-hidden">Which differences</legend>
      {options.map(([value, label, count, title]) => (
        <button
          key={label}
          type="button"
          className="button small"
          aria-pressed={side === value}
          title={title}
          onClick={() => onSide(value)}
        >
          {label} <span className="num muted">{count}</span>
        </button>
      ))}
    </fieldset>
  );
}
