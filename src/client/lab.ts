/** Typed calls to the worker. */
import type { StepDetail, WorldState } from '../engine/inspect.ts';
import type { ResolvedRun } from '../engine/runspec.ts';
import type { Columns, Trace } from '../engine/trace.ts';
import type { Answer, Opened, Request, TracePatch } from '../worker/wire.ts';

export type LabErrorCode = 'bad-input' | 'gone' | 'cancelled' | 'crashed';

/** A call that failed. `message` is one sentence for people. */
export class LabError extends Error {
  readonly code: LabErrorCode;

  constructor(code: LabErrorCode, message: string) {
    super(message);
    this.name = 'LabError';
    this.code = code;
  }
}

export interface Progress {
  readonly rows: number;
  readonly time: number;
  readonly until: number;
}

export interface OpenRun {
  readonly run: number;
  readonly resolved: ResolvedRun;
  readonly trace: Trace;
}

export interface OpenOptions {
  /** The run this one is an edit of: what they share is not simulated again. */
  readonly base?: number;
  readonly signal?: AbortSignal;
  onProgress?(progress: Progress): void;
}

export interface Lab {
  /** Simulates a spec. Rejects with LabError: `bad-input` names the field, `cancelled` after `signal`. */
  open(spec: unknown, options?: OpenOptions): Promise<OpenRun>;
  /** The world right after a step. */
  world(run: number, step: number): Promise<WorldState>;
  step(run: number, step: number): Promise<StepDetail>;
  /** Whether calls are under way. */
  busy(): boolean;
  /** Resolves when none are. */
  onIdle(): Promise<void>;
}

/** What a lab needs of a Worker; tests give another. */
export interface Port {
  postMessage(message: Request): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

interface Call {
  readonly resolve: (result: Opened | WorldState | StepDetail | null) => void;
  readonly reject: (error: LabError) => void;
  readonly onProgress?: (progress: Progress) => void;
}

export function startWorker(): Port {
  return new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' }) as Port;
}

type Calling = { [T in Request['type']]: Omit<Extract<Request, { type: T }>, 'id'> }[Request['type']];

export function createLab(start: () => Port = startWorker): Lab {
  let port: Port | null = null;
  let nextId = 1;
  const calls = new Map<number, Call>();
  const idlers: (() => void)[] = [];
  /** Traces by run, so that the rows an edit keeps need not cross again. */
  const traces = new Map<number, Trace>();
  /** Raised when a worker dies: its runs are gone with it. */
  let generation = 0;

  function connect(): Port {
    if (port) return port;
    const mine = start();
    mine.onmessage = (event) => hear(event.data);
    mine.onerror = (event) => {
      event.preventDefault?.();
      const because = event.message ? ` (${event.message})` : '';
      if (port === mine) abandon(`The simulator stopped unexpectedly${because}; it has been restarted.`);
    };
    port = mine;
    return mine;
  }

  /** The worker is beyond help: the next call gets a new one. Its runs are gone with it. */
  function abandon(why: string): void {
    port?.terminate();
    port = null;
    generation++;
    traces.clear();
    for (const call of [...calls.values()]) call.reject(new LabError('crashed', why));
    calls.clear();
    rest();
  }

  /** Asks the worker to stop a call. One deep in a single step of a protocol does not hear; it is not waited for. */
  function cancel(id: number): void {
    const asked = port;
    asked?.postMessage({ type: 'cancel', id: nextId++, target: id });
    setTimeout(() => {
      const call = calls.get(id);
      if (!call || port !== asked) return;
      calls.delete(id);
      call.reject(new LabError('cancelled', 'Cancelled.'));
      abandon('The simulator was busy with a step that took too long; it has been restarted.');
    }, DEAF_MS);
  }

  function hear(answer: Answer): void {
    const call = calls.get(answer.id);
    if (!call) return;
    if (answer.type === 'progress') {
      call.onProgress?.(answer);
      return;
    }
    calls.delete(answer.id);
    if (answer.type === 'done') call.resolve(answer.result);
    else call.reject(new LabError(answer.code, answer.why));
    rest();
  }

  function rest(): void {
    if (calls.size > 0) return;
    for (const idler of idlers.splice(0)) idler();
  }

  function call<R>(request: Calling, options: OpenOptions = {}): Promise<R> {
    const id = nextId++;
    return new Promise<R>((resolve, reject: (error: LabError) => void) => {
      const { signal, onProgress } = options;
      if (signal?.aborted) {
        reject(new LabError('cancelled', 'Cancelled.'));
        return;
      }
      const onAbort = () => cancel(id);
      const settle = () => signal?.removeEventListener('abort', onAbort);
      calls.set(id, {
        onProgress,
        resolve: (result) => {
          settle();
          resolve(result as R);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      try {
        connect().postMessage({ ...request, id } as Request);
      } catch (error) {
        // No worker can be had, or the request is not plain data: nobody will answer.
        const why = error instanceof Error ? error.message : String(error);
        calls.get(id)?.reject(new LabError('crashed', `The simulator could not be asked (${why}).`));
        calls.delete(id);
        rest();
      }
    });
  }

  /** The worker's own number of a run. A worker that took the place of a dead one counts its runs from 1 again. */
  function theirs(run: number): number {
    if (Math.floor(run / GENERATION) !== generation) {
      throw new LabError('gone', 'This run is no longer held; open it again.');
    }
    return run - generation * GENERATION;
  }

  return {
    async open(spec, options = {}) {
      const previous = (options.base !== undefined && traces.get(options.base)) || null;
      const base = previous && options.base !== undefined ? options.base - generation * GENERATION : null;
      const born = generation;
      const opened = await call<Opened>({ type: 'open', spec, base }, options);
      const trace = applyPatch(previous, opened.patch);
      const run = opened.run + born * GENERATION;
      if (born === generation) {
        traces.set(run, trace);
        for (const old of traces.keys()) {
          if (traces.size <= HELD) break;
          traces.delete(old);
        }
      }
      return { run, resolved: opened.resolved, trace };
    },
    world: async (run, step) => call<WorldState>({ type: 'world', run: theirs(run), step }),
    step: async (run, step) => call<StepDetail>({ type: 'step', run: theirs(run), step }),
    busy: () => calls.size > 0,
    onIdle: () => (calls.size === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
  };
}

/** A worker that has not stopped by then is deaf. Its slices are a hundred times shorter. */
const DEAF_MS = 1000;
/** Runs of the n-th worker are numbered from n times this. */
const GENERATION = 1_000_000_000;
/** No more than the host holds: a base the host has let go would be simulated whole, with no rows kept. */
const HELD = 4;

/** The new trace: kept rows of the previous one, then the tail. */
export function applyPatch(previous: Trace | null, patch: TracePatch): Trace {
  const { keepRows, tail, rest } = patch;
  if (keepRows === 0) return { ...rest, columns: tail };
  if (!previous || previous.rows < keepRows)
    throw new LabError('crashed', 'The simulator kept rows the page has not.');
  const columns = Object.fromEntries(
    (Object.keys(tail) as (keyof Columns)[]).map((name) => {
      const kept = previous.columns[name].subarray(0, keepRows);
      const rows = tail[name];
      const whole = new (rows.constructor as new (length: number) => typeof rows)(keepRows + rows.length);
      whole.set(kept);
      whole.set(rows, keepRows);
      return [name, whole];
    }),
  ) as unknown as Columns;
  return { ...rest, columns };
}
