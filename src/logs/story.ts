/**
 * A run as text that a person reads: a line for everything that came of something, in the field's words. Messages that came to nothing and
 * timers that only start again are left out; the JSON lines have them.
 */
import type { Meta } from '../engine/meta.ts';
import { ENGINE_PARAMS } from '../engine/params.ts';
import { K, type OperationRecord } from '../engine/trace.ts';
import { formatMs, formatRange } from '../timeline/text.ts';
import { operationLabel } from '../timeline/words.ts';
import type { RunWords } from './formats.ts';
import { type RecordedRun, stepsOf } from './recorded.ts';
import { headSentence, inputSentence, nodeName, noteSentence, oneLine } from './tell.ts';

export function* storyLines(run: RecordedRun, words: RunWords = {}): Generator<string> {
  const { trace, meta } = run;
  for (const said of [words.title, words.claim]) if (said) yield oneLine(said);
  yield* heading(run);
  const width = formatTime(trace.end).length;
  const at = (row: number, text: string) =>
    `${formatTime(trace.columns.time[row] as number).padStart(width)} ms  ${text}`;
  const broken = new Map<number, string[]>();
  for (const { property, step, why } of trace.violations) {
    const title = meta.properties.find(({ id }) => id === property)?.title ?? property;
    const said = `! broken: ${oneLine(title)} (${property}). ${oneLine(why)}`;
    broken.set(step, [...(broken.get(step) ?? []), said]);
  }
  for (const { step, from, to } of stepsOf(trace)) {
    for (let row = from; row < to; row++) {
      const text = rowText(run, row);
      if (text !== null) yield at(row, text);
    }
    for (const text of broken.get(step) ?? []) yield at(from, text);
  }
  if (trace.stopped) yield at(trace.rows - 1, `! ${oneLine(trace.stopped.why)}`);
  if (trace.operations.length > 0) {
    yield '';
    yield 'What clients asked for, and were told:';
    for (const operation of trace.operations) yield operationLine(run, operation);
  }
  if (trace.violations.length === 0 && meta.properties.length > 0) {
    yield '';
    yield 'No promise is broken.';
  }
}

function* heading({ meta, resolved, trace }: RecordedRun): Generator<string> {
  const { spec } = resolved;
  const roles = meta.roles.map((role) => {
    const count = trace.nodes.filter((node) => node.role === role.id).length;
    return `${count} ${count === 1 ? role.title : role.plural}`;
  });
  yield `${meta.title}: ${roles.join(', ')}, seed ${spec.seed}${trace.hash === null ? '' : `, run ${trace.hash}`}`;
  const params = Object.entries(spec.params);
  if (params.length > 0) yield `With ${params.map(([id, value]) => paramText(meta, id, value)).join(', ')}`;
  for (const id of spec.variants) {
    const title = meta.variants.find((variant) => variant.id === id)?.title ?? id;
    yield `Broken on purpose: ${oneLine(title)} (${id})`;
  }
  yield '';
}

/** "election timeout 150–300 ms" */
function paramText(meta: Meta, id: string, value: unknown): string {
  const known = [...meta.params, ...ENGINE_PARAMS].find((param) => param.id === id);
  if (!known) return `${id} ${JSON.stringify(value)}`;
  const times = 'unit' in known && known.unit === 'µs';
  if (known.kind === 'range' && Array.isArray(value)) {
    const range = value as unknown as readonly [number, number];
    return `${known.title} ${times ? formatRange(range) : range.join('–')}`;
  }
  if (known.kind === 'bool') return `${known.title}: ${value === true ? 'yes' : 'no'}`;
  return `${known.title} ${times && typeof value === 'number' ? formatMs(value) : String(value)}`;
}

/** What a row adds to the story, null for nothing. Faults are set off by a dash. */
function rowText(run: RecordedRun, row: number): string | null {
  const { kind, node, ref, time } = run.trace.columns;
  switch (kind[row]) {
    case K.note:
    case K.error: {
      const note = run.trace.notes[ref[row] as number];
      return note ? noteSentence(run, note) : null;
    }
    case K.fault:
    case K.ignored: {
      const said = inputSentence(run, row);
      return said === null ? null : `— ${said}`;
    }
    case K.undone:
      return `— ${nodeName(run, node[row] as number)}’s write was not yet safe on disk, and is undone`;
    case K.start:
      return (time[row] as number) > 0 ? headSentence(run, row) : null;
    case K.command:
      return headSentence(run, row);
    default:
      return null;
  }
}

function operationLine({ meta, trace }: RecordedRun, operation: OperationRecord): string {
  const { node, invokeRow, replyRow } = operation;
  const time = (row: number) => `${formatTime(trace.columns.time[row] as number)} ms`;
  const when = replyRow < 0 ? `from ${time(invokeRow)}` : `${time(invokeRow)} to ${time(replyRow)}`;
  return oneLine(`${node}: ${operationLabel(operation, meta)} (${when})`);
}

/** Milliseconds, rounded to a tenth as the page rounds them: "492.3". */
function formatTime(time: number): string {
  return (Math.round(time / 100) / 10).toFixed(1);
}
