/** A run as text that a person can check. */
import { struckNodes } from '../../engine/faultkinds.ts';
import type { Scenario } from '../../engine/meta.ts';
import type { Fault } from '../../engine/runspec.ts';
import { K } from '../../engine/trace.ts';
import { resolve, type Simulated } from '../../testkit/simulate.ts';
import { meta } from './meta.ts';
import { protocol } from './protocol.ts';
import type { Params } from './run.ts';
import type { Copy } from './state.ts';
import { CATALOGUE } from './types/catalogue.ts';
import { valueWords } from './words.ts';

function faultText(fault: Fault): string {
  if (fault.type === 'partition') return `cut ${fault.groups.map((g) => g.join(' ')).join(' | ')}`;
  if ('from' in fault) return `${fault.type} ${fault.from} → ${fault.to}`;
  return `${fault.type} ${struckNodes(fault).join(' ')}`;
}

/** What a copy shows; of how it came to be, nothing. */
export function shownBy({ type, replication }: Params, copy: Copy) {
  const { state, ops } = CATALOGUE[type];
  return (replication === 'operations' ? ops : state).value(copy.state);
}

/** One line per note, fault, loss and broken promise: time in whole ms and a sentence. Then what each replica shows in the end. */
export function story({ spec }: Pick<Scenario, 'spec'>, { trace, last }: Simulated): string {
  const { columns } = trace;
  const lines: string[] = [];
  const say = (row: number, text: string) => {
    lines.push(`${String(Math.floor((columns.time[row] as number) / 1000)).padStart(4)} ms  ${text}`);
  };
  const id = (lane: number | undefined) => trace.nodes[lane ?? -1]?.id ?? '';
  const notes = new Map(trace.notes.map((n) => [n.row, n]));
  for (let row = 0; row < trace.rows; row++) {
    const note = notes.get(row);
    if (note) {
      const text = meta.notes.find((n) => n.id === note.id)?.text ?? note.id;
      const fields: Record<string, unknown> = { ...note.fields, node: note.node };
      say(
        row,
        text.replace(/\{(\w+)\}/g, (_, field: string) => String(fields[field])),
      );
    }
    const input = spec.inputs[columns.ref[row] as number];
    if (columns.kind[row] === K.fault && input !== undefined && 'fault' in input) {
      say(row, `— ${faultText(input.fault)}${columns.epoch[row] === 1 ? ': over' : ''}`);
    }
    if (columns.kind[row] === K.lost) {
      const what = meta.messages[columns.ref[columns.cause[row] as number] as number]?.title;
      say(row, `lost: a ${what} from ${id(columns.node[row])} to ${id(columns.peer[row])}`);
    }
    if (columns.step[row] === columns.step[row + 1] && row + 1 < trace.rows) continue;
    for (const v of trace.violations.filter((found) => found.step === columns.step[row])) {
      say(row, `! ${v.property} is broken: ${v.why}`);
    }
  }
  const params = resolve(protocol, spec).params as unknown as Params;
  for (const { id: name, durable } of last().nodes) {
    lines.push(`${name}: ${valueWords(shownBy(params, (durable as unknown as { copy: Copy }).copy))}`);
  }
  return `${lines.join('\n')}\n`;
}
