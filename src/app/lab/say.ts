/** Says in the live region what a deliberate step came to: play says nothing, or it would never stop talking. */
import { loading } from '../idle.ts';
import { lensStore } from '../lens/store.ts';
import { sessionStore, stepTime } from '../stores/session.ts';
import { ms } from '../text.ts';

/** Runs a move of the cursor, then says what happened at the step it came to, if it moved. */
export function saying(move: () => void): void {
  const { cursor: before } = sessionStore.getState();
  move();
  const { run, meta, cursor } = sessionStore.getState();
  // After the last step the run goes on for a while: who comes back from there has moved, to the step that was the last.
  const stayed = cursor.step === before.step && cursor.time === before.time;
  if (run === null || meta === null || stayed) return;
  const loaded = loading();
  // The words are not part of the first picture.
  import('../describe.ts')
    .then(
      ({ describeStep, stepNode }) => {
        const now = sessionStore.getState();
        if (now.run !== run || now.cursor.step !== cursor.step) return;
        const happened = stepTime(run, cursor.step);
        // Between two steps, as at the end of a run, the step was a while ago.
        const at = cursor.time > happened ? `${ms(cursor.time)}, last at ${ms(happened)}` : ms(happened);
        const { lens } = lensStore.getState();
        const hidden = lens !== null && stepNode(run, cursor.step) !== lens.node;
        const { headline, occasion } = describeStep(meta, run, cursor.step);
        now.set({
          announcement: hidden
            ? `${at}: nothing that ${lens.node} can know of.`
            : `${at}: ${headline}.${occasion === '' ? '' : ` ${occasion}.`}`,
        });
      },
      // Without the network it is shown and not said.
      () => {},
    )
    .finally(loaded);
}
