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
import { GAP, Row, turn } from './view-rows.tsx';
import { type Campaign, MEANS, SIGNS, tallyText } from './view-votes.ts';

/** Not part of the first picture of every run. */
const VoteLines = lazy(() => import('./view-quorums.tsx').then((m) => ({ default: m.VoteLines })));
const MemberSets = lazy(() => import('./view-quorums.tsx').then((m) => ({ default: m.MemberSets })));

/** Pixels: the servers' names, the least width of a cell. */
const NAMES = 36;
const NAMES_WITH_WORDS = 42;
const LEAST = 44;
const MOST = 64;
/** The least height of a row; lower than that, the panel scrolls. */
const LOWEST = 23;

export default function RaftPanel({ world, before, trace }: PanelProps) {
  const model = useMemo(() => logsModel(world, before, trace), [world, before, trace]);
  const root = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={root} className={css.panel}>
      {size && size.width > 0 && (
        <Logs model={model} width={size.width} height={size.height}>
          {model.changes && (
            <Suspense fallback={null}>
              <MemberSets world={world} />
            </Suspense>
          )}
        </Logs>
      )}
    </div>
  );
}

/** Pixels: what stands above the rows (padding, caption, indexes) and below them. */
const ABOVE = 47;
const BELOW = 12;
/** A panel lower than this saves on space and words, px. */
const LOW = 250;

function Logs({
  model,
  width,
  height,
  children,
}: {
  model: LogsModel;
  width: number;
  height: number;
  /** Below the logs. */
  children: ReactNode;
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
  const columns = Math.max(2, Math.floor((room + GAP) / (LEAST + GAP)));
  const cellWidth = Math.min(MOST, Math.floor((room + GAP) / columns) - GAP);
  // Header and legend keep their lines, however many the legend takes; rows share the rest.
  const low = height < LOW;
  const above = low ? ABOVE - 12 : ABOVE;
  const share = Math.floor((height - above - BELOW - legendHeight) / Math.max(1, model.rows.length));
  const rowHeight = Math.max(LOWEST, Math.min(54, share));
  const first = firstShown(model.lastIndex, columns);
  const { campaigns } = model;
  // One line has room for one who asks five servers.
  const [only] = campaigns;
  const alone =
    campaigns.length === 1 && only && only.electorates.length === 1 && only.votes.length <= 5 ? only : null;
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
      data-low={low ? '' : undefined}
      data-narrow={width < 300 ? '' : undefined}
    >
      <table className={css.table}>
        <caption>
          <div className={css.title}>
            Logs
            <span className={css.earlier}>
              {first > 1 ? ` … ${first - 1} earlier${base > 0 ? `, up to ${base} in snapshots` : ''}` : ''}
            </span>
            {alone && <Votes campaign={alone} />}
          </div>
        </caption>
        <thead>
          <tr>
            <th scope="col">
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
        {campaigns.length > 0 && !alone ? (
          // Nothing moves in the logs meanwhile: the votes take the place of what explains them.
          <Suspense fallback={<Legend model={model} short={low || model.changes} first={first} />}>
            <VoteLines campaigns={campaigns} />
          </Suspense>
        ) : (
          <Legend model={model} short={low || model.changes} first={first} />
        )}
        {children}
      </div>
    </div>
  );
}

function Legend({ model, short, first }: { model: LogsModel; short: boolean; first: number }) {
  const behind = model.rows.some((r) => r.up && r.lastApplied !== r.commitIndex);
  const { leader } = model;
  return (
    <p className={css.legend}>
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

/** One alone stands: what it has and who gave it. */
function Votes({ campaign }: { campaign: Campaign }) {
  const { candidate, pre, votes } = campaign;
  return (
    <span className={css.votes} data-many={pre ? '' : undefined}>
      <span
        className={css.tally}
      >{`${candidate} ${pre ? 'asks first:' : 'has'} ${tallyText(campaign)}`}</span>
      {votes.map(({ id, answer, why }) => (
        <span
          key={id}
          className={css.vote}
          data-granted={answer === 'counted' ? '' : undefined}
          data-answer={answer}
          title={`${id}: ${MEANS[answer]}${why === '' ? '' : `: ${why}`}`}
          style={{ '--term': `var(--e${turn(campaign.term)}-text)` } as CSSProperties}
        >
          {answer === 'none' ? id : `${SIGNS[answer]}${pre ? '' : ' '}${id}`}
          <span className={css.hidden}>{` ${MEANS[answer]} `}</span>
        </span>
      ))}
    </span>
  );
}
