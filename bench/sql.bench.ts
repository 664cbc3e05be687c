/** What SQL costs in a lab of isolation: the first statement of a worker, which meets the parser cold, and those after it; the matrix; the stories. */
import { searchAll } from '../src/checkers/isolation/search.ts';
import { wrongIn } from '../src/checkers/isolation/wrong.ts';
import { parseSql } from '../src/protocols/isolation/db/sql/parse.ts';
import { COLUMNS } from '../src/protocols/isolation/matrix/columns.ts';
import { open } from '../src/protocols/isolation/matrix/open.ts';
import { STORIES } from '../src/protocols/isolation/stories/index.ts';
import { matrixCells } from '../src/worker/isolation/matrix.ts';

/** A first statement that takes longer would be felt, and ought to be parsed before somebody waits for it. */
const AIM_FIRST_MS = 20;

export default async function bench(report: (line: string) => void): Promise<void> {
  const first = timed(() => parseSql('select * from test where id = 1'));
  report(`first statement parsed: ${first.toFixed(1)} ms (aim: at most ${AIM_FIRST_MS} ms)`);
  const all = Array.from({ length: 1000 }, (_, i) => `update test set value = value + ${i} where id = ${i}`);
  const each = timed(() => {
    for (const sql of all) parseSql(sql);
  });
  report(`each of ${all.length} others: ${((1000 * each) / all.length).toFixed(0)} µs`);
  let cells = 0;
  const matrix = timed(() => {
    for (const _ of matrixCells()) cells++;
  });
  report(`matrix: ${cells} cells in ${matrix.toFixed(0)} ms`);
  for (const story of STORIES) {
    let points = 0;
    const searched = timed(() => {
      for (const column of COLUMNS) {
        const database = open(column);
        points += searchAll(story, database, wrongIn(story, database)).points;
      }
    });
    report(`${story.id}: ${COLUMNS.length} levels, ${points} statements in ${searched.toFixed(0)} ms`);
  }
}

/** Of the processor, so that a busy machine does not count; ms. */
function timed(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
