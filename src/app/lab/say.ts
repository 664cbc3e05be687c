/** Says in the live region what a deliberate step came to: play says nothing, or it would never stop talking. */
import { loading } from '../idle.ts';
import { lensStore } from '../lens/store.ts';
import { sessionStore, stepTime } from '../stores/session.ts';
import { ms } from '../text.ts';

/** Runs a move of the cursor, then says what happened at the step it came to, if it moved. */
export function saying(move: () => void): void {
  const before = sessionStore.getState().cursor.step;
  move();
  const { run, meta, cursor } = sessionStore.getState();
  if (run === null || meta === null || cursor.step === before) return;
  const loaded = loading();
  // The words are not part of the first picture.
  import('../describe.ts')
    .then(
      ({ describeStep, stepNode }) => {
        const now = sessionStore.getState();
        if (now.run !== run || now.cursor.step !== cursor.step) return;
        const at = ms(stepTime(run, cursor.step));
        const { lens } = lensStore.getState();
        const hidden = lens !== null && stepNode(run, cursor.step) !== lens.node;
        now.set({
          announcement: hidden
            ? `${at}: nothing that ${lens.node} can know of.`
            : `${at}: ${describeStep(meta, run, cursor.step).headline}.`,
        });
      },
      // Without the network it is shown and not said.
      () => {},
    )
    .finally(loaded);
}
