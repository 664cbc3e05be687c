/** The entry of the worker that makes questions for review. */
import { loadProtocol } from '../discover.ts';
import { makeQuestion } from './make.ts';
import type { Made, Unmade, Wanted } from './wire.ts';

declare const self: DedicatedWorkerGlobalScope;

const answer = (message: Made | Unmade) => self.postMessage(message);

self.onmessage = ({ data: { id, kind, seed, broken } }: MessageEvent<Wanted>) => {
  makeQuestion(kind, seed, broken, loadProtocol).then(
    (question) => answer({ type: 'made', id, question }),
    (error: unknown) =>
      answer({ type: 'unmade', id, why: error instanceof Error ? error.message : String(error) }),
  );
};
