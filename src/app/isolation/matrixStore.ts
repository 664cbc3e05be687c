/** The matrix as far as it is computed. It outlives its page: whoever comes back from the lab finds it as it was. */
import { createStore } from 'zustand/vanilla';
import { tellIsolation } from '../../client/isolation.ts';
import type { CellView, ColumnView, RowView } from '../../worker/isolation/wire.ts';
import { loading } from '../idle.ts';

export interface Matrix {
  readonly rows: readonly RowView[];
  readonly columns: readonly ColumnView[];
  /** By `keyOf`. */
  readonly cells: ReadonlyMap<string, CellView>;
  readonly state: 'new' | 'running' | 'done' | 'failed';
  /** Of a failure, in a sentence. */
  readonly why: string;
  /** The cell whose story is told: of a row and a column. */
  readonly told: { readonly row: string; readonly column: number } | null;
}

export const matrixStore = createStore<Matrix>(() => ({
  rows: [],
  columns: [],
  cells: new Map(),
  state: 'new',
  why: '',
  told: null,
}));

export function keyOf(row: string, column: number): string {
  return `${row} ${column}`;
}

/** Computes the matrix, unless that is done or under way. */
export function computeMatrix(): void {
  const { state } = matrixStore.getState();
  if (state === 'running' || state === 'done') return;
  matrixStore.setState({ state: 'running', why: '', cells: new Map() });
  const loaded = loading();
  tellIsolation(
    { ask: 'matrix' },
    (part) => {
      if (part.type === 'rows') matrixStore.setState({ rows: part.rows, columns: part.columns });
      if (part.type !== 'cells') return;
      const cells = new Map(matrixStore.getState().cells);
      for (const cell of part.cells) cells.set(keyOf(cell.row, cell.column), cell);
      matrixStore.setState({ cells });
    },
    new AbortController().signal,
  )
    .then(({ why }) => matrixStore.setState(why === null ? { state: 'done' } : { state: 'failed', why }))
    .finally(loaded);
}

/** How many of the cells of which something is published agree with it. */
export function agreement(cells: Iterable<CellView>): { readonly agree: number; readonly published: number } {
  let agree = 0;
  let published = 0;
  for (const cell of cells) {
    if (cell.published === null) continue;
    published++;
    if (cell.published === (cell.verdict === 'happens')) agree++;
  }
  return { agree, published };
}
