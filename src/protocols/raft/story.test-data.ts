/** A run as text that a person can check. */
import { struckNodes } from '../../engine/faultkinds.ts';
import type { Scenario } from '../../engine/meta.ts';
import type { Command, Fault, Input } from '../../engine/runspec.ts';
import { K, type Trace } from '../../engine/trace.ts';
import { protocol } from './protocol.ts';

function faultText(fault: Fault): string {
  if (fault.type === 'partition') return `cut ${fault.groups.map((g) => g.join(' ')).join(' | ')}`;
  if (fault.type === 'partial') return `cut ${fault.links.map((ends) => ends.join('–')).join(', ')}`;
  if (fault.type === 'byzantine') return `${fault.node} lies: ${fault.behaviour}`;
  if ('from' in fault) return `${fault.type} ${fault.from} → ${fault.to}`;
  return `${fault.type} ${struckNodes(fault).join(' ')}`;
}

function inputText(input: Input, ends: boolean): string {
  if ('fire' in input) return `${input.fire.node}'s ${input.fire.timer} timer is made to expire`;
  if ('command' in input) return `${input.node} is asked to ${orderText(input.command)}`;
  return ends ? `${faultText(input.fault)}: over` : faultText(input.fault);
}

/** The label of a command, its fields filled in. */
function orderText(command: Command): string {
  const label = protocol.meta.commands.find((c) => c.type === command.type)?.label ?? command.type;
  return label.replace(/\{(\w+)\}/g, (_, field: string) => String(command[field]));
}

/** One line per note, input and broken promise: time in whole milliseconds, rounded down, and a sentence. */
export function story({ spec }: Pick<Scenario, 'spec'>, trace: Trace): string {
  const { columns } = trace;
  const lines: string[] = [];
  const say = (row: number, text: string) => {
    lines.push(`${String(Math.floor((columns.time[row] as number) / 1000)).padStart(4)} ms  ${text}`);
  };
  const notes = new Map(trace.notes.map((n) => [n.row, n]));
  const broken = new Map(trace.violations.map((v) => [v.step, [] as string[]]));
  for (const v of trace.violations) broken.get(v.step)?.push(`${v.property} is broken: ${v.why}`);
  for (let row = 0; row < trace.rows; row++) {
    const note = notes.get(row);
    if (note) {
      const text = protocol.meta.notes.find((n) => n.id === note.id)?.text ?? note.id;
      const fields: Record<string, unknown> = { ...note.fields, node: note.node };
      say(
        row,
        text.replace(/\{(\w+)\}/g, (_, field: string) => String(fields[field])),
      );
    }
    const input = spec.inputs[columns.ref[row] as number];
    const ordered =
      columns.kind[row] === K.command && trace.nodes[columns.node[row] as number]?.role === 'server';
    if (ordered && input) say(row, `— ${inputText(input, false)}`);
    if (columns.kind[row] === K.fault && input) say(row, `— ${inputText(input, columns.epoch[row] === 1)}`);
    if (columns.step[row] === columns.step[row + 1] && row + 1 < trace.rows) continue;
    for (const text of broken.get(columns.step[row] as number) ?? []) say(row, `! ${text}`);
  }
  for (const op of trace.operations) {
    const what = op.f === 'write' ? `${op.key}=${op.value}` : `read ${op.key}`;
    const result = op.f === 'read' && op.outcome === 'ok' ? `, ${JSON.stringify(op.result)}` : '';
    lines.push(`${op.node}: ${what} … ${op.outcome}${result}`);
  }
  return `${lines.join('\n')}\n`;
}
