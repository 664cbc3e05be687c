/** Runs of PBFT as text a person can check. */
import type { Scenario } from '../../engine/meta.ts';
import type { Fault, Input } from '../../engine/runspec.ts';
import { K, type Trace } from '../../engine/trace.ts';
import { meta } from './meta.ts';

/** "crash R2", "byzantine R1, behaviour equivocate": the type, whom it strikes, and its own fields as they stand in the document. */
function faultText({ type, ...fields }: Fault): string {
  const { node, from, to, until: _until, ...rest } = fields as Readonly<Record<string, unknown>>;
  const where = node !== undefined ? ` ${node}` : from !== undefined ? ` ${from} → ${to}` : '';
  const more = Object.entries(rest).map(([name, value]) => {
    return `, ${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`;
  });
  return `${type}${where}${more.join('')}`;
}

function inputText(input: Input, ends: boolean): string {
  if ('fire' in input) return `${input.fire.node}'s ${input.fire.timer} timer is made to expire`;
  if ('command' in input) return `${input.node}: ${JSON.stringify(input.command)}`;
  return `${faultText(input.fault)}${ends ? ': over' : ''}`;
}

/** The sentence of a note. */
export function noteText({ id, node, fields }: Trace['notes'][number]): string {
  const all: Record<string, unknown> = { ...fields, node };
  const text = meta.notes.find((n) => n.id === id)?.text ?? `${node} ${id}`;
  return text.replace(/\{(\w+)\}/g, (_, field: string) => String(all[field]));
}

/** One line per note, input and broken promise: time in ms and a sentence. Then what became of each operation. */
export function story({ spec }: Pick<Scenario, 'spec'>, trace: Trace): string {
  const { columns } = trace;
  const lines: string[] = [];
  const say = (row: number, text: string) => {
    lines.push(`${((columns.time[row] as number) / 1000).toFixed(1).padStart(7)} ms  ${text}`);
  };
  const notes = new Map(trace.notes.map((n) => [n.row, n]));
  for (let row = 0; row < trace.rows; row++) {
    const note = notes.get(row);
    if (note) say(row, noteText(note));
    const kind = columns.kind[row];
    const input = spec.inputs[columns.ref[row] as number];
    if ((kind === K.fault || kind === K.command) && input !== undefined) {
      say(row, `— ${inputText(input, kind === K.fault && columns.epoch[row] === 1)}`);
    }
    if (columns.step[row] === columns.step[row + 1] && row + 1 < trace.rows) continue;
    for (const v of trace.violations.filter((found) => found.step === columns.step[row])) {
      say(row, `! ${v.property} is broken: ${v.why}`);
    }
  }
  for (const op of trace.operations) {
    const what = op.f === 'write' ? `${op.key}=${op.value}` : `read ${op.key}`;
    const result = op.f === 'read' && op.outcome === 'ok' ? `, ${JSON.stringify(op.result)}` : '';
    lines.push(`${op.node}: ${what} … ${op.outcome ?? 'no answer'}${result}`);
  }
  return `${lines.join('\n')}\n`;
}
