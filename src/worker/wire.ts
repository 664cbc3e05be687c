/**
 * Messages between page and worker. Types only: the page may import this file, nothing else of the worker.
 * Every request has an `id` and is answered by exactly one `done` or `failed` with it; `progress` may come before.
 */
import type { StepDetail, WorldState } from '../engine/inspect.ts';
import type { ResolvedRun } from '../engine/runspec.ts';
import type { Columns, Trace } from '../engine/trace.ts';

/** What is kept of the previous trace: rows and steps before these numbers are unchanged. Both 0 for a new run. */
export interface TracePatch {
  readonly keepRows: number;
  readonly keepSteps: number;
  /** Rows from `keepRows` on. */
  readonly tail: Columns;
  /** Everything else of the trace, whole: lists are short beside the columns. */
  readonly rest: Omit<Trace, 'columns'>;
}

export type Request =
  /** Simulates a spec given as JSON text (or an edited version of the open run). Answer: Opened. */
  | { readonly type: 'open'; readonly id: number; readonly spec: unknown; readonly base: number | null }
  /** State of the world right after a step of the run `run`. Answer: WorldState. */
  | { readonly type: 'world'; readonly id: number; readonly run: number; readonly step: number }
  /** Answer: StepDetail. */
  | { readonly type: 'step'; readonly id: number; readonly run: number; readonly step: number }
  /** Stops the request with that id; it then fails with code `cancelled`. */
  | { readonly type: 'cancel'; readonly id: number; readonly target: number };

export interface Opened {
  /** Names this trace in later requests and as `base` of the next edit. */
  readonly run: number;
  readonly resolved: ResolvedRun;
  readonly patch: TracePatch;
}

export type Answer =
  | { readonly type: 'done'; readonly id: number; readonly result: Opened | WorldState | StepDetail | null }
  /** `bad-input`: one sentence for people. `gone`: the run is no longer held. `cancelled`. `crashed`: our fault. */
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly code: 'bad-input' | 'gone' | 'cancelled' | 'crashed';
      readonly why: string;
    }
  | {
      readonly type: 'progress';
      readonly id: number;
      readonly rows: number;
      readonly time: number;
      readonly until: number;
    };
