/**
 * The entry of the worker that reads logs. It reads one and is ended: a pattern that never comes to an end on some line takes this
 * thread with it and nothing else. Whoever started it hears after every slice, and takes silence for such a pattern.
 */
import { answers } from './reading.ts';
import type { ReadRequest } from './wire.ts';

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = (event: MessageEvent<ReadRequest>) => {
  for (const answer of answers(event.data)) self.postMessage(answer);
};
