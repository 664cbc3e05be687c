/** Sentences for steps, inputs and messages, from `meta` and the trace alone: no worker, no protocol code. */
import type { CommandMeta, Meta } from '../engine/meta.ts';
import type { Command, Input, NthFault, WriteFault } from '../engine/runspec.ts';
import { isNodeStep, K, LOST_NODE_DOWN, NO_NODE, type NoteRecord } from '../engine/trace.ts';
import { faultEnds, faultHits, faultStarts } from '../timeline/faultevents.ts';
import { formOf } from '../timeline/faultforms.ts';
import { isDamaged, isHit, strikesOf } from '../timeline/hits.ts';
import { recordWords } from '../timeline/text.ts';
import { inputName as nameOfInput, inputTitle as titleOfInput } from '../timeline/words.ts';
import { isMajor } from './interesting.ts';
import type { Run } from './stores/session.ts';
import { capital, fill, withArticle } from './text.ts';

export { interestingSteps, isMajor } from './interesting.ts';

/** Rows [from, to) of a step. */
export function stepRows(run: Run, step: number): readonly [number, number] {
  const from = run.heads[step] ?? 0;
  const to = step + 1 < run.trace.steps ? (run.heads[step + 1] ?? run.trace.rows) : run.trace.rows;
  return [from, to];
}

export function nodeId(run: Run, index: number): string {
  return index === NO_NODE ? '' : (run.trace.nodes[index]?.id ?? '?');
}

/** The node a step belongs to, '' for the network's. */
export function stepNode(run: Run, step: number): string {
  return nodeId(run, run.trace.columns.node[run.heads[step] ?? 0] ?? NO_NODE);
}

/** `S3#17`, or 'network' for what no node did. */
export function stepName(run: Run, step: number): string {
  const ordinal = run.ordinals[step] ?? 0;
  return ordinal === 0 ? 'network' : `${stepNode(run, step)}#${ordinal}`;
}

/** The notes of a step in the order they were made. */
export function stepNotes(run: Run, step: number): readonly NoteRecord[] {
  const [from, to] = stepRows(run, step);
  const { kind, ref } = run.trace.columns;
  const notes: NoteRecord[] = [];
  for (let row = from; row < to; row++) {
    if (kind[row] !== K.note && kind[row] !== K.error) continue;
    const note = run.trace.notes[ref[row] ?? -1];
    if (note !== undefined) notes.push(note);
  }
  return notes;
}

export function noteSentence(meta: Meta, note: NoteRecord): string {
  const known = meta.notes.find((n) => n.id === note.id);
  if (known !== undefined) return fill(known.text, { node: note.node, ...note.fields });
  if (note.id === '!disk')
    return `${note.node} ${diskWords(String(note.fields.message ?? 'has trouble with its disk'))}`;
  if (note.id === '!error')
    return `${note.node} threw: ${String(note.fields.why ?? note.fields.message ?? 'unknown error')}`;
  return `${note.node}: ${note.id}`;
}

/** The engine names records as documents do. */
function diskWords(message: string): string {
  return message.replace(/\w+\[\d+\]/g, recordWords);
}

export interface StepText {
  /** The step in one sentence. */
  readonly headline: string;
  /** How it came about, when the headline says what came of it: "receives an append reply from S5". */
  readonly occasion: string;
  /** Other notes of the step. */
  readonly more: readonly string[];
  readonly major: boolean;
}

export function describeStep(meta: Meta, run: Run, step: number): StepText {
  const notes = stepNotes(run, step);
  const head = headSentence(meta, run, run.heads[step] ?? 0);
  const torn = tornBy(run, step);
  if (torn !== null) {
    const did = notes.map((note) => noteSentence(meta, note));
    return { headline: torn, occasion: head, more: did, major: true };
  }
  const lead = notes.find((note) => isMajor(meta, note)) ?? notes.find((note) => note.id !== '');
  const rest = [
    ...notes.filter((note) => note !== lead).map((note) => noteSentence(meta, note)),
    ...strikeSentences(meta, run, step),
  ];
  if (lead === undefined) return { headline: head, occasion: '', more: rest, major: false };
  return { headline: noteSentence(meta, lead), occasion: head, more: rest, major: isMajor(meta, lead) };
}

function headSentence(meta: Meta, run: Run, row: number): string {
  const { kind, node, peer, ref, epoch, cause } = run.trace.columns;
  const who = nodeId(run, node[row] ?? NO_NODE);
  const other = nodeId(run, peer[row] ?? NO_NODE);
  const at = ref[row] ?? -1;
  const inputs = run.resolved.spec.inputs;
  switch (kind[row]) {
    case K.start:
      return isRestart(run, row) ? `${who} restarts` : `${who} starts`;
    case K.deliver:
      return `${who} receives ${withArticle(messageTitle(meta, run, cause[row] ?? -1))} from ${other}`;
    case K.timer: {
      const timer = meta.timers[at];
      return timer === undefined ? `A timer of ${who} runs out` : `${who}’s ${timer.title} runs out`;
    }
    case K.command: {
      const input = inputs[at];
      if (input === undefined || !('command' in input)) return `${who} takes a command`;
      return `${who} takes the command ${commandText(meta, input.command)}`;
    }
    case K.fault: {
      const input = inputs[at];
      if (input === undefined) return 'A fault acts';
      return inputSentence(meta, input, epoch[row] === 1, strikesOf(run.index).hits.has(at));
    }
    case K.lost: {
      const sent = cause[row] ?? -1;
      const title = capital(withArticle(messageTitle(meta, run, sent)));
      return `${title} from ${nodeId(run, node[row] ?? NO_NODE)} to ${other} is lost${lostWhy(run, row)}`;
    }
    case K.ignored: {
      const input = inputs[at];
      return input === undefined
        ? 'An input finds nothing to act on'
        : `${inputTitle(meta, input)}: nothing to act on`;
    }
    case K.sync:
      return `${who}’s write is safe on disk`;
    default:
      return who === '' ? 'The network acts' : `${who} acts`;
  }
}

