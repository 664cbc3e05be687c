/**
 * How long the judge of linearizability takes, beside Wing and Gong's search without cache, partitions and prunings (the naive
 * twin, stopped after a second a history) and beside merely reading the histories from their text.
 */
import type { History } from '../src/checkers/history.ts';
import { writeJsonHistory } from '../src/checkers/history-json.ts';
import { readHistory } from '../src/checkers/history-text.ts';
import { type GeneratorOptions, generateHistory } from '../src/checkers/linearizability/generate.ts';
import { judge } from '../src/checkers/linearizability/judge.ts';
import type { Model } from '../src/checkers/linearizability/machine.ts';
import { modelOf } from '../src/checkers/linearizability/models.ts';
import { checkNaively } from '../src/checkers/linearizability/naive.ts';
import { pose } from '../src/checkers/linearizability/problem.ts';

const NAIVE_LIMIT_MS = 1000;
/** Histories of a set that the naive search is tried on. */
const NAIVE_SAMPLE = 4;

interface Workload {
  readonly title: string;
  readonly model: string;
  readonly aimMs: number;
  readonly count: number;
  readonly options: Omit<GeneratorOptions, 'seed' | 'stale'>;
}

const WORKLOADS: readonly Workload[] = [
  {
    title: '100 histories, 5 clients, 170 operations, 10 % unfinished',
    model: 'cas-register',
    aimMs: 2000,
    count: 100,
    options: { clients: 5, operations: 170, keys: 0, values: 5, cas: true, unfinished: 0.1 },
  },
  {
    title: '1 history, 10 clients, 1,000 operations, 10 keys, 3 % unfinished',
    model: 'kv',
    aimMs: 200,
    count: 1,
    options: { clients: 10, operations: 1000, keys: 10, values: 5, cas: true, unfinished: 0.03 },
  },
];

export default async function bench(report: (line: string) => void): Promise<void> {
  for (const set of WORKLOADS) {
    for (const stale of [0, 0.05]) {
      report(`${set.title}, ${stale === 0 ? 'honest' : `${stale * 100} % stale reads`}`);
      const texts = Array.from({ length: set.count }, (_, seed) =>
        writeJsonHistory(generateHistory({ ...set.options, seed, stale })),
      );
      const model = modelOf(set.model) as Model;
      const start = performance.now();
      const histories = texts.map(read);
      const readMs = performance.now() - start;
      report(`  reading the text   ${readMs.toFixed(0).padStart(6)} ms`);
      judgeAll(histories, model, set.aimMs, report);
      baseline(histories.slice(0, NAIVE_SAMPLE), model, report);
    }
  }
}

function read(text: string): History {
  const result = readHistory(text);
  if (!result.ok) throw new Error(result.why);
  return result.history;
}

function judgeAll(
  histories: readonly History[],
  model: Model,
  aimMs: number,
  report: (line: string) => void,
): void {
  const verdicts = { yes: 0, no: 0, unknown: 0 };
  let steps = 0;
  let worst = 0;
  const start = performance.now();
  for (const history of histories) {
    const began = performance.now();
    const posed = pose(history, model);
    if (!posed.ok) throw new Error(posed.why);
    const judgement = judge(posed.problem, () => performance.now() - began > 10_000);
    verdicts[judgement.verdict]++;
    steps += judgement.steps;
    worst = Math.max(worst, performance.now() - began);
  }
  const took = performance.now() - start;
  const words = `${verdicts.yes} yes, ${verdicts.no} no, ${verdicts.unknown} unknown; ${steps} steps, worst ${worst.toFixed(1)} ms`;
  report(
    `  judge              ${took.toFixed(0).padStart(6)} ms   ${took <= aimMs ? 'within' : 'ABOVE'} ${aimMs} ms: ${words}`,
  );
}

function baseline(histories: readonly History[], model: Model, report: (line: string) => void): void {
  let answered = 0;
  const start = performance.now();
  for (const history of histories) {
    const posed = pose(history, model);
    if (!posed.ok) throw new Error(posed.why);
    const began = performance.now();
    if (
      checkNaively(posed.problem.operations, () => performance.now() - began > NAIVE_LIMIT_MS).valid !== null
    )
      answered++;
  }
  const took = performance.now() - start;
  report(
    `  naive search       ${took.toFixed(0).padStart(6)} ms   for ${histories.length} of them, ${answered} answered within ${NAIVE_LIMIT_MS} ms`,
  );
}
