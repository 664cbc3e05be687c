/** What reading a log gives: its events as written, and what could not be read. Nothing is judged here (see `clocks.ts`). */

/** Characters of a log that is read at all. */
export const MAX_TEXT = 64_000_000;
/** Events that are read, over all executions of a log. */
export const MAX_EVENTS = 100_000;
/** Names of hosts in one execution, in front of events or inside clocks. Lines that bring in more are rejected. */
export const MAX_NAMES = 255;
/** The largest entry of a clock. */
export const MAX_COUNT = 2 ** 31 - 1;
/** Executions of a log that are kept. */
export const MAX_EXECUTIONS = 50;
/** Breaches that are listed; all are counted. */
export const MAX_LISTED = 200;
/** Lines left out that are listed; all are counted. */
export const MAX_REJECTED = 1000;

export interface LogEvent {
  /** Index into `Execution.hosts`. */
  readonly host: number;
  /** Line of its clock, from 1. */
  readonly line: number;
  readonly text: string;
  /** Pairs of a host's index and how many of its events are known; zeros are left out. */
  readonly clock: Int32Array;
  /** The clock as written. */
  readonly clockText: string;
  /** What other named groups of the pattern found. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface Rejected {
  readonly line: number;
  /** As written, cut short. */
  readonly text: string;
  /** One sentence. */
  readonly why: string;
}

export interface Execution {
  /** What the delimiter's group `trace` found before it, else ''. */
  readonly label: string;
  /** In the order in which they are first named. */
  readonly hosts: readonly string[];
  readonly events: readonly LogEvent[];
  readonly rejected: readonly Rejected[];
  readonly rejectedCount: number;
  /** Lines of which some part belongs to an event of `events`. */
  readonly lines: number;
}

export interface Log {
  /** The pattern that was used, and the delimiter ('' for none). */
  readonly pattern: string;
  readonly delimiter: string;
  /** Where the pattern came from: whoever asked, the log's first line, or found because it fits. */
  readonly origin: 'asked' | 'header' | 'found';
  readonly executions: readonly Execution[];
  /** Whether there was more than may be read: the rest was left out. */
  readonly cut: boolean;
}

/** How much a clock knows of a host. */
export function entryOf(event: LogEvent, host: number): number {
  const { clock } = event;
  for (let i = 0; i < clock.length; i += 2) if (clock[i] === host) return clock[i + 1] as number;
  return 0;
}
