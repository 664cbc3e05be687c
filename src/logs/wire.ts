/**
 * The language between a page and the worker that reads logs. One request, any number of `progress`, then `refused`, or any number of
 * `notes` and `done`.
 */
import type { NoteRecord, Trace } from '../engine/trace.ts';
import type { Causality } from '../query/causality.ts';
import type { LooseIndex } from '../timeline/index.ts';
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
  /** What is derived from the trace, so that no page has to pass over all its rows. */
  readonly index: LooseIndex;
  readonly causality: Causality;
  /** As `vectorClocks` gives them. */
  readonly clocks: Uint32Array;
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
  /** Notes of an execution's trace, in order, some thousands at a time: a page reads a message in one go. In `done` its trace has none. */
  | { readonly type: 'notes'; readonly execution: number; readonly notes: readonly NoteRecord[] }
  | { readonly type: 'done'; readonly reading: Reading }
  /** One sentence for people. */
  | { readonly type: 'refused'; readonly why: string };
