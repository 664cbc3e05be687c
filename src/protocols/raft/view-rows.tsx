/** One server's log in Raft's panel: its snapshot, its entries, and the marks below them. */
import type { CSSProperties } from 'react';
import css from './view.module.css';
import type { LogCell, LogRow, LogsModel } from './view-logs.ts';

/** Between cells, px. */
export const GAP = 4;

export function Row({
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
  /** How many columns its snapshot stands in. */
  const stood = Math.max(0, Math.min(row.base - first + 1, indexes.length));
  return (
    <tr className={css.row} data-node={row.id} data-down={row.up ? undefined : ''}>
      <th scope="row" className={css.name}>
        {row.id}
        {!row.up ? (
          <span className={css.down}>down</span>
        ) : (
          row.standing !== 'voter' && (
            <span className={css.standing}>{row.standing === 'learner' ? 'learns' : 'no vote'}</span>
          )
        )}
      </th>
      {indexes.slice(Math.max(0, stood - 1)).map((index, k) => (
        <td key={index} className={css.slot} colSpan={k === 0 && stood > 1 ? stood : undefined}>
          {k === 0 && stood > 0 ? (
            <Snapshot row={row} span={stood} />
          ) : k === 0 && row.lastIndex > 0 && row.lastIndex < first && row.cells.length + row.base > 0 ? (
            <span className={css.empty} title={`The log of ${row.id} ends with entry ${row.lastIndex}`}>
              <span className={css.short} aria-hidden="true">{`◂ ${row.lastIndex}`}</span>
              <span className={css.hidden}>{`ends with entry ${row.lastIndex}`}</span>
            </span>
          ) : (
            <Cell cell={row.cells[index - row.base - 1]} />
          )}
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

function Snapshot({ row: { base, baseMoved }, span }: { row: LogRow; span: number }) {
  const range = base === 1 ? '1' : `1–${base}`;
  return (
    <span
      className={css.snapshot}
      data-fresh={baseMoved ? '' : undefined}
      style={{ '--span': span } as CSSProperties}
      title={`Entries ${range} are in a snapshot: committed, and no longer in the log`}
    >
      <span className={css.command}>
        {span > 2 ? `… ${range} in a snapshot` : span > 1 ? `${range}, snapshot` : range}
      </span>
      <span className={css.hidden}>{`${span > 1 ? '' : ' in a snapshot'}${baseMoved ? ', new' : ''}`}</span>
    </span>
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
      title={`${cell.detail}, term ${cell.term}: ${WORDS[state]}`}
    >
      <span className={css.command} data-long={cell.text.length > 5 ? '' : undefined}>
        {cell.text}
      </span>
      <span className={css.term}>
        <span className={css.termWord}>term </span>
        {cell.term}
      </span>
      <span className={css.hidden}>{`, ${WORDS[state]}${cell.fresh ? ', new' : ''}`}</span>
    </span>
  );
}

const WORDS = { committed: 'committed', open: 'may be lost', dropped: 'dropped' } as const;

/** Which of the four colours a term has. */
export function turn(term: number): number {
  return term > 0 ? ((term - 1) % 4) + 1 : 1;
}
