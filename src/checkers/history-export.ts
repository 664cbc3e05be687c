/** The history of a run as Jepsen would have recorded it, for other checkers. */
import type { OperationRecord } from '../engine/trace.ts';
import { type History, type HistoryEvent, historyFromTrace, type Recorded } from './history.ts';

const NANOSECONDS = 1000;

/**
 * Every invocation has a completion: one that nobody answered (the client crashed or gave up, or the run ended) is completed as `info`,
 * at the latest when its client goes on, under a new process number. Times are Jepsen's nanoseconds, from the start of the run.
 */
export function exportedHistory(trace: Recorded): History {
  const { events, place } = historyFromTrace(trace);
  const byInvocation = new Map(trace.operations.map((operation) => [operation.invokeRow, operation]));
  /** By client: the event that opened what it has no answer to. */
  const open = new Map<string, HistoryEvent>();
  const written: HistoryEvent[] = [];
  let last = 0;
  const giveUp = (event: HistoryEvent, at: number, time: number) =>
    written.push({ ...event, type: 'info', at, time });
  for (const event of events) {
    const time = (event.time ?? 0) * NANOSECONDS;
    last = time;
    if (event.type === 'invoke') {
      const { node, replyRow } = byInvocation.get(event.at) as OperationRecord;
      const unanswered = open.get(node);
      if (unanswered) giveUp(unanswered, event.at, time);
      open.delete(node);
      if (replyRow < 0) open.set(node, event);
    }
    written.push({ ...event, time });
  }
  for (const event of open.values()) giveUp(event, event.at, last);
  return { events: written, place };
}
