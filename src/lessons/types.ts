/** A lesson as it was read and checked. How each part is written: `docs/lessons.md`. */
import type { FaultType } from '../engine/faultkinds.ts';
import type { Input, Micros, NodeId, ResolvedRun, RunSpec } from '../engine/runspec.ts';
import type { Block } from './markdown.ts';

/** What is shown of a lesson where all of them are: `card.json`. */
export interface LessonCard {
  readonly title: string;
  /** The question worth asking, one sentence. */
  readonly question: string;
  readonly protocol: string;
  readonly minutes: number;
  /** Position in its track, from 1. */
  readonly order: number;
  /** Ids of lessons that should come before. */
  readonly after?: readonly string[];
}

/** Panels open one by one: the first step rarely needs more than the stage. `state`: the protocol's own panel beside it; `setup`: parameters and broken rules. */
export type Panel = 'stage' | 'state' | 'timeline' | 'events' | 'inspector' | 'setup';
export const PANELS: readonly Panel[] = ['stage', 'state', 'timeline', 'events', 'inspector', 'setup'];

export interface LessonRun {
  readonly spec: RunSpec;
  readonly resolved: ResolvedRun;
}

interface StepBase {
  readonly id: string;
  readonly title: string;
  readonly text: readonly Block[];
  readonly panels: readonly Panel[];
  /** Name of the run on show; or of the step whose run, as the student left it, goes on. */
  readonly run: string | { readonly of: string };
  /** A node as which the run can be looked at here; under a prediction it is, until it is locked in. */
  readonly as?: NodeId;
}

/** Plays from–to; nothing after `to` is there. */
export interface WatchStep extends StepBase {
  readonly kind: 'watch';
  readonly from: Micros;
  readonly to: Micros;
}

export interface Choice {
  readonly text: string;
  readonly right: boolean;
  /** What whoever picks a wrong one believes, in a sentence; empty for the right one. */
  readonly belief: string;
  readonly reply: readonly Block[];
  /** What would have to be true of the run for this choice to be right: JSON of a condition. */
  readonly when: unknown;
}

/** The run stands at `at` and is covered from there; once locked in it goes on to `to`. */
export interface PredictStep extends StepBase {
  readonly kind: 'predict';
  readonly at: Micros;
  readonly to: Micros;
  /** Whether faults and commands still to come are shown while their consequences are not. */
  readonly plan: boolean;
  readonly ask: string;
  readonly choices: readonly Choice[];
}

/** What may be done to the run of an exercise. */
export interface May {
  readonly faults: boolean | readonly FaultType[];
  readonly commands: boolean;
  readonly fire: boolean;
  /** Moving, changing and deleting what the run begins with. */
  readonly change: boolean;
  readonly params: boolean | readonly string[];
  readonly variants: boolean | readonly string[];
  readonly seed: boolean;
  readonly nodes: boolean;
  readonly until: boolean;
}

export type Edit =
  | { readonly add: Input }
  | { readonly remove: number }
  | { readonly change: number; readonly to: Input }
  | { readonly param: string; readonly value: unknown }
  | { readonly variant: string; readonly on: boolean }
  | { readonly nodes: string; readonly count: number }
  | { readonly seed: number }
  | { readonly until: Micros };

/** A run somebody might make in an exercise. */
export interface Attempt {
  readonly name: string;
  readonly spec: RunSpec;
}

export interface DoStep extends StepBase {
  readonly kind: 'do';
  readonly from: Micros;
  readonly goal: string;
  /** JSON of a condition; run 0 is the student's, run 1 the one that was given. */
  readonly until: unknown;
  readonly may: May;
  readonly hints: readonly [string, string, string];
  readonly solutions: readonly Attempt[];
  /** Each must not meet the goal. `reply`: what to say to it. */
  readonly wrongTurns: readonly (Attempt & { readonly reply: string })[];
  /** Said when a condition (JSON) holds and the goal is not met: the usual slips. */
  readonly replies: readonly { readonly when: unknown; readonly reply: string }[];
  /** Said when it is met. */
  readonly done: readonly Block[];
}

export interface ExplainStep extends StepBase {
  readonly kind: 'explain';
  readonly from: Micros;
  readonly to: Micros;
  readonly ask: string;
  /** JSON of a pattern of events: whoever picks a step of one is right. */
  readonly answer: unknown;
  readonly hints: readonly [string, string, string];
  /** Replies to wrong picks: the first pattern (JSON) that fits counts. */
  readonly replies: readonly { readonly when: unknown; readonly reply: string }[];
  /** To any other wrong pick. */
  readonly otherwise: string;
  readonly done: readonly Block[];
}

export type Step = WatchStep | PredictStep | DoStep | ExplainStep;

export interface ReviewCard {
  readonly front: string;
  readonly back: string;
}

export interface Lesson {
  readonly id: string;
  readonly track: string;
  readonly card: LessonCard;
  readonly runs: ReadonlyMap<string, LessonRun>;
  readonly steps: readonly Step[];
  readonly end: {
    /** Two sentences. */
    readonly idea: string;
    readonly next: readonly { readonly text: string; readonly link: string }[];
    readonly cards: readonly ReviewCard[];
    readonly sources: readonly string[];
  };
}
