/**
 * Messages between page and worker. Types only: the page may import this file, nothing else of the worker.
 * Every request has an `id` and is answered by exactly one `done` or `failed` with it; `progress` and `part` may come before.
 */
import type { Ends } from '../base/ends.ts';
import type { RunJudgement } from '../checkers/run-history.ts';
import type { ListsPatch } from '../engine/builder.ts';
import type { StepDetail, WorldState } from '../engine/inspect.ts';
import type { ResolvedRun } from '../engine/runspec.ts';
import type { Columns, Trace } from '../engine/trace.ts';
import type { Leg, Relation } from '../query/causality.ts';
import type { Stamp } from '../query/stamps.ts';
import type { LooseIndex } from '../timeline/index.ts';

export type { RunJudgement } from '../checkers/run-history.ts';
export type { Stamp } from '../query/stamps.ts';

/** The lists of a trace that grow with the run. */
export type ListName = 'notes' | 'operations' | 'statuses' | 'violations';

/** A trace as it crosses: what sets it apart from the trace of the run it is an edit of, which the page has. */
export interface TracePatch {
  /** Rows and steps before these numbers are those of the base. Both 0 for a new run. */
  readonly keepRows: number;
  readonly keepSteps: number;
  /** First row of `columns`: `keepRows`, or 0 where putting two long parts together would hold up the page. */
  readonly from: number;
  readonly columns: Columns;
  /** Tails that came ahead as `part` are empty here. */
  readonly lists: ListsPatch;
  readonly rest: Omit<Trace, 'columns' | 'ruleIds' | ListName>;
}

/** Entries of one list of the trace that is on its way, in order: the page reads a message in one go, so long ones are cut up. */
export type Part = {
  [L in ListName]: {
    readonly type: 'part';
    readonly id: number;
    readonly list: L;
    readonly items: Trace[L];
  };
}[ListName];

export type Request =
  /**
   * Simulates a spec (or an edited version of the open run). `valid`: the page knows that it is, having read it out of a link or found it
   * among the runs that are shipped; whoever checks is then not waited for. `kept`: the inputs that the spec shares
   * with the base, and that its own leave out; a base that is not held is then `gone`. Answer: Opened.
   */
  | {
      readonly type: 'open';
      readonly id: number;
      readonly spec: unknown;
      readonly base: number | null;
      readonly valid?: boolean;
      readonly kept?: Ends | null;
    }
  /** State of the world right after a step of the run `run`. Answer: WorldState. */
  | { readonly type: 'world'; readonly id: number; readonly run: number; readonly step: number }
  /** Answer: StepDetail. */
  | { readonly type: 'step'; readonly id: number; readonly run: number; readonly step: number }
  /**
   * Whether a single copy of the data could have given the answers that the clients of the run saw. `model`: what they operated on;
   * `effort`: how hard to look, from 0. Answer: RunJudgement; `judging` may come before.
   */
  | {
      readonly type: 'judge';
      readonly id: number;
      readonly run: number;
      readonly model: string;
      readonly effort: number;
    }
  /** Stamps of some steps, in their order. Answer: a list of Stamp, null for what is no event. */
  | { readonly type: 'stamps'; readonly id: number; readonly run: number; readonly steps: readonly number[] }
  /** How step `a` stands to step `b`. Answer: EventOrder. */
  | {
      readonly type: 'order';
      readonly id: number;
      readonly run: number;
      readonly a: number;
      readonly b: number;
    }
  /** Stops the request with that id; it then fails with code `cancelled`. */
  | { readonly type: 'cancel'; readonly id: number; readonly target: number };

/** How one step stands to another. */
export interface EventOrder {
  /** `before`: the first happened before the second. */
  readonly relation: Relation;
  /** From the earlier to the later, where one happened before the other; else empty. Consecutive legs meet. */
  readonly path: readonly Leg[];
  /** Of the first and of the second. */
  readonly stamps: readonly [Stamp | null, Stamp | null];
}

/** What comes of a request that was met. */
export type Result =
  | Opened
  | WorldState
  | StepDetail
  | RunJudgement
  | readonly (Stamp | null)[]
  | EventOrder
  | null;

export interface Opened {
  /** Names this trace in later requests and as `base` of the next edit. */
  readonly run: number;
  readonly resolved: ResolvedRun;
  /** The inputs that the spec in `resolved` shares with that of the base, and leaves out. */
  readonly kept: Ends | null;
  readonly patch: TracePatch;
  /** Of the whole trace. */
  readonly index: LooseIndex;
}

export type Answer =
  | {
      readonly type: 'done';
      readonly id: number;
      readonly result: Result;
    }
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
    }
  | Part
  /** Steps done so far, of those it may take before it gives up. */
  | { readonly type: 'judging'; readonly id: number; readonly steps: number; readonly limit: number };

/**
 * An answer as it crosses. What is neither short nor columns crosses as JSON text, which a page parses in a third of the time in
 * which it reads a structured clone. Nothing is lost: a trace's lists, a spec and its resolution are JSON.
 */
export type Packed =
  | Exclude<Answer, Part>
  | {
      readonly type: 'packed notes';
      readonly id: number;
      readonly notes: PackedNotes;
    }
  | {
      readonly type: 'opened';
      readonly id: number;
      /** JSON of `Opened` but for `index`, the columns of `patch` and the notes that are new. */
      readonly text: string;
      readonly notes: PackedNotes;
      readonly columns: Columns;
      readonly index: LooseIndex;
    }
  | {
      readonly type: 'packed part';
      readonly id: number;
      readonly list: ListName;
      /** JSON of the items. */
      readonly text: string;
    };

/** Notes are what a run has most of, beside its rows: only their fields are text. */
export interface PackedNotes {
  readonly rows: Int32Array;
  /** Of each, where its id and its node stand in `words`. */
  readonly ids: Uint16Array;
  readonly nodes: Uint16Array;
  readonly words: readonly string[];
  /** JSON of the fields of all. */
  readonly fields: string;
}

/** To the worker that tries seeds: the run with the seeds `first`, `first + 1`, …, `count` of them. */
export interface SeedRequest {
  readonly spec: unknown;
  readonly first: number;
  readonly count: number;
}

/** How a run under another seed went. */
export interface SeedOutcome {
  readonly seed: number;
  /** The promises that broke, in the order in which they did; `at` in µs. */
  readonly broken: readonly { readonly property: string; readonly at: number; readonly why: string }[];
  /** It hit a bound: what comes after that is not known. */
  readonly stopped: boolean;
}

/** Any number of `some`, then one of the others. `why`: one sentence for people. */
export type SeedAnswer =
  | { readonly type: 'some'; readonly outcomes: readonly SeedOutcome[] }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly why: string };
