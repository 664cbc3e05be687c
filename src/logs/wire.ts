/** The language between a page and the worker that reads logs. One request, any number of `progress`, then `done` or `refused`. */
import type { Trace } from '../engine/trace.ts';
import type { Breach } from './clocks.ts';
import type { Log, Rejected } from './log.ts';
import type { ReadOptions } from './read.ts';

export interface ReadRequest extends ReadOptions {
  readonly text: string;
}

/** One execution, read, judged and laid out. */
export interface ReadExecution {
  readonly label: string;
  readonly trace: Trace;
  /** Hosts with events that got no lane. */
  readonly hidden: readonly string[];
  /** Events in all, those of hidden hosts too. */
  readonly events: number;
  readonly rejected: readonly Rejected[];
  readonly rejectedCount: number;
  readonly lines: number;
  readonly breaches: readonly Breach[];
  readonly breachCount: number;
}

export interface Reading extends Omit<Log, 'executions'> {
  readonly executions: readonly ReadExecution[];
}

export type ReadAnswer =
  | { readonly type: 'progress'; readonly line: number; readonly share: number }
  | { readonly type: 'done'; readonly reading: Reading }
  /** One sentence for people. */
  | { readonly type: 'refused'; readonly why: string };
