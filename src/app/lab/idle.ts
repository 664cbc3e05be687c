/** `window.__idle()`: for whoever drives the page from outside, and must not guess how long a simulation takes. */
import type { Lab } from '../../client/lab.ts';
import { sessionStore } from '../stores/session.ts';

declare global {
  interface Window {
    /** Resolves when the worker has nothing left to do and what it answered has been painted. */
    __idle?: () => Promise<void>;
  }
}

const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));

export function offerIdle(lab: Lab, busy: () => boolean): () => void {
  const idle = async () => {
    for (;;) {
      while (busy() || lab.busy()) {
        await lab.onIdle();
        await frame();
      }
      const before = sessionStore.getState();
      // One frame for React to commit and painters to be asked, one for them to have painted.
      await frame();
      await frame();
      const now = sessionStore.getState();
      if (!busy() && !lab.busy() && now.run === before.run && now.world === before.world) return;
    }
  };
  window.__idle = idle;
  return () => {
    if (window.__idle === idle) delete window.__idle;
  };
}
