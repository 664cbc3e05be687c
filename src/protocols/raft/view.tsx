/** Raft's panel: every server's log side by side, what each knows to be committed, and votes while there is an election. */
import { type CSSProperties, type Ref, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { PanelProps } from '../../app/views.ts';
import css from './view.module.css';
import {
  type Campaign,
  firstShown,
  type LogCell,
  type LogRow,
  type LogsModel,
  logsModel,
} from './view-logs.ts';

/** Pixels: the servers' names, the gap between cells, the least width of a cell. */
const NAMES = 36;
const GAP = 4;
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
      {size && size.width > 0 && <Logs model={model} width={size.width} height={size.height} />}
    </div>
  );
}

/** Pixels: what stands above the rows (padding, caption, indexes) and below them. */
const ABOVE = 47;
const BELOW = 12;
/** A panel lower than this saves on space and words, px. */
const LOW = 250;

function Logs({ model, width, height }: { model: LogsModel; width: number; height: number }) {
  const legend = useRef<HTMLParagraphElement>(null);
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
  const room = width - 20 - NAMES - 18;
  const columns = Math.max(2, Math.floor((room + GAP) / (LEAST + GAP)));
  const cellWidth = Math.min(MOST, Math.floor((room + GAP) / columns) - GAP);
  // Header and legend keep their lines, however many the legend takes; rows share the rest.
  const low = height < LOW;
  const above = low ? ABOVE - 12 : ABOVE;
  const share = Math.floor((height - above - BELOW - legendHeight) / Math.max(1, model.rows.length));
  const rowHeight = Math.max(LOWEST, Math.min(54, share));
  const first = firstShown(model.lastIndex, columns);
  const indexes = Array.from({ length: columns }, (_, k) => first + k);
  const style = {
    '--cell': `${cellWidth}px`,
    '--row': `${rowHeight}px`,
    '--columns': columns,
    '--names': `${NAMES}px`,
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
            <span className={css.earlier}>{first > 1 ? ` … ${first - 1} earlier` : ''}</span>
            {model.campaigns.length > 1 && <Tallies campaigns={model.campaigns} />}
            {model.campaigns.length === 1 && model.campaigns[0] && <Votes campaign={model.campaigns[0]} />}
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
      <Legend ref={legend} model={model} short={low} />
    </div>
  );
}

function Row({
  row,
  indexes,
  first,
  cellWidth,
  leader,
}: {
  row: LogRow;
  indexes: readonly number[];
  first: number;
  cellWidth: number;
  leader: LogsModel['leader'];
}) {
  /** Centre of the gap after an index, from the left edge of the first cell. */
  const after = (index: number) => Math.max(0, index - first + 1) * (cellWidth + GAP) - GAP / 2;
  const onShow = (index: number | null): index is number =>
    index !== null && index >= first - 1 && index <= first + indexes.length - 1;
  return (
    <tr className={css.row} data-node={row.id} data-down={row.up ? undefined : ''}>
      <th scope="row" className={css.name}>
        {row.id}
        {!row.up && <span className={css.down}>down</span>}
      </th>
      {indexes.map((index, k) => (
        <td key={index} className={css.slot}>
          <Cell cell={row.cells[index - 1]} />
          {k === 0 && (
            <>
              {onShow(row.commitIndex) && (
                <span
                  className={css.commit}
                  data-moved={row.commitMoved ? '' : undefined}
                  style={{ left: after(row.commitIndex) }}
                >
                  <span className={css.hidden}>{`commitIndex ${row.commitIndex}`}</span>
                </span>
              )}
              {onShow(row.lastApplied) && row.lastApplied !== row.commitIndex && (
                <span className={css.applied} style={{ left: after(row.lastApplied) }}>
                  <span className={css.hidden}>{`lastApplied ${row.lastApplied}`}</span>
                </span>
              )}
              {leader && onShow(row.matchIndex) && row.matchIndex > 0 && (
                <span
                  className={css.match}
                  style={
                    { left: after(row.matchIndex), '--term': `var(--e${turn(leader.term)})` } as CSSProperties
                  }
                  title={`${leader.id} knows that ${row.id} has stored up to ${row.matchIndex}`}
                />
              )}
              {leader && row.nextIndex !== null && onShow(row.nextIndex) && row.nextIndex >= first && (
                <span
                  className={css.next}
                  style={
                    {
                      left: after(row.nextIndex) - cellWidth / 2 - GAP / 2,
                      '--term': `var(--e${turn(leader.term)})`,
                    } as CSSProperties
                  }
                  title={`${leader.id} sends ${row.id} entry ${row.nextIndex} next`}
                />
              )}
            </>
          )}
        </td>
      ))}
    </tr>
  );
}

function Cell({ cell }: { cell: LogCell | undefined }) {
  if (!cell) return <span className={css.empty} />;
  const t = turn(cell.term);
  const style = { '--term': `var(--e${t})`, '--term-fill': `var(--e${t}-fill)` } as CSSProperties;
  const state = cell.dropped ? 'dropped' : cell.committed ? 'committed' : 'open';
  return (
    <span
      className={css.cell}
      data-state={state}
      data-fresh={cell.fresh ? '' : undefined}
      style={style}
      title={`${cell.text}, term ${cell.term}: ${WORDS[state]}`}
    >
      <span className={css.command}>{cell.text}</span>
      <span className={css.term}>
        <span className={css.termWord}>term </span>
        {cell.term}
      </span>
      <span className={css.hidden}>{`, ${WORDS[state]}${cell.fresh ? ', new' : ''}`}</span>
    </span>
  );
}

const WORDS = { committed: 'committed', open: 'may be lost', dropped: 'dropped' } as const;

function Legend({ model, short, ref }: { model: LogsModel; short: boolean; ref: Ref<HTMLParagraphElement> }) {
  const behind = model.rows.some((r) => r.up && r.lastApplied !== r.commitIndex);
  const { leader } = model;
  return (
    <p ref={ref} className={css.legend}>
      <span>{short ? 'solid: committed' : 'solid: committed by a leader'}</span>
      <span>dashed: may be lost</span>
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

/** Several candidates at once: who has how many is what matters. */
function Tallies({ campaigns }: { campaigns: readonly Campaign[] }) {
  const count = (campaign: Campaign) => campaign.votes.filter((v) => v.granted).length;
  return (
    <span className={css.votes}>
      <span className={css.tally}>
        {campaigns.map((c) => `${c.candidate} has ${count(c)}`).join(', ')}
        {` – ${campaigns[0]?.needed} votes are needed`}
      </span>
    </span>
  );
}

function Votes({ campaign }: { campaign: Campaign }) {
  const count = campaign.votes.filter((v) => v.granted).length;
  return (
    <span className={css.votes} data-many={campaign.votes.length > 5 ? '' : undefined}>
      <span
        className={css.tally}
      >{`${campaign.candidate} has ${count} ${count === 1 ? 'vote' : 'votes'}, needs ${campaign.needed}`}</span>
      {campaign.votes.map((vote) => (
        <span
          key={vote.id}
          className={css.vote}
          data-granted={vote.granted ? '' : undefined}
          style={{ '--term': `var(--e${turn(campaign.term)}-text)` } as CSSProperties}
        >
          {vote.granted ? `✓ ${vote.id}` : vote.id}
          <span className={css.hidden}>{vote.granted ? ' granted ' : ' not granted '}</span>
        </span>
      ))}
    </span>
  );
}

/** Which of the four colours a term has. */
function turn(term: number): number {
  return term > 0 ? ((term - 1) % 4) + 1 : 1;
}
