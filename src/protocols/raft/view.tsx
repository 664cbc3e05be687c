/** Raft's panel: every server's log side by side, what each knows to be committed, and votes while there is an election. */
import {
  type CSSProperties,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { PanelProps } from '../../app/views.ts';
import css from './view.module.css';
import { Legend } from './view-legend.tsx';
import { firstShown, type LogsModel, logsModel } from './view-logs.ts';
import { GAP, Row } from './view-rows.tsx';

type Quorums = typeof import('./view-quorums.tsx');
let quorums: Quorums | null = null;

/**
 * Votes and sets are not part of the first picture of every run. Null until they are there: not by Suspense, for React keeps what a
 * fallback stood for back for a third of a second.
 */
function useQuorums(wanted: boolean): Quorums | null {
  const [have, setHave] = useState(quorums);
  useEffect(() => {
    if (!wanted || have) return;
    let here = true;
    import('./view-quorums.tsx').then(
      (module) => {
        quorums = module;
        if (here) setHave(module);
      },
      (error: unknown) => {
        // Thrown where an error boundary stands above it.
        if (here)
          setHave(() => {
            throw error;
          });
      },
    );
    return () => {
      here = false;
    };
  }, [wanted, have]);
  return have;
}

/** Pixels: the servers' names, the least width of a cell, and of one that shows no more than its term. */
const NAMES = 36;
const NAMES_WITH_WORDS = 42;
const LEAST = 44;
const LEAST_TERM = 20;
const MOST = 64;
/** The least height of a row; lower than that, the panel scrolls. */
const LOWEST = 23;

/** px, of the panel measured last: the next is as large as a rule, and need not be laid out once without its rows. */
let lastSize: { readonly width: number; readonly height: number } | null = null;

export default function RaftPanel({ world, before, trace }: PanelProps) {
  const model = useMemo(() => logsModel(world, before, trace), [world, before, trace]);
  const parts = useQuorums(model.elections || model.changes);
  const root = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(lastSize);
  const [scrolls, setScrolls] = useState(false);
  useLayoutEffect(() => {
    const element = root.current;
    if (!element || !content.current) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      if (lastSize?.width !== width || lastSize.height !== height) lastSize = { width, height };
      setSize(lastSize);
      setScrolls(element.scrollHeight > height || element.scrollWidth > width);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    observer.observe(content.current);
    return () => observer.disconnect();
  }, []);
  // What scrolls must be within reach of the keyboard.
  const reach = scrolls ? { tabIndex: 0, role: 'group', 'aria-label': 'Logs' } : {};
  return (
    <div ref={root} className={css.panel} {...reach}>
      <div ref={content}>
        {size && size.width > 0 && (
          <Logs
            model={model}
            width={size.width}
            height={size.height}
            votes={parts && model.elections ? <parts.VoteLines world={world} trace={trace} /> : null}
            sets={parts && model.changes ? <parts.MemberSets world={world} /> : null}
          />
        )}
      </div>
    </div>
  );
}

/** Pixels: what stands above the rows (padding, caption, indexes) and below them. */
const ABOVE = 47;
const ABOVE_LOW = 18;
const BELOW = 12;
/** A panel lower than this for five servers saves on space and words, px; with each further one, and with who decides, so much sooner. */
const LOW = 250;
const LOW_PER_ROW = 20;
const LOW_WITH_SETS = 50;

function Logs({
  model,
  width,
  height,
  votes,
  sets,
}: {
  model: LogsModel;
  width: number;
  height: number;
  /** Below the logs: who stands, and who decides. */
  votes: ReactNode;
  sets: ReactNode;
}) {
  const legend = useRef<HTMLDivElement>(null);
  const [legendHeight, setLegendHeight] = useState(18);
  useLayoutEffect(() => {
    const element = legend.current;
    if (!element) return;
    const measure = () => setLegendHeight(element.offsetHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const names = model.rows.some((r) => r.standing !== 'voter') ? NAMES_WITH_WORDS : NAMES;
  const room = width - 20 - names - 18;
  const columnsOf = (least: number) => Math.max(2, Math.floor((room + GAP) / (least + GAP)));
  // Where logs part further back than fits, their terms tell more than the commands (as in the paper's Figure 7).
  const terms = model.parting !== null && model.parting < firstShown(model.lastIndex, columnsOf(LEAST));
  const columns = columnsOf(terms ? LEAST_TERM : LEAST);
  const cellWidth = Math.min(MOST, Math.floor((room + GAP) / columns) - GAP);
  // Header and legend keep their lines, however many the legend takes; rows share the rest.
  const more = Math.max(0, model.rows.length - 5) * LOW_PER_ROW;
  const low = height < LOW + more + (model.changes ? LOW_WITH_SETS : 0);
  const above = low ? ABOVE_LOW : ABOVE;
  const share = Math.floor((height - above - BELOW - legendHeight) / Math.max(1, model.rows.length));
  const rowHeight = Math.max(LOWEST, Math.min(54, share));
  const first = firstShown(model.lastIndex, columns);
  const signs = <Legend model={model} short={low || model.changes} first={first} terms={terms} />;
  const base = Math.max(0, ...model.rows.map((r) => (r.base < first ? r.base : 0)));
  const indexes = Array.from({ length: columns }, (_, k) => first + k);
  const style = {
    '--cell': `${cellWidth}px`,
    '--row': `${rowHeight}px`,
    '--columns': columns,
    '--names': `${names}px`,
  } as CSSProperties;
  return (
    <div
      style={style}
      className={css.logs}
      data-compact={rowHeight < 43 ? '' : undefined}
      data-tiny={rowHeight < 27 ? '' : undefined}
      data-low={low ? '' : undefined}
      data-narrow={width < 300 ? '' : undefined}
      data-terms={terms ? '' : undefined}
    >
      <table className={css.table}>
        <caption>
          <div className={low ? css.hidden : css.title}>
            Logs
            <span className={css.earlier}>
              {first > 1 ? ` … ${first - 1} earlier${base > 0 ? `, up to ${base} in snapshots` : ''}` : ''}
            </span>
          </div>
        </caption>
        <thead>
          <tr>
            <th scope="col" className={css.corner}>
              {low && <span aria-hidden="true">Logs</span>}
              <span className={css.hidden}>server</span>
            </th>
            {indexes.map((index) => (
              <th key={index} scope="col" className={css.index}>
                {index}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {model.rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              indexes={indexes}
              first={first}
              cellWidth={cellWidth}
              leader={model.leader}
            />
          ))}
        </tbody>
      </table>
      <div ref={legend} className={css.foot}>
        {/* Where nobody leads nothing moves in the logs: the votes take the place of what explains them. */}
        {(votes === null || model.leader) && signs}
        {votes}
        {sets}
      </div>
    </div>
  );
}
