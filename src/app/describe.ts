/** Sentences for steps, inputs and messages, from `meta` and the trace alone: no worker, no protocol code. */
import type { CommandMeta, Meta } from '../engine/meta.ts';
import type { Command, Input } from '../engine/runspec.ts';
import { isNodeStep, K, NO_NODE, type NoteRecord } from '../engine/trace.ts';
import { faultTurn, inVain } from '../timeline/faultturns.ts';
import { strikesOf } from '../timeline/hits.ts';
import { recordWords } from '../timeline/text.ts';
import { inputName as nameOfInput, inputTitle as titleOfInput } from '../timeline/words.ts';
import { doneInStep, lostWhy, tornBy } from './inStep.ts';
import { isMajor } from './interesting.ts';
import { messageTitle, nodeId, stepRows } from './rows.ts';
import type { Run } from './stores/session.ts';
import { capital, fill, withArticle } from './text.ts';

export { interestingSteps, isMajor } from './interesting.ts';
export { messageTitle, nodeId, stepName, stepNode, stepRows } from './rows.ts';

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
    const did = notes.map((note) => `Cut short: ${noteSentence(meta, note)}`);
    return { headline: torn, occasion: head, more: did, major: true };
  }
  const lead = notes.find((note) => isMajor(meta, note)) ?? notes.find((note) => note.id !== '');
  const rest = [
    ...notes.filter((note) => note !== lead).map((note) => noteSentence(meta, note)),
    ...doneInStep(meta, run, step),
  ];
  if (lead === undefined) return { headline: head, occasion: '', more: rest, major: false };
  return { headline: noteSentence(meta, lead), occasion: head, more: rest, major: isMajor(meta, lead) };
}

function headSentence(meta: Meta, run: Run, row: number): string {
  const { kind, node, peer, ref, cause } = run.trace.columns;
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
      if ('fault' in input) {
        const struck = strikesOf(run.index).hits.has(at);
        return faultTurn({ meta, trace: run.trace, inputs }, row, input.fault, struck);
      }
      if ('fire' in input)
        return `${input.fire.node}’s ${timerTitle(meta, input.fire.timer)} is made to run out`;
      return inputTitle(meta, input);
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
        : inVain({ meta, trace: run.trace, inputs }, row, input);
    }
    case K.sync:
      return `${who}’s write is safe on disk`;
    default:
      return who === '' ? 'The network acts' : `${who} acts`;
  }
}

function isRestart(run: Run, row: number): boolean {
  const node = run.trace.columns.node[row];
  for (let i = 0; i < row; i++) {
    if (run.trace.columns.kind[i] === K.start && run.trace.columns.node[i] === node) return true;
    if ((run.trace.columns.time[i] ?? 0) > 0) break;
  }
  return (run.trace.columns.time[row] ?? 0) > 0;
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
