/** Typed calls to the worker. */
import { between, joined, sharedEnds } from '../base/ends.ts';
import type { StepDetail, WorldState } from '../engine/inspect.ts';
import type { ResolvedRun } from '../engine/runspec.ts';
import type { Trace } from '../engine/trace.ts';
import type {
  Answer,
  EventOrder,
  Opened,
  Packed,
  Part,
  Request,
  Result,
  RunJudgement,
  Stamp,
} from '../worker/wire.ts';
import { applyPatch } from './patch.ts';
import { shared } from './shared.ts';
import { unpack } from './unpack.ts';

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
  readonly index: Opened['index'];
}

export interface OpenOptions {
  /** The run this one is an edit of: what they share is not simulated again. */
  readonly base?: number;
  readonly signal?: AbortSignal;
  /** The spec has been checked, or is one of those that are shipped: the worker takes it as it is. */
  readonly valid?: boolean;
  onProgress?(progress: Progress): void;
}

export interface JudgeOptions {
  /** How hard to look, from 0; the answer may be `unknown`. */
  readonly effort?: number;
  readonly signal?: AbortSignal;
  /** Steps done, of those it may take. */
  onJudging?(steps: number, limit: number): void;
}

export interface Lab {
  /** Starts the worker ahead of the first call. A failure is met there. */
  start?(): void;
  /** Simulates a spec. Rejects with LabError: `bad-input` names the field, `cancelled` after `signal`. */
  open(spec: unknown, options?: OpenOptions): Promise<OpenRun>;
  /** The world right after a step. */
  world(run: number, step: number): Promise<WorldState>;
  step(run: number, step: number): Promise<StepDetail>;
  /** Whether a single copy of the data could have given the answers that the clients of a run saw. */
  judge(run: number, model: string, options?: JudgeOptions): Promise<RunJudgement>;
  /** The stamps of some steps, null for what is no event. */
  stamps(run: number, steps: readonly number[]): Promise<readonly (Stamp | null)[]>;
  /** How step `a` stands to step `b`. */
  order(run: number, a: number, b: number): Promise<EventOrder>;
  /** Whether calls are under way. */
  busy(): boolean;
  /** Resolves when none are. */
  onIdle(): Promise<void>;
}

/** What a lab needs of a Worker; tests give another. */
export interface Port {
  postMessage(message: Request): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Packed>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

interface Known {
  /** As it was given to be opened. */
  readonly spec: unknown;
  readonly resolved: ResolvedRun;
  readonly trace: Trace;
}

interface Call {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: LabError) => void;
  readonly onProgress?: (progress: Progress) => void;
  readonly onJudging?: (steps: number, limit: number) => void;
  readonly onPart?: (part: Part) => void;
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
  /** Runs, so that the rows an edit keeps need not cross again. */
  const runs = new Map<number, Known>();
  /** Raised when a worker dies: its runs are gone with it. */
  let generation = 0;
  /** The worker that has answered before: one that never did may still be loading. */
  let met: Port | null = null;
  /** Answers heard so far. */
  let heard = 0;
  let watching = false;

  function connect(): Port {
    if (port) return port;
    const mine = start();
    mine.onmessage = (event) => {
      met = mine;
      heard++;
      hear(unpack(event.data));
    };
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
    runs.clear();
    for (const call of [...calls.values()]) call.reject(new LabError('crashed', why));
    calls.clear();
    rest();
  }

