/** The entry of the worker of isolation's pages. It does one thing and is ended, so whoever changes their mind waits for nothing. */
import { COLUMNS } from '../../protocols/isolation/matrix/columns.ts';
import { matrixCells, ROWS } from './matrix.ts';
import { STORY_VIEWS, searchColumn } from './stories.ts';
import type { CellView, IsolationAnswer, IsolationRequest } from './wire.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Cells and points of a search take a fraction of a millisecond: not every one deserves a message. */
const TELL_MS = 40;

const answer = (message: IsolationAnswer) => self.postMessage(message);

self.onmessage = ({ data }: MessageEvent<IsolationRequest>) => {
  try {
    work(data);
    answer({ type: 'done' });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    answer({ type: 'failed', why: `This could not be carried out: ${why}` });
  }
};

function work(request: IsolationRequest): void {
  if (request.ask === 'matrix') {
    answer({ type: 'rows', rows: ROWS, columns: COLUMNS });
    tellCells();
  } else if (request.ask === 'stories') {
    answer({ type: 'stories', stories: STORY_VIEWS, columns: COLUMNS });
  } else {
    for (const column of request.columns) searchOne(request, column);
  }
}

function tellCells(): void {
  let told = performance.now();
  let cells: CellView[] = [];
  for (const cell of matrixCells()) {
    cells.push(cell);
    if (performance.now() - told < TELL_MS) continue;
    answer({ type: 'cells', cells });
    cells = [];
    told = performance.now();
  }
  answer({ type: 'cells', cells });
}

function searchOne({ title, program }: Extract<IsolationRequest, { ask: 'search' }>, at: number): void {
  const column = COLUMNS[at];
  if (column === undefined) throw new RangeError(`there is no column ${at}`);
  answer({ type: 'progress', column: at, points: 0, statements: 0 });
  const work = searchColumn(title, program, column);
  let told = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) {
      answer({ type: 'searched', column: at, result: value });
      return;
    }
    if (performance.now() - told < TELL_MS) continue;
    answer({ type: 'progress', column: at, points: value.points, statements: value.statements });
    told = performance.now();
  }
}
