import type { CellView, ColumnView, RowView } from '../../worker/isolation/wire.ts';
import { Lanes } from './Lanes.tsx';
import { Shape } from './Shape.tsx';
import { hermitage, VERDICTS } from './words.ts';

interface Told {
  readonly row: RowView;
  readonly column: ColumnView;
  readonly cell: CellView;
}

/** What happened in one cell of the matrix, and the way into the lab. */
export function Detail({
  row,
  column,
  cell,
  fold,
}: Told & {
  /** Shows the statements only when asked to: there is little room. */
  readonly fold: boolean;
}) {
  const { word } = VERDICTS[cell.verdict];
  return (
    <section className="iso-detail" aria-label="What happened">
      <p className="eyebrow">{column.title}</p>
      <h2>{row.title}</h2>
      <p className="iso-verdict" data-verdict={cell.verdict}>
        <Shape verdict={cell.verdict} /> <strong>{word}</strong>
      </p>
      <p className="iso-sentence">{cell.sentence}</p>
      {'hash' in cell.link ? (
        <a className="button primary" href={cell.link.hash}>
          See it in the lab
        </a>
      ) : (
        <p className="muted">{cell.link.why}</p>
      )}
      {fold ? (
        <details className="iso-more">
          <summary>Statement by statement</summary>
          <More row={row} column={column} cell={cell} />
        </details>
      ) : (
        <div className="iso-more">
          <More row={row} column={column} cell={cell} />
        </div>
      )}
    </section>
  );
}

function More({ row, column, cell }: Told) {
  return (
    <>
      <Lanes steps={cell.steps} level={column.level} label={`${row.title} on ${column.title}`} />
      <dl className="iso-facts">
        <dt>In the end</dt>
        <dd className="num">{cell.tables.map(({ name, rows }) => `${name} ${rows}`).join('; ')}</dd>
        <dt>Tried</dt>
        <dd>{row.tale}</dd>
        <dt>Promised</dt>
        <dd>{column.promise}</dd>
        <dt>Published</dt>
        <dd>{hermitage(cell)}</dd>
      </dl>
    </>
  );
}
