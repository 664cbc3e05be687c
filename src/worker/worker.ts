/**
 * The entry of every worker; which one it is, its name says. One file for all, so that what they share, the engine and the
 * protocols above all, is built, fetched and kept once. What the first picture waits for comes with it, the others when they are asked for.
 */
import { serve } from './serve.ts';

declare const self: DedicatedWorkerGlobalScope;

const OTHERS: Readonly<Record<string, () => Promise<unknown>>> = {
  ask: () => import('./ask/worker.ts'),
  export: () => import('./export-worker.ts'),
  isolation: () => import('./isolation/worker.ts'),
  review: () => import('./review/worker.ts'),
  seeds: () => import('./seeds-worker.ts'),
};

const other = OTHERS[self.name];
if (other === undefined) serve();
else become(other);

/** What is asked before the worker knows its work waits for it. */
function become(fetchWork: () => Promise<unknown>): void {
  const early: MessageEvent[] = [];
  self.onmessage = (event) => early.push(event);
  fetchWork().then(
    () => {
      for (const event of early) self.onmessage?.(event);
    },
    (error: unknown) => {
      // Thrown where the page hears of it.
      setTimeout(() => {
        throw error;
      });
    },
  );
}
