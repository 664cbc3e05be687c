/**
 * A run as a log in ShiViz's format: two lines for every step of a node, its vector clock and what happened. The first line of all is
 * the pattern that reads it, the second is blank: there is one execution. What the network does (a cut, a crash as it strikes) is no
 * event of a host and ticks no clock, so it is not in the log; what nodes make of it is.
 */
import { isNodeStep } from '../engine/trace.ts';
import { causality, vectorClocks } from '../query/causality.ts';
import { type RecordedRun, stepsOf } from './recorded.ts';
import { stepSentence } from './tell.ts';

/** What GoVector writes, with the virtual time before the event. */
export const SHIVIZ_PATTERN = '(?<host>\\S*) (?<clock>{.*})\\n(?<time>[\\d.]+ ms) (?<event>.*)';

export function* shivizLines(run: RecordedRun): Generator<string> {
  const { trace } = run;
  const { kind, node, time } = trace.columns;
  yield SHIVIZ_PATTERN;
  yield '';
  const c = causality(trace);
  const clocks = vectorClocks(c);
  for (const { step, from, to } of stepsOf(trace)) {
    if (!isNodeStep(kind[from] as number)) continue;
    const clock: Record<string, number> = {};
    for (const { id, index } of trace.nodes) {
      const count = clocks[step * c.lanes + index] as number;
      if (count > 0) clock[id] = count;
    }
    yield `${trace.nodes[node[from] as number]?.id} ${JSON.stringify(clock)}`;
    yield `${(time[from] as number) / 1000} ms ${stepSentence(run, from, to)}`;
  }
}
