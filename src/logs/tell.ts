/** What happened, in sentences on one line, without a page: for logs, and for the text of a run. */
import { listed, withArticle } from '../base/text.ts';
import { isFault } from '../engine/faultkinds.ts';
import type { Input } from '../engine/runspec.ts';
import { K, NO_NODE, type NoteRecord } from '../engine/trace.ts';
import { hitSentence } from '../timeline/faulthits.ts';
import { faultTurn, inVain } from '../timeline/faultturns.ts';
import { isHit } from '../timeline/hits.ts';
import { recordWords } from '../timeline/text.ts';
import { fill, inputTitle, titledCommand } from '../timeline/words.ts';
import type { RecordedRun } from './recorded.ts';

/** White space of any kind becomes one space: a sentence is one line of a log. */
export function oneLine(text: string): string {
  return text.replace(/[\s\u2028\u2029]+/g, ' ').trim();
}

export function nodeName({ trace }: RecordedRun, index: number): string {
  return index === NO_NODE ? 'the network' : (trace.nodes[index]?.id ?? '?');
}

export function noteSentence({ meta }: RecordedRun, note: NoteRecord): string {
  const known = meta.notes.find(({ id }) => id === note.id);
  if (known) return oneLine(fill(known.text, { ...note.fields, node: note.node }));
  if (note.id === '!error') return oneLine(`${note.node} fails: ${note.fields.message ?? 'unknown error'}`);
  if (note.id === '!disk') {
    const said = String(note.fields.message ?? 'has trouble with its disk');
    return oneLine(`${note.node} ${said.replace(/\w+\[\d+\]/g, recordWords)}`);
  }
  return oneLine(`${note.node}: ${note.id}`);
}

/** The message that left in this row: "vote request". */
function messageTitle({ meta, trace }: RecordedRun, send: number): string {
  return meta.messages[trace.columns.ref[send] as number]?.title ?? 'message';
}

/** What gave rise to a node's step, from its head: "S1 receives a vote request from S3". */
export function headSentence(run: RecordedRun, head: number): string {
  const { trace, meta, resolved } = run;
  const { kind, node, peer, cause, ref, time } = trace.columns;
  const who = nodeName(run, node[head] as number);
  switch (kind[head]) {
    case K.start:
      return (time[head] as number) === 0 ? `${who} starts` : `${who} restarts`;
    case K.deliver: {
      const what = withArticle(messageTitle(run, cause[head] as number));
      return `${who} receives ${what} from ${nodeName(run, peer[head] as number)}`;
    }
    case K.timer: {
      const timer = meta.timers[ref[head] as number];
      return timer ? `${who}’s ${timer.title} runs out` : `A timer of ${who} runs out`;
    }
    case K.command: {
      const input = resolved.spec.inputs[ref[head] as number];
      if (!input || !('command' in input)) return `${who} takes a command`;
      const command = titledCommand(input.command, meta);
      return `${who} takes a command: ${command.charAt(0).toLowerCase()}${command.slice(1)}`;
    }
    case K.sync:
      return `${who}’s write is safe on disk`;
    default:
      return `${who} acts`;
  }
}

/** A step of a node in one line: what came of it, or else what it was; and what it sent, to whom. */
export function stepSentence(run: RecordedRun, from: number, to: number): string {
  const { kind, ref } = run.trace.columns;
  const notes: string[] = [];
  const sent = new Map<string, string[]>();
  for (let row = from; row < to; row++) {
    if (kind[row] === K.note || kind[row] === K.error) {
      const note = run.trace.notes[ref[row] as number];
      if (note) notes.push(noteSentence(run, note));
    } else if (kind[row] === K.send) {
      const title = messageTitle(run, row);
      const receiver = nodeName(run, run.trace.columns.peer[row] as number);
      sent.set(title, [...(sent.get(title) ?? []), receiver]);
    }
  }
  const sends = [...sent].map(
    ([title, receivers]) => `sends ${withArticle(title)} to ${listed([...new Set(receivers)])}`,
  );
  return oneLine([...(notes.length > 0 ? notes : [headSentence(run, from)]), ...sends].join('; '));
}

/** A row that tells of an input: its start or end, what it struck, or that it found nothing. Null for any other row. */
export function inputSentence(run: RecordedRun, row: number): string | null {
  const { trace, meta, resolved } = run;
  const { kind, ref, epoch, cause } = trace.columns;
  const input: Input | undefined = resolved.spec.inputs[ref[row] as number];
  if (!input || (kind[row] !== K.fault && kind[row] !== K.ignored)) return null;
  const told = { meta, trace, inputs: resolved.spec.inputs };
  if (kind[row] === K.ignored) return oneLine(inVain(told, row, input));
  if (!('fault' in input)) return oneLine(inputTitle(input, meta));
  if (!isHit(trace.columns, row)) {
    const struck = epoch[row] === 1 && hasStruck(run, row);
    return oneLine(faultTurn(told, row, input.fault, struck));
  }
  if (!isFault(input, 'drop', 'delay', 'duplicate', 'reorder', 'corrupt', ...WRITES)) return null;
  const send = cause[row] as number;
  const what = kind[send] === K.send ? `The ${messageTitle(run, send)} ${linkOf(run, send)}` : 'The write';
  return oneLine(hitSentence(trace, resolved.spec.inputs, row, input.fault, what, (s) => arrives(run, s)));
}

/** Whether a message is handled, or lost, before the run ends. */
function arrives({ trace: { columns, rows } }: RecordedRun, send: number): boolean {
  const { kind, cause } = columns;
  for (let row = send + 1; row < rows; row++)
    if (cause[row] === send && (kind[row] === K.deliver || kind[row] === K.lost)) return true;
  return false;
}

/** Of an input that ends in this row: whether it found what it waited for. */
function hasStruck({ trace: { columns } }: RecordedRun, end: number): boolean {
  for (let row = end - 1; row >= 0; row--) {
    if (columns.kind[row] !== K.fault || columns.ref[row] !== columns.ref[end]) continue;
    if (isHit(columns, row)) return true;
    // Its start.
    if (columns.epoch[row] === 0) return false;
  }
  return false;
}

const WRITES = ['lostWrite', 'tornWrite', 'misdirectedWrite'] as const;

function linkOf(run: RecordedRun, row: number): string {
  const { node, peer } = run.trace.columns;
  return `${nodeName(run, node[row] as number)} → ${nodeName(run, peer[row] as number)}`;
}
