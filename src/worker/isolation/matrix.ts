/** The matrix, cell after cell: each schedule carried out on each engine at each level, judged, and told in a sentence. */
import { listed } from '../../base/text.ts';
import { type Cell, computeMatrix, type Enactment } from '../../checkers/isolation/matrix.ts';
import { COLUMNS, type MatrixColumn } from '../../protocols/isolation/matrix/columns.ts';
import { open } from '../../protocols/isolation/matrix/open.ts';
import { published } from '../../protocols/isolation/matrix/published.ts';
import { inDialect, type MatrixSchedule } from '../../protocols/isolation/matrix/schedule.ts';
import { SCHEDULES } from '../../protocols/isolation/matrix/schedules.ts';
import { shown } from './shown.ts';
import type { CellView, RowView, Verdict } from './wire.ts';

export const ROWS: readonly RowView[] = SCHEDULES.map(({ id, title, tale, anomalies }) => ({
  id,
  title,
  tale,
  names: anomalies,
}));

export function* matrixCells(): Generator<CellView, void, void> {
  for (const cell of computeMatrix(SCHEDULES, COLUMNS, inDialect, open)) {
    const schedule = SCHEDULES.find(({ id }) => id === cell.schedule);
    if (schedule !== undefined) yield cellView(schedule, cell);
  }
}

function cellView(schedule: MatrixSchedule, { column, enactment }: Cell<MatrixColumn>): CellView {
  const { verdict, sentence, brief } = verdictOf(schedule, enactment);
  return {
    row: schedule.id,
    column: COLUMNS.indexOf(column),
    verdict,
    sentence,
    published: published(schedule.id, column),
    ...shown({
      title: `${schedule.title} · ${column.title}`,
      claim: `${schedule.title} ${verdict === 'happens' ? 'happens' : 'is prevented'}: ${brief}`,
      setup: schedule.setup,
      column,
      done: enactment.steps,
      tables: enactment.tables,
    }),
  };
}

/** What came of it, and the first cause of that. */
export function verdictOf(
  { anomalies }: Pick<MatrixSchedule, 'anomalies'>,
  { happened, judgement, steps }: Pick<Enactment, 'happened' | 'judgement' | 'steps'>,
): {
  readonly verdict: Verdict;
  readonly sentence: string;
  /** For a headline. */
  readonly brief: string;
} {
  if (happened) {
    const found = judgement.anomalies.find(({ id }) => anomalies.some((a) => a === id));
    const sentence = found?.sentence ?? '';
    return { verdict: 'happens', sentence, brief: sentence };
  }
  const all = steps.flat();
  const failed = all.find(({ outcome }) => 'error' in outcome);
  if (failed !== undefined) {
    const { outcome, session, sql } = failed;
    const why = 'message' in outcome ? String(outcome.message) : '';
    const code = 'error' in outcome ? outcome.error : '';
    return {
      verdict: /deadlock/i.test(why) ? 'deadlock' : 'refused',
      sentence: `${session} is refused at “${sql}” with ${code}: ${why}.`,
      brief: `${session} is refused at “${sql}”`,
    };
  }
  const waited = all.find(({ outcome }) => 'blocked' in outcome);
  if (waited !== undefined) {
    const { outcome, session, sql } = waited;
    const by = 'by' in outcome && Array.isArray(outcome.by) ? listed(outcome.by.map(String)) : 'another';
    const brief = `${session} waits until ${by} has ended`;
    return { verdict: 'waits', sentence: `${session} waits at “${sql}” until ${by} has ended.`, brief };
  }
  return {
    verdict: 'unseen',
    sentence: 'Nobody waits and nobody is refused: what each transaction saw fits together.',
    brief: 'what each transaction saw fits together',
  };
}