  /**
   * A worker can end without a word (out of memory, say), or never come back from a step. One that is silent for long while
   * something is asked of it is asked whether it is there; one that does not answer that either is given up.
   */
  function watch(asked: Port, pinged = false): void {
    watching = true;
    const before = heard;
    setTimeout(() => {
      watching = false;
      if (calls.size === 0) return;
      const silent = port === asked && met === asked && heard === before;
      if (silent && pinged) {
        abandon('The simulator did not answer any more; it has been restarted.');
        return;
      }
      if (silent) asked.postMessage({ type: 'cancel', id: nextId++, target: 0 });
      if (port) watch(port, silent);
    }, SILENT_MS);
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
    if (answer.type === 'part') {
      call.onPart?.(answer);
      return;
    }
    if (answer.type === 'judging') {
      call.onJudging?.(answer.steps, answer.limit);
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

  function call<R>(
    request: Calling,
    options: OpenOptions & JudgeOptions & Pick<Call, 'onPart'> = {},
  ): Promise<R> {
    const id = nextId++;
    return new Promise<R>((resolve, reject: (error: LabError) => void) => {
      const { signal, onProgress, onJudging, onPart } = options;
      if (signal?.aborted) {
        reject(new LabError('cancelled', 'Cancelled.'));
        return;
      }
      const onAbort = () => cancel(id);
      const settle = () => signal?.removeEventListener('abort', onAbort);
      calls.set(id, {
        onProgress,
        onJudging,
        onPart,
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
        const asked = connect();
        asked.postMessage({ ...request, id } as Request);
        if (!watching) watch(asked);
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
    start() {
      try {
        connect();
      } catch {}
    },
    async open(spec, options = {}) {
      const previous = (options.base !== undefined && runs.get(options.base)) || null;
      const base = previous && options.base !== undefined ? options.base - generation * GENERATION : null;
      const born = generation;
      const parts: Part[] = [];
      const ask = (request: OpenRequest) =>
        call<Opened>(request, { ...options, onPart: (part) => parts.push(part) });
      const whole: OpenRequest = { type: 'open', spec, base, valid: options.valid ?? false };
      const less = previous && lessOf(whole, previous);
      const opened = await (less === null
        ? ask(whole)
        : ask(less).catch((error) => {
            // The worker has let go of the run this one is told by.
            if (error instanceof LabError && error.code === 'gone') return ask(whole);
            throw error;
          }));
      const resolved = previous ? resolvedFrom(previous.resolved, opened) : opened.resolved;
      const trace = { ...applyPatch(previous?.trace ?? null, opened.patch, parts), nodes: resolved.nodes };
      const run = opened.run + born * GENERATION;
      if (born === generation) {
        runs.set(run, { spec, resolved, trace });
        let rows = [...runs.values()].reduce((sum, held) => sum + held.trace.rows, 0);
        for (const [old, held] of runs) {
          if (runs.size === 1 || (runs.size <= HELD && rows <= HELD_ROWS)) break;
          runs.delete(old);
          rows -= held.trace.rows;
        }
      }
      // Reading a long run and drawing it are two pieces of work: between them the page may hear a key.
      if (trace.rows > LONG_ROWS) await new Promise((resolve) => setTimeout(resolve, 0));
      return { run, resolved, trace, index: opened.index };
    },
    world: async (run, step) => call<WorldState>({ type: 'world', run: theirs(run), step }),
    step: async (run, step) => call<StepDetail>({ type: 'step', run: theirs(run), step }),
    judge: async (run, model, options = {}) =>
      call<RunJudgement>({ type: 'judge', run: theirs(run), model, effort: options.effort ?? 0 }, options),
    stamps: async (run, steps) => call({ type: 'stamps', run: theirs(run), steps }),
    order: async (run, a, b) => call({ type: 'order', run: theirs(run), a, b }),
    busy: () => calls.size > 0,
    onIdle: () => (calls.size === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
  };
}

type OpenRequest = Extract<Calling, { type: 'open' }>;

/** The same request without the inputs that the worker has already; null if it has none of them. */
function lessOf(request: OpenRequest, { spec: old }: Known): OpenRequest | null {
  const { spec } = request;
  if (!hasInputs(old) || !hasInputs(spec)) return null;
  const kept = sharedEnds(old.inputs, spec.inputs);
  return kept && { ...request, spec: { ...spec, inputs: between(spec.inputs, kept) }, kept };
}

function hasInputs(spec: unknown): spec is { readonly inputs: readonly unknown[] } {
  return typeof spec === 'object' && spec !== null && 'inputs' in spec && Array.isArray(spec.inputs);
}

/** What an edit has not changed stays the same objects: whoever derived something from them need not do it again. */
function resolvedFrom(before: ResolvedRun, { resolved, kept }: Opened): ResolvedRun {
  if (kept === null) return shared(before, resolved);
  const { spec } = resolved;
  const inputs = joined(before.spec.inputs, kept, spec.inputs);
  return shared(before, { ...resolved, spec: { ...spec, inputs } });
}

/** A worker that has not stopped by then is deaf. Its slices are a hundred times shorter. */
const DEAF_MS = 1000;
/** Runs of the n-th worker are numbered from n times this. */
const GENERATION = 1_000_000_000;
/** No more than the host holds: a base the host has let go would be simulated whole, with no rows kept. */
const HELD = 4;
/** And no more rows than this in all, but for the latest trace: a row takes about 40 bytes. */
const HELD_ROWS = 2_000_000;
/** Rows beyond which a run is shown in a task of its own. */
const LONG_ROWS = 50_000;
/** A worker is silent for so long at most, unless it is gone: its slices take a hundredth of it. */
const SILENT_MS = 3000;
