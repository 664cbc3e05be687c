/** Keeps the run on show equal to the document, and what is known of the cursor's moment equal to the cursor. */
import type { StoreApi } from 'zustand/vanilla';
import type { Lab, Progress } from '../../client/lab.ts';
import type { Meta } from '../../engine/meta.ts';
import type { Micros, RunSpec } from '../../engine/runspec.ts';
import { createHeld, type Held } from '../branches/held.ts';
import { runsOf } from '../branches/runs.ts';
import type { DocumentState, LabDocument } from '../stores/document.ts';
import { makeRun, type SessionState } from '../stores/session.ts';
import type { EarlyRun } from './early.ts';

export interface Runner {
  /** Loads a document and simulates it, unless that has begun already; the cursor starts at `time`. */
  open(
    meta: Meta,
    document: LabDocument,
    time: Micros,
    early?: EarlyRun | null,
    original?: LabDocument,
  ): void;
  /** Whether a simulation or a look at a moment is still wanted. */
  busy(): boolean;
  dispose(): void;
}

export interface RunnerOptions {
  readonly lab: Lab;
  readonly documents: StoreApi<DocumentState>;
  readonly session: StoreApi<SessionState>;
  /** Finished runs of the document's branches. */
  readonly held?: Held;
}

interface Job {
  readonly spec: RunSpec;
  readonly time: Micros | undefined;
  readonly early?: EarlyRun | null;
  /** The run on show once more, for a worker that took the place of one that died. Nothing on the page changes. */
  readonly restores?: true;
  /** The worker has died of it once. */
  readonly again?: true;
}

/** How often in a row a run is given back to a worker that died of it. */
const MOST_RESTORES = 2;

