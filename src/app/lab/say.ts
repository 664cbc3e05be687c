/** Says in the live region what a deliberate step came to: play says nothing, or it would never stop talking. */
import { describeStep, stepNode } from '../describe.ts';
import { lensStore } from '../lens/store.ts';
import { sessionStore, stepTime } from '../stores/session.ts';
import { ms } from '../text.ts';

/** Runs a move of the cursor, then says what happened at the step it came to, if it moved. */
export function saying(move: () => void): void {
  const before = sessionStore.getState().cursor.step;
  move();
  const { run, meta, cursor, set } = sessionStore.getState();
  if (run === null || meta === null || cursor.step === before) return;
  const { lens } = lensStore.getState();
  if (lens !== null && stepNode(run, cursor.step) !== lens.node) {
    set({ announcement: `${ms(stepTime(run, cursor.step))}: nothing that ${lens.node} can know of.` });
    return;
  }
  set({
    announcement: `${ms(stepTime(run, cursor.step))}: ${describeStep(meta, run, cursor.step).headline}.`,
  });
}
