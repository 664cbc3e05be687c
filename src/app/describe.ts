/** Sentences for steps, inputs and messages, from `meta` and the trace alone: no worker, no protocol code. */
import type { CommandMeta, Meta } from '../engine/meta.ts';
import type { Command, Input } from '../engine/runspec.ts';
import { isNodeStep, K, LOST_NODE_DOWN, NO_NODE, type NoteRecord } from '../engine/trace.ts';
import { titledCommand } from '../timeline/words.ts';
import type { Run } from './stores/session.ts';
import { capital, fill, ms, plainMs, withArticle } from './text.ts';

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
  if (note.id === '!error')
    return `${note.node} threw: ${String(note.fields.why ?? note.fields.message ?? 'unknown error')}`;
  return `${note.node}: ${note.id}`;
}

export function isMajor(meta: Meta, note: NoteRecord): boolean {
  return note.id === '!error' || meta.notes.find((n) => n.id === note.id)?.level === 'major';
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
  const lead = notes.find((note) => isMajor(meta, note)) ?? notes.find((note) => note.id !== '');
  const rest = notes.filter((note) => note !== lead).map((note) => noteSentence(meta, note));
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
      return input === undefined ? 'A fault acts' : inputSentence(meta, input, epoch[row] === 1);
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
    default:
      return who === '' ? 'The network acts' : `${who} acts`;
  }
}

function lostWhy(run: Run, row: number): string {
  const by = run.trace.columns.ref[row] ?? -1;
  if (by === LOST_NODE_DOWN) return `: ${nodeId(run, run.trace.columns.peer[row] ?? NO_NODE)} is down`;
  const input = run.resolved.spec.inputs[by];
  if (input === undefined || !('fault' in input)) return ' by chance';
  switch (input.fault.type) {
    case 'partition':
    case 'block':
      return ' at the cut';
    case 'drop':
      return ' on purpose';
    case 'crash':
      return `: ${input.fault.node} is down`;
    default:
      return '';
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

/** No-break spaces inside a side: it reads as one. */
const sides = (groups: readonly (readonly string[])[]) =>
  groups.map((group) => group.join('\u00a0')).join('\u00a0| ');

function driftText(ppm: number): string {
  const percent = Math.round(Math.abs(ppm) / 1000) / 10;
  return `${percent} % ${ppm >= 0 ? 'fast' : 'slow'}`;
}

/** What an input is, without its times: "Cut C1 S1 S2 | S3 S4 S5". */
export function inputTitle(meta: Meta, input: Input): string {
  if ('command' in input) {
    const command = titledCommand(input.command, meta);
    return `${input.node}: ${command.charAt(0).toLowerCase()}${command.slice(1)}`;
  }
  if ('fire' in input) return `Fire ${input.fire.node}’s ${timerTitle(meta, input.fire.timer)}`;
  const { fault } = input;
  switch (fault.type) {
    case 'crash':
      return `Crash ${fault.node}`;
    case 'pause':
      return `Freeze ${fault.node}`;
    case 'partition':
      return `Cut ${sides(fault.groups)}`;
    case 'block':
      return `Cut ${fault.from} → ${fault.to}`;
    case 'drop':
    case 'duplicate':
    case 'delay': {
      const verb = { drop: 'Lose', duplicate: 'Duplicate', delay: 'Delay' }[fault.type];
      const nth = (fault.nth ?? 1) === 1 ? 'next' : ordinal(fault.nth ?? 1);
      const by = fault.type === 'delay' && fault.by !== undefined ? ` by ${ms(fault.by)}` : '';
      return `${verb} the ${nth} message ${fault.from} → ${fault.to}${by}`;
    }
    case 'clock': {
      const parts = [
        ...(fault.driftPpm ? [driftText(fault.driftPpm)] : []),
        ...(fault.offset ? [`${fault.offset > 0 ? '+' : ''}${ms(fault.offset)}`] : []),
      ];
      return `Bend ${fault.node}’s clock${parts.length > 0 ? `, ${parts.join(', ')}` : ''}`;
    }
    case 'link': {
      const what = [
        ...(fault.latency ? [`${plainMs(fault.latency[0])}–${ms(fault.latency[1])}`] : []),
        ...(fault.loss !== undefined ? [`${Math.round(fault.loss * 1000) / 10} % lost`] : []),
      ];
      return `Link ${fault.from} → ${fault.to}: ${what.join(', ')}`;
    }
  }
}

/** What an input does, as it happens: "S1 crashes", "The cut between S1 S2 and S3 heals". */
export function inputSentence(meta: Meta, input: Input, ends: boolean): string {
  if (!('fault' in input)) return inputTitle(meta, input);
  const { fault } = input;
  switch (fault.type) {
    case 'crash':
      return ends ? `${fault.node} is brought back up` : `${fault.node} crashes`;
    case 'pause':
      return ends ? `${fault.node} wakes` : `${fault.node} freezes`;
    case 'partition':
      return ends ? `The cut heals: ${sides(fault.groups)}` : `The network is cut: ${sides(fault.groups)}`;
    case 'block':
      return ends
        ? `Messages from ${fault.from} reach ${fault.to} again`
        : `Nothing gets from ${fault.from} to ${fault.to} any more`;
    case 'clock':
      return ends ? `${fault.node}’s clock runs true again` : `${fault.node}’s clock is bent`;
    case 'link':
      return ends
        ? `The link ${fault.from} → ${fault.to} recovers`
        : `The link ${fault.from} → ${fault.to} changes`;
    default:
      return inputTitle(meta, input);
  }
}

export function timerTitle(meta: Meta, id: string): string {
  return meta.timers.find((timer) => timer.id === id)?.title ?? `${id} timer`;
}

export function ordinal(n: number): string {
  const tens = n % 100;
  if (tens >= 11 && tens <= 13) return `${n}th`;
  return `${n}${['th', 'st', 'nd', 'rd'][n % 10] ?? 'th'}`;
}

/** Steps worth a stop: major notes, faults starting or ending, violations. Ascending. */
export function interestingSteps(meta: Meta, run: Run): readonly number[] {
  const { kind, step } = run.trace.columns;
  const found = new Set<number>();
  for (const note of run.trace.notes) if (isMajor(meta, note)) found.add(step[note.row] ?? 0);
  for (const violation of run.trace.violations) found.add(violation.step);
  for (let s = 0; s < run.trace.steps; s++) {
    const head = kind[run.heads[s] ?? 0];
    if (head === K.fault || head === K.ignored) found.add(s);
  }
  return [...found].sort((a, b) => a - b);
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

/** When an input ends by itself, if it does. */
export function untilOfInput(input: Input): number | undefined {
  return 'fault' in input && 'until' in input.fault ? input.fault.until : undefined;
}
