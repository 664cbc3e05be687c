/** The matrix as a grid: arrows go from cell to cell, Enter opens the run. */
import { type KeyboardEvent, useRef } from 'react';
import type { CellView, ColumnView, RowView } from '../../worker/isolation/wire.ts';
import { keyOf, type Matrix } from './matrixStore.ts';
import { Shape } from './Shape.tsx';
import { engineName, type Group, hermitage, levelName, VERDICTS } from './words.ts';

interface Props {
  readonly matrix: Matrix;
  /** The engines on show. */
  readonly groups: readonly Group[];
  /** A press tells the cell instead of opening it: on a small screen there is no other way to be told. */
  readonly pressTells: boolean;
  readonly onTell: (row: string, column: number) => void;
}

export function Grid({ matrix, groups, pressTells, onTell }: Props) {
  const { rows, columns, cells, told } = matrix;
  const table = useRef<HTMLTableElement>(null);
  const shown = groups.flatMap((group) => group.columns);
  const current = {
    row: Math.max(
      0,
      rows.findIndex(({ id }) => id === told?.row),
    ),
    column: Math.max(0, shown.indexOf(told?.column ?? -1)),
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey) return;
    const to = moved(event, current, { row: rows.length - 1, column: shown.length - 1 });
    if (to === null) return;
    event.preventDefault();
    const next = table.current?.querySelector<HTMLElement>(`[data-at="${to.row} ${to.column}"]`);
    next?.focus();
  };
  return (
    <table
      ref={table}
      className="iso-grid"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table in which arrows walk from cell to cell is a grid
      role="grid"
      aria-label="Anomalies by engine and level"
      onKeyDown={onKey}
    >
      <thead>
        <tr>
          <td aria-hidden="true" />
          {groups.map(({ engine, columns: own }) => (
            <th key={engine} scope="colgroup" colSpan={own.length} className="iso-engine">
              {engineName(engine)}
            </th>
          ))}
        </tr>
        <tr>
          <td aria-hidden="true" />
          {shown.map((i) => (
            <Level key={i} column={columns[i]} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, y) => (
          <tr key={row.id}>
            <th scope="row">
              <span className="iso-row-title">{row.title}</span>
              <span className="iso-row-name">{row.names.join(', ')}</span>
            </th>
            {shown.map((i, x) => (
              <td key={i} data-first={groups.some(({ columns: [first] }) => first === i) || undefined}>
                <GridCell
                  row={row}
                  column={columns[i]}
                  cell={cells.get(keyOf(row.id, i))}
                  at={`${y} ${x}`}
                  here={y === current.row && x === current.column}
                  pressTells={pressTells}
                  onTell={() => onTell(row.id, i)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Level({ column }: { readonly column: ColumnView | undefined }) {
  if (column === undefined) return null;
  return (
    <th scope="col" className="iso-level" title={column.promise}>
      {levelName(column, true)}
    </th>
  );
}

function GridCell(props: {
  readonly row: RowView;
  readonly column: ColumnView | undefined;
  readonly cell: CellView | undefined;
  readonly at: string;
  readonly here: boolean;
  readonly pressTells: boolean;
  readonly onTell: () => void;
}) {
  const { row, column, cell, at, here, pressTells, onTell } = props;
  if (cell === undefined || column === undefined) return <span className="iso-cell iso-pending">…</span>;
  const { word } = VERDICTS[cell.verdict];
  const agrees = cell.published === null ? null : cell.published === (cell.verdict === 'happens');
  const opens = 'hash' in cell.link ? cell.link.hash : undefined;
  return (
    <a
      className="iso-cell"
      href={opens}
      data-at={at}
      data-verdict={cell.verdict}
      data-here={here || undefined}
      tabIndex={here ? 0 : -1}
      aria-label={`${row.title}, ${column.title}: ${word}. ${hermitage(cell)}`}
      aria-current={here || undefined}
      onFocus={onTell}
      onPointerEnter={(event) => {
        if (event.pointerType === 'mouse') onTell();
      }}
      onClick={(event) => {
        if (!pressTells || event.detail === 0) return;
        event.preventDefault();
        onTell();
      }}
    >
      <Shape verdict={cell.verdict} />
      <span>{word}</span>
      {agrees !== null && (
        <span className="iso-agrees" data-agrees={agrees}>
          {agrees ? '✓' : '≠'}
        </span>
      )}
    </a>
  );
}

interface At {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a cell; null: nowhere. */
export function moved(event: Pick<KeyboardEvent, 'key' | 'ctrlKey'>, from: At, last: At): At | null {
  const { row, column } = from;
  const clamp = (at: At): At => ({
    row: Math.min(last.row, Math.max(0, at.row)),
    column: Math.min(last.column, Math.max(0, at.column)),
  });
  switch (event.key) {
    case 'ArrowUp':
      return clamp({ row: row - 1, column });
    case 'ArrowDown':
      return clamp({ row: row + 1, column });
    case 'ArrowLeft':
      return clamp({ row, column: column - 1 });
    case 'ArrowRight':
      return clamp({ row, column: column + 1 });
    case 'Home':
      return clamp({ row: event.ctrlKey ? 0 : row, column: 0 });
    case 'End':
      return clamp({ row: event.ctrlKey ? last.row : row, column: last.column });
    case 'PageUp':
      return clamp({ row: 0, column });
    case 'PageDown':
      return clamp({ row: last.row, column });
    default:
      return null;
  }
}
