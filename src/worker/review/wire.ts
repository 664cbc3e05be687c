/** Messages between the page and the worker that makes questions for review. Types only. */
import type { RunSpec } from '../../engine/runspec.ts';
import type { KindId, Question } from '../../review/question.ts';

/** A run in which a rule is broken on purpose: what `promise` asks about. */
export interface BrokenRun {
  readonly spec: RunSpec;
  readonly variant: string;
  /** The scenario's title and its address. */
  readonly title: string;
  readonly lab: string;
}

/** Answered by one `Made` or `Unmade` with its `id`. The same kind, seed and run give the same question. */
export interface Wanted {
  readonly id: number;
  readonly kind: KindId;
  readonly seed: number;
  /** With `promise` only. */
  readonly broken: BrokenRun | null;
}

export interface Made {
  readonly type: 'made';
  readonly id: number;
  readonly question: Question;
}

/** `why`: one sentence for people. */
export interface Unmade {
  readonly type: 'unmade';
  readonly id: number;
  readonly why: string;
}
