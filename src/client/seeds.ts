/** Tries seeds, in a worker of its own. */
import type { SeedAnswer, SeedOutcome, SeedRequest } from '../worker/wire.ts';

/** What it needs of a Worker; tests give another. */
export interface SeedPort {
  postMessage(message: SeedRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<SeedAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export function startSeeds(): SeedPort {
  return new Worker(new URL('../worker/worker.ts', import.meta.url), {
    type: 'module',
    name: 'seeds',
  }) as SeedPort;
}

/** `why` is null once every seed was tried, else one sentence. After `signal` nothing more is told. Never rejects. */
export function tellSeeds(
  request: SeedRequest,
  tell: (outcomes: readonly SeedOutcome[]) => void,
  signal: AbortSignal,
  start: () => SeedPort = startSeeds,
): Promise<{ readonly why: string | null }> {
  return new Promise((resolve) => {
    const port = start();
    const finish = (why: string | null) => {
      port.onmessage = null;
      port.terminate();
      resolve({ why });
    };
    signal.addEventListener('abort', () => finish('Stopped.'), { once: true });
    port.onmessage = ({ data }) => {
      if (data.type === 'some') tell(data.outcomes);
      else finish(data.type === 'done' ? null : data.why);
    };
    port.onerror = (event) => {
      event.preventDefault?.();
      finish('The runs could not be made: their worker stopped.');
    };
    port.postMessage(request);
  });
}
