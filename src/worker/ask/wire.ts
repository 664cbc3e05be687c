/** Messages between page and the worker that asks conditions. Types only. */
import type { Finding } from '../../query/condition/evaluate.ts';

/** Are these runs as they should be? Answered by one `Answered` or `Unanswered` with its `id`; a later question overtakes it. */
export interface Question {
  readonly id: number;
  /** Run 0, and what it is compared with. */
  readonly specs: readonly unknown[];
  /** JSON of conditions. */
  readonly conditions: readonly unknown[];
  /** JSON of patterns of events, looked for in run 0. */
  readonly patterns: readonly unknown[];
}

export interface Answered {
  readonly type: 'answered';
  readonly id: number;
  /** One for each condition. */
  readonly findings: readonly Finding[];
  /** For each pattern the steps it means. */
  readonly steps: readonly (readonly number[])[];
}

/** `why`: one sentence for people. */
export interface Unanswered {
  readonly type: 'unanswered';
  readonly id: number;
  readonly why: string;
}
