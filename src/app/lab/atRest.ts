import type { Lab } from '../../client/lab.ts';
import { joinIdle } from '../idle.ts';
import { calm } from '../stores/calm.ts';
import { sessionStore } from '../stores/session.ts';

/**
 * The part in `window.__idle()` of whoever shows runs of the session.
 * @param busy whether what sets those runs going has work left
 * @returns how to leave
 */
export function joinWithLab(lab: Lab, busy: () => boolean, settle = () => lab.onIdle()): () => void {
  return joinIdle({
    busy: () => busy() || lab.busy() || calm.behind(),
    settle,
    shown: () => {
      const { run, world, detail } = sessionStore.getState();
      return run === null ? null : `${run.id} ${world?.step} ${detail?.step}`;
    },
  });
}
