/** Says in the live region what a deliberate step came to: play says nothing, or it would never stop talking. */
import { describeStep } from '../describe.ts';
import { sessionStore, stepTime } from '../stores/session.ts';
import { ms } from '../text.ts';

/** Runs a move of the cursor, then says what happened at the step it came to, if it moved. */
export function saying(move: () => void): void {
  const before = sessionStore.getState().cursor.step;
  move();
  const { run, meta, cursor, set } = sessionStore.getState();
  if (run === null || meta === null || cursor.step === before) return;
  set({
    announcement: `${ms(stepTime(run, cursor.step))}: ${describeStep(meta, run, cursor.step).headline}.`,
  });
}
