/** Asks whether runs are as a condition wants them, in a worker of its own. */
import type { Answered, Question, Unanswered } from '../worker/ask/wire.ts';

/** What it needs of a Worker; tests give another. */
export interface AskPort {
  postMessage(message: Question): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Answered | Unanswered>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export type Answers =
  | { readonly ok: true; readonly findings: Answered['findings']; readonly steps: Answered['steps'] }
  | { readonly ok: false; readonly why: string };

export interface Asker {
  /** One at a time counts: what was asked before is then answered with a refusal. Never rejects. */
  ask(question: Omit<Question, 'id'>): Promise<Answers>;
  busy(): boolean;
  dispose(): void;
}

export function startAsking(): AskPort {
  return new Worker(new URL('../worker/worker.ts', import.meta.url), {
    type: 'module',
    name: 'ask',
  }) as AskPort;
}

export function createAsker(start: () => AskPort = startAsking): Asker {
  let port: AskPort | null = null;
  let next = 1;
  const waiting = new Map<number, (answers: Answers) => void>();
  const settle = (id: number, answers: Answers) => {
    waiting.get(id)?.(answers);
    waiting.delete(id);
  };
  const giveUp = (why: string) => {
    port?.terminate();
    port = null;
    for (const id of [...waiting.keys()]) settle(id, { ok: false, why });
  };
  const connect = (): AskPort => {
    if (port !== null) return port;
    const made = start();
    made.onmessage = ({ data }) => {
      if (data.type === 'answered') settle(data.id, { ok: true, findings: data.findings, steps: data.steps });
      else settle(data.id, { ok: false, why: data.why });
    };
    made.onerror = (event) => {
      event.preventDefault?.();
      if (port === made) giveUp('Whether the goal is met could not be found out: the worker stopped.');
    };
    port = made;
    return made;
  };
  return {
    ask(question) {
      const id = next++;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        connect().postMessage({ ...question, id });
      });
    },
    busy: () => waiting.size > 0,
    dispose: () => giveUp('Stopped.'),
  };
}
