/** Asks for the matrix and for searches, in a worker of its own. */
import type { IsolationAnswer, IsolationRequest } from '../worker/isolation/wire.ts';

/** What it needs of a Worker; tests give another. */
export interface IsolationPort {
  postMessage(message: IsolationRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<IsolationAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export type IsolationPart = Exclude<IsolationAnswer, { readonly type: 'done' | 'failed' }>;

export function startIsolation(): IsolationPort {
  return new Worker(new URL('../worker/worker.ts', import.meta.url), {
    name: 'isolation',
    type: 'module',
  }) as IsolationPort;
}

/** `why` is null once everything has been told, else one sentence. After `signal` nothing more is told. Never rejects. */
export function tellIsolation(
  request: IsolationRequest,
  tell: (part: IsolationPart) => void,
  signal: AbortSignal,
  start: () => IsolationPort = startIsolation,
): Promise<{ readonly why: string | null }> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve({ why: 'Stopped.' });
      return;
    }
    const port = start();
    const finish = (why: string | null) => {
      port.onmessage = null;
      port.terminate();
      resolve({ why });
    };
    signal.addEventListener('abort', () => finish('Stopped.'), { once: true });
    port.onmessage = ({ data }) => {
      if (data.type === 'done') finish(null);
      else if (data.type === 'failed') finish(data.why);
      else tell(data);
    };
    port.onerror = (event) => {
      event.preventDefault?.();
      finish('This could not be carried out: its worker stopped.');
    };
    port.postMessage(request);
  });
}
