/** What a search goes through: the ends of operations in the order of real time, and a list of them from which it takes some out. */
import type { Operation } from '../history.ts';

/**
 * An invocation by the position of its operation, a return as −1 − that position. Operations of unknown outcome never return; those
 * with a 1 in `without` are left out.
 */
export function eventsOf(operations: readonly Operation[], without: Uint8Array): Int32Array {
  const n = operations.length;
  // Position and operation in one number: sorting numbers is quick enough to be done at one go.
  const returns = new Float64Array(n);
  let known = 0;
  for (const [i, { outcome, returned }] of operations.entries()) {
    if (outcome === 'ok' && without[i] === 0) returns[known++] = returned * n + i;
  }
  const sorted = returns.subarray(0, known).sort();
  const events = new Int32Array(n + known);
  let [count, next] = [0, 0];
  for (let i = 0; i <= n; i++) {
    const invoked = i < n ? (operations[i] as Operation).invoked : Infinity;
    for (; next < known && (sorted[next] as number) < invoked * n; next++) {
      events[count++] = -1 - ((sorted[next] as number) % n);
    }
    if (i < n && without[i] === 0) events[count++] = i;
  }
  return events.subarray(0, count);
}

/** The front of the list, and what comes after its last event. */
export const HEAD = 0;
export const END = -1;

/** The events that are left, linked in the order of real time (Lowe, 2017). Events are numbered from 1, in that order too. */
export class EventList {
  readonly next: Int32Array;
  /** Operation of an event; −1 − operation for its return. */
  readonly event: Int32Array;
  /** Events of an operation; 0 for none. */
  readonly invocation: Int32Array;
  readonly return: Int32Array;
  private readonly previous: Int32Array;

  /** @param codes as `eventsOf` gives them; @param n how many operations there are */
  constructor(codes: Int32Array, n: number) {
    this.event = new Int32Array(codes.length + 1);
    this.next = new Int32Array(codes.length + 1);
    this.previous = new Int32Array(codes.length + 1);
    this.invocation = new Int32Array(n);
    this.return = new Int32Array(n);
    for (let e = 1; e <= codes.length; e++) {
      const code = codes[e - 1] as number;
      this.event[e] = code;
      this.previous[e] = e - 1;
      this.next[e - 1] = e;
      if (code < 0) this.return[-1 - code] = e;
      else this.invocation[code] = e;
    }
    this.next[codes.length] = END;
  }

  cut(e: number): void {
    const next = this.next[e] as number;
    const previous = this.previous[e] as number;
    this.next[previous] = next;
    if (next !== END) this.previous[next] = previous;
  }

  /** Undoes the latest `cut` not undone. */
  restore(e: number): void {
    const next = this.next[e] as number;
    this.next[this.previous[e] as number] = e;
    if (next !== END) this.previous[next] = e;
  }
}