function lostWhy(run: Run, row: number): string {
  const by = run.trace.columns.ref[row] ?? -1;
  if (by === LOST_NODE_DOWN) return `: ${nodeId(run, run.trace.columns.peer[row] ?? NO_NODE)} is down`;
  const input = run.resolved.spec.inputs[by];
  if (input === undefined || !('fault' in input)) return ' by chance';
  const { type } = input.fault;
  if (formOf(type).downs) return `: ${nodeId(run, run.trace.columns.peer[row] ?? NO_NODE)} is down`;
  switch (type) {
    case 'partition':
    case 'partial':
    case 'block':
      return ' at the cut';
    case 'drop':
      return ' on purpose';
    case 'corrupt':
    case 'link': {
      const { cause, peer } = run.trace.columns;
      return isDamaged(run.index, cause[row] ?? -1, row, false)
        ? `: it is damaged, and ${nodeId(run, peer[row] ?? NO_NODE)} throws it away`
        : ' by chance';
    }
    default:
      return '';
  }
}

/** Of a step whose write was torn, that: whatever else it did is undone with it. */
function tornBy(run: Run, step: number): string | null {
  const { columns } = run.trace;
  const [from, to] = stepRows(run, step);
  for (let row = to - 1; row >= from; row--) {
    if (!isHit(columns, row)) continue;
    const input = run.resolved.spec.inputs[columns.ref[row] ?? -1];
    if (input && 'fault' in input && input.fault.type === 'tornWrite') return faultHits(input.fault, '');
  }
  return null;
}

/** What faults that had waited for a message or write do to those of this step: "The vote request to S2 is held up by 100 ms". */
function strikeSentences(meta: Meta, run: Run, step: number): readonly string[] {
  const { columns } = run.trace;
  const { inputs } = run.resolved.spec;
  const [from, to] = stepRows(run, step);
  const said: string[] = [];
  for (let row = from; row < to; row++) {
    const damaged = columns.kind[row] === K.corrupt;
    if (!damaged && !isHit(columns, row)) continue;
    const input = inputs[columns.ref[row] ?? -1];
    if (input === undefined || !('fault' in input)) continue;
    const message = `The ${messageTitle(meta, run, columns.cause[row] ?? -1)} to ${nodeId(run, columns.peer[row] ?? NO_NODE)}`;
    // A message damaged on purpose has two rows that say so.
    if (damaged) said.push(`${message} is damaged on its way`);
    else if (input.fault.type !== 'corrupt')
      said.push(faultHits(input.fault as NthFault | WriteFault, message));
  }
  return said;
}

function isRestart(run: Run, row: number): boolean {
  const node = run.trace.columns.node[row];
  for (let i = 0; i < row; i++) {
    if (run.trace.columns.kind[i] === K.start && run.trace.columns.node[i] === node) return true;
    if ((run.trace.columns.time[i] ?? 0) > 0) break;
  }
  return (run.trace.columns.time[row] ?? 0) > 0;
}

export function messageTitle(meta: Meta, run: Run, sendRow: number): string {
  return meta.messages[run.trace.columns.ref[sendRow] ?? -1]?.title ?? 'message';
}

export function commandMeta(meta: Meta, command: Command): CommandMeta | undefined {
  return meta.commands.find((c) => c.type === command.type);
}

/** "x=7" */
export function commandText(meta: Meta, command: Command): string {
  const known = commandMeta(meta, command);
  return known === undefined ? command.type : fill(known.label, command);
}

/** Names records that are one of the protocol's commands as commands are written: "x=7". For `values.ts`. */
export function commandName(meta: Meta): (record: Readonly<Record<string, unknown>>) => string | null {
  return (record) => {
    const known = meta.commands.find((command) => command.type === record.type);
    return known === undefined ? null : fill(known.label, record);
  };
}

/** What an input is, without its times: "Slow disk of S2, 20–40 ms a write". */
export function inputTitle(meta: Meta, input: Input): string {
  return titleOfInput(input, meta);
}

/** The same as it is spoken of: "slow disk of S2". */
export function inputName(meta: Meta, input: Input): string {
  return nameOfInput(input, meta);
}

/**
 * What an input does, as it happens: "S1 crashes", "The cut heals: S1 S2 | S3".
 * @param struck of a fault that waits: whether it has found what it waited for
 */
export function inputSentence(meta: Meta, input: Input, ends: boolean, struck = true): string {
  if ('fault' in input) return ends ? faultEnds(input.fault, struck) : faultStarts(input.fault, meta);
  if ('fire' in input) return `${input.fire.node}’s ${timerTitle(meta, input.fire.timer)} is made to run out`;
  return inputTitle(meta, input);
}

export function timerTitle(meta: Meta, id: string): string {
  return meta.timers.find((timer) => timer.id === id)?.title ?? `${id} timer`;
}

/** The step next to `step` (in direction ±1) taken by the same node. */
export function stepOnSameNode(run: Run, step: number, direction: 1 | -1): number | null {
  const { kind, node } = run.trace.columns;
  const own = node[run.heads[step] ?? 0];
  for (let s = step + direction; s >= 0 && s < run.trace.steps; s += direction) {
    const row = run.heads[s] ?? 0;
    if (node[row] === own && isNodeStep(kind[row] ?? -1)) return s;
  }
  return null;
}
