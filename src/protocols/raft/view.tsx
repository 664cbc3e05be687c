/** Raft's panel: every server's log side by side, what each knows to be committed, and votes while there is an election. */
import {
  type CSSProperties,
  lazy,
  type ReactNode,
  Suspense,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { PanelProps } from '../../app/views.ts';
import css from './view.module.css';
import { firstShown, type LogsModel, logsModel } from './view-logs.ts';
import { GAP, Row } from './view-rows.tsx';

/** Not part of the first picture of every run. */
const VoteLines = lazy(() => import('./view-quorums.tsx').then((m) => ({ default: m.VoteLines })));
const MemberSets = lazy(() => import('./view-quorums.tsx').then((m) => ({ default: m.MemberSets })));

/** Pixels: the servers' names, the least width of a cell, and of one that shows no more than its term. */
const NAMES = 36;
const NAMES_WITH_WORDS = 42;
const LEAST = 44;
const LEAST_TERM = 20;
const MOST = 64;
/** The least height of a row; lower than that, the panel scrolls. */
const LOWEST = 23;

export default function RaftPanel({ world, before, trace }: PanelProps) {
  const model = useMemo(() => logsModel(world, before, trace), [world, before, trace]);
  const root = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const [scrolls, setScrolls] = useState(false);
  useLayoutEffect(() => {
    const element = root.current;
    if (!element || !content.current) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((s) => (s?.width === width && s.height === height ? s : { width, height }));
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
            votes={<VoteLines world={world} trace={trace} />}
            sets={<MemberSets world={world} />}
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
/** A panel lower than this saves on space and words, px; one that has to show who decides does so sooner. */
const LOW = 250;
const LOW_WITH_SETS = 300;

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
  const low = height < (model.changes ? LOW_WITH_SETS : LOW);
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
        {(!model.elections || model.leader) && signs}
        {model.elections && <Suspense fallback={model.leader ? null : signs}>{votes}</Suspense>}
        {model.changes && <Suspense fallback={null}>{sets}</Suspense>}
      </div>
    </div>
  );
}

function Legend({
  model,
  short,
  first,
  terms,
}: {
  model: LogsModel;
  short: boolean;
  first: number;
  /** Cells show no more than their terms. */
  terms: boolean;
}) {
  const behind = model.rows.some((r) => r.up && r.lastApplied !== r.commitIndex);
  const { leader } = model;
  return (
    <p className={css.legend}>
      {terms && <span>number: its term</span>}
      <span>{short ? 'solid: committed' : 'solid: committed by a leader'}</span>
      <span>dashed: may be lost</span>
      {model.rows.some((r) => r.base >= first) && (
        <span>{short ? 'double: snapshot' : 'double edge: in a snapshot'}</span>
      )}
      <span>
        <Sign>▾</Sign> {short ? 'known here' : 'how far this server knows'}
      </span>
      {behind && (
        <span>
          <Sign>╷</Sign> applied
        </span>
      )}
      {leader && model.rows.length > 1 && (
        <>
          <span>
            <Sign>●</Sign> {short ? `stored, says ${leader.id}` : `${leader.id} knows it stored`}
          </span>
          <span>
            <Sign>○</Sign> {short ? 'next to send' : `${leader.id} sends next`}
          </span>
        </>
      )}
    </p>
  );
}

function Sign({ children }: { children: string }) {
  return <span className={css.sign}>{children}</span>;
}
