/** Reads, judges and lays out a log, telling how far it is. */
import { causality, vectorClocks } from '../query/causality.ts';
import { indexTrace } from '../timeline/build.ts';
import { checkClocks } from './clocks.ts';
import type { Execution } from './log.ts';
import { LogReader } from './read.ts';
import { TICK, traceOf } from './trace.ts';
import type { ReadAnswer, ReadExecution, ReadRequest } from './wire.ts';

/** Events between two words of progress. */
const SLICE = 250;
/** Notes that cross at a time. */
const NOTES = 500;

/** Every answer in turn; the last is `done` or `refused`. */
export function* answers({ text, pattern, delimiter }: ReadRequest): Generator<ReadAnswer> {
  // The reader has come: from here on silence is a pattern's.
  yield { type: 'progress', line: 1, share: 0 };
  const opened = LogReader.open(text, { pattern, delimiter });
  if (!opened.ok) {
    yield { type: 'refused', why: opened.why };
    return;
  }
  const { reader } = opened;
  for (let over = false; !over; ) {
    yield { type: 'progress', ...reader.reached };
    over = reader.advance(SLICE);
  }
  const { executions, ...log } = reader.log();
  const read: ReadExecution[] = [];
  for (const execution of executions) {
    yield { type: 'progress', ...reader.reached };
    const whole = judged(execution);
    const { notes } = whole.trace;
    for (let at = 0; at < notes.length; at += NOTES) {
      yield { type: 'notes', execution: read.length, notes: notes.slice(at, at + NOTES) };
    }
    read.push({ ...whole, trace: { ...whole.trace, notes: [] } });
  }
  yield { type: 'done', reading: { ...log, executions: read } };
}

export function judged(execution: Execution): ReadExecution {
  const { label, events, rejected, rejectedCount, lines } = execution;
  const { breaches, count } = checkClocks(execution);
  const { trace, hidden } = traceOf(execution, breaches);
  const { trace: _, ...index } = indexTrace(trace, TICK);
  const order = causality(trace, index.heads);
  return {
    label,
    trace,
    index,
    causality: order,
    clocks: vectorClocks(order),
    hidden,
    events: events.length,
    rejected,
    rejectedCount,
    lines,
    breaches,
    breachCount: count,
  };
}
