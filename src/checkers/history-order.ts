/** Whether a history stands in the order of its own times. Lines are the order all the same: clocks of several machines are none. */
import type { History, Process } from './history.ts';

export interface Disorder {
  /** The first event that is earlier, by its time, than one before it in the history, and that one. */
  readonly at: number;
  readonly after: number;
}

/**
 * Logs of several clients put one behind the other look like a history and are none. Told by a step back in time that is longer than any
 * operation took: recorders who note the time before they take their turn are a little out of order, and right.
 */
export function disorder({ events }: History): Disorder | null {
  const timed = events.flatMap(({ at, process, type, time = -1 }) =>
    time < 0 ? [] : [{ at, process, type, time }],
  );
  const begun = new Map<Process, number>();
  let longest = 0;
  for (const { process, type, time } of timed) {
    if (type === 'invoke') begun.set(process, time);
    else longest = Math.max(longest, time - (begun.get(process) ?? time));
  }
  let latest = timed[0];
  for (const event of timed) {
    if (latest !== undefined && event.time < latest.time - longest) return { at: event.at, after: latest.at };
    if (latest === undefined || event.time > latest.time) latest = event;
  }
  return null;
}
