/** Asks for questions, in a worker of its own, started with the first. */
import type { Made, Unmade, Wanted } from '../worker/review/wire.ts';

export type { BrokenRun } from '../worker/review/wire.ts';

/** What it needs of a Worker; tests give another. */
export interface ReviewPort {
  postMessage(message: Wanted): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Made | Unmade>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export type MadeQuestion =
  | { readonly ok: true; readonly question: Made['question'] }
  | { readonly ok: false; readonly why: string };

export interface Questions {
  /** Never rejects. */
  make(wanted: Omit<Wanted, 'id'>): Promise<MadeQuestion>;
  dispose(): void;
}

export function startReview(): ReviewPort {
  return new Worker(new URL('../worker/worker.ts', import.meta.url), {
    type: 'module',
    name: 'review',
  }) as ReviewPort;
}

export function createQuestions(start: () => ReviewPort = startReview): Questions {
  let port: ReviewPort | null = null;
  let next = 1;
  const waiting = new Map<number, (made: MadeQuestion) => void>();
  const settle = (id: number, made: MadeQuestion) => {
    waiting.get(id)?.(made);
    waiting.delete(id);
  };
  const giveUp = (why: string) => {
    port?.terminate();
    port = null;
    for (const id of [...waiting.keys()]) settle(id, { ok: false, why });
  };
  const connect = (): ReviewPort => {
    if (port !== null) return port;
    const made = start();
    made.onmessage = ({ data }) => {
      if (data.type === 'made') settle(data.id, { ok: true, question: data.question });
      else settle(data.id, { ok: false, why: data.why });
    };
    made.onerror = (event) => {
      event.preventDefault?.();
      if (port === made) giveUp('This question could not be made: its worker stopped.');
    };
    port = made;
    return made;
  };
  return {
    make(wanted) {
      const id = next++;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        connect().postMessage({ ...wanted, id });
      });
    },
    dispose: () => giveUp('Stopped.'),
  };
}
