/** Random statements of two transactions over two rows, and a random order of them. */
import type { ScheduleStep } from '../../protocols/isolation/matrix/schedule.ts';

export type Shape = 'both do both' | 'reader and writer';

/** Each reads or writes two or three times and ends, seldom by taking all back. Each value is written once, so that it tells who wrote it. */
export function randomSteps(
  draw: (low: number, high: number) => number,
  shape: Shape,
): readonly ScheduleStep[] {
  const reader = draw(0, 1);
  const programs = ['T1', 'T2'].map((session, t) => {
    let next = 10 * (t + 1) + 1;
    const length = draw(2, 3);
    const middle = Array.from({ length }, () => {
      const row = draw(1, 2);
      const reads = shape === 'reader and writer' ? t === reader : draw(0, 1) === 0;
      return reads
        ? `select value from test where id = ${row}`
        : `update test set value = ${(next++).toString()} where id = ${row}`;
    });
    const end = draw(0, 5) === 0 ? 'rollback' : 'commit';
    return ['begin', ...middle, end].map((sql) => ({ session, sql }));
  });
  const steps: ScheduleStep[] = [];
  const left = programs.map((program) => [...program]);
  while (left.some((program) => program.length > 0)) {
    const turn = draw(0, 1);
    const one = (left[turn]?.length ?? 0) > 0 ? left[turn] : left[1 - turn];
    const step = one?.shift();
    if (step !== undefined) steps.push(step);
  }
  return steps;
}