export function createRunner({ lab, documents, session, held = createHeld() }: RunnerOptions): Runner {
  let base: number | undefined;
  let wanted: Job | null = null;
  let opening: AbortController | null = null;
  /** What was being opened when a run that is held already was turned to: nobody waits for it. */
  let overtaken: AbortController | null = null;
  let disposed = false;
  /** Whether whoever looks on has had enough of the simulation under way. */
  let stopped = false;
  /** Restored so often since a moment was last seen. */
  let restores = 0;
  /** A document being loaded is opened as a whole, not as an edit. */
  let loading = false;

  async function simulate(): Promise<void> {
    while (wanted !== null && !disposed) {
      const job: Job = wanted;
      wanted = null;
      const abort = job.early?.abort ?? new AbortController();
      opening = abort;
      stopped = false;
      const stop = () => {
        stopped = true;
        abort.abort();
      };
      const running = (progress: number | null) =>
        session.getState().set({ status: { kind: 'running', progress, stop } });
      // An edit that takes no longer than a blink is not worth a word: the page would only flicker.
      if (session.getState().run === null) running(null);
      const onProgress = ({ time, until }: Progress) => {
        if (!abort.signal.aborted && !job.restores) running(until > 0 ? time / until : null);
      };
      if (job.early) job.early.onProgress = onProgress;
      try {
        const opened = await (job.early?.result ??
          lab.open(job.spec, { ...(base === undefined ? {} : { base }), signal: abort.signal, onProgress }));
        if (disposed) return;
        const run = makeRun(opened.run, opened.resolved, opened.trace, opened.index);
        const { document } = documents.getState();
        held.put(job.spec, run, document === null ? [] : runsOf(document).map(({ spec }) => spec));
        if (overtaken === abort) continue;
        base = opened.run;
        if (job.restores) session.getState().set({ run });
        else session.getState().show(run, job.time);
      } catch (error) {
        if (disposed) return;
        if (overtaken === abort) continue;
        const code = codeOf(error);
        if (code === 'gone' && base !== undefined) {
          base = undefined;
          wanted ??= job;
        } else if (code === 'crashed' && !job.again && !stopped) {
          base = undefined;
          wanted ??= { ...job, early: null, again: true };
        } else if (stopped) {
          const again = () => want({ ...job, early: null });
          session.getState().set({ status: { kind: 'stopped', again } });
        } else if (code !== 'cancelled' || wanted === null) {
          session.getState().set({ status: { kind: 'failed', why: sentenceOf(error) } });
        }
        // A job cancelled before its first showing still says where the cursor goes.
        if (code === 'cancelled' && wanted !== null && wanted.time === undefined) {
          wanted = { spec: wanted.spec, time: job.time };
        }
      } finally {
        opening = null;
      }
    }
  }

  function want(job: Job): void {
    const there = job.restores ? undefined : held.get(job.spec);
    if (there !== undefined) {
      wanted = null;
      overtaken = opening;
      opening?.abort();
      base = there.id;
      session.getState().show(there, job.time);
      return;
    }
    wanted = job;
    if (opening === null) void simulate();
    // While the hand moves every finished run is shown; once it has let go, only the last one matters.
    else if (documents.getState().gesture === null) opening.abort();
  }

  /** The worker that held the run on show is gone: another gets it. */
  function restore(code: string): void {
    const { run } = session.getState();
    if (run === null || opening !== null || wanted !== null || disposed) return;
    if (code !== 'gone' && code !== 'crashed') return;
    if (restores++ >= MOST_RESTORES) {
      const why = 'The simulator stopped again and again; what a moment looked like inside cannot be shown.';
      session.getState().set({ status: { kind: 'failed', why } });
      return;
    }
    base = undefined;
    held.clear();
    want({ spec: run.resolved.spec, time: undefined, restores: true });
  }

  const isShown = (run: number) => session.getState().run?.id === run;
  const moment = latest(
    // The earlier one first: the worker goes on from it to the later. All at once: the page draws them in one go.
    async (run, step) => {
      const [before, world, detail] = await Promise.all([
        step > 0 ? lab.world(run, step - 1) : null,
        lab.world(run, step),
        lab.step(run, step),
      ]);
      return { before, world, detail };
    },
    isShown,
    (answer) => {
      restores = 0;
      session.getState().set(answer);
    },
    (error) => restore(codeOf(error)),
  );

  const stopDocuments = documents.subscribe((now, before) => {
    if (now.document !== null && before.document !== null && now.document.spec !== before.document.spec) {
      if (!loading) want({ spec: now.document.spec, time: undefined });
    }
  });
  const stopSession = session.subscribe((now, before) => {
    if (now.run === null) return;
    if (now.run === before.run && now.cursor.step === before.cursor.step) return;
    if (now.run.trace.steps === 0) return;
    moment.ask(now.run.id, now.cursor.step);
  });

  return {
    open(meta, document, time, early, original) {
      loading = true;
      session.getState().reset(meta);
      held.clear();
      documents.getState().load(document, original);
      loading = false;
      base = undefined;
      want({ spec: document.spec, time, early });
    },
    busy: () => wanted !== null || opening !== null || moment.busy(),
    dispose() {
      disposed = true;
      wanted = null;
      opening?.abort();
      stopDocuments();
      stopSession();
      moment.drop();
    },
  };
}

/** One question at a time, and of those that come meanwhile only the last: scrubbing asks hundreds. */
function latest<T>(
  fetch: (run: number, step: number) => Promise<T>,
  stillShown: (run: number) => boolean,
  put: (answer: T) => void,
  failed: (error: unknown) => void,
) {
  let next: { run: number; step: number } | null = null;
  let asking = false;
  let dropped = false;
  async function go(): Promise<void> {
    asking = true;
    while (next !== null) {
      const { run, step } = next;
      next = null;
      try {
        const answer = await fetch(run, step);
        if (!dropped && stillShown(run)) put(answer);
      } catch (error) {
        // Of a run that was replaced while we asked nothing is wanted: the new one is asked about as soon as it is shown.
        if (!dropped && next === null && stillShown(run)) failed(error);
      }
    }
    asking = false;
  }
  return {
    ask(run: number, step: number) {
      next = { run, step };
      if (!asking) void go();
    },
    busy: () => asking,
    drop() {
      dropped = true;
      next = null;
    },
  };
}

function codeOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'crashed';
}

function sentenceOf(error: unknown): string {
  return error instanceof Error && error.message !== ''
    ? error.message
    : 'The simulation stopped unexpectedly.';
}
