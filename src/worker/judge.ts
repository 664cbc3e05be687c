/** Judges the history of a held run, in slices as short as a simulation's. Fetched when a verdict is first asked for. */
import { EFFORTS, judging, type RunJudgement } from '../checkers/run-history.ts';
import type { Simulation } from '../engine/simulation.ts';

/** What drives the work, and what hears of it. */
export interface JudgeDrive {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Lets other messages be heard; throws if the work is wanted no more. */
  breathe(): Promise<void>;
  /** Steps done, of those it may take. */
  progress(steps: number, limit: number): void;
}

/** Shorter than a simulation's: whoever moves the cursor meanwhile is to notice nothing. */
const SLICE_MS = 5;
const PROGRESS_MS = 80;

/** @param effort how hard to look, an index into `EFFORTS`; the hardest there is if beyond */
export async function judgeRun(
  simulation: Pick<Simulation, 'trace'>,
  { model, effort }: { readonly model: string; readonly effort: number },
  drive: JudgeDrive,
): Promise<{ readonly judgement: RunJudgement } | { readonly refused: string }> {
  const bounds = EFFORTS[Math.min(effort, EFFORTS.length - 1)] ?? EFFORTS[0];
  const work = judging(simulation.trace(), model, bounds);
  let steps = 0;
  let told = drive.now();
  let sliceEnd = told + SLICE_MS;
  for (;;) {
    const { done, value } = work.next();
    if (done) return value.ok ? { judgement: value.judgement } : { refused: value.why };
    steps += value;
    const now = drive.now();
    if (now < sliceEnd) continue;
    if (now - told > PROGRESS_MS) {
      told = now;
      drive.progress(steps, bounds.steps);
    }
    await drive.breathe();
    sliceEnd = drive.now() + SLICE_MS;
  }
}
