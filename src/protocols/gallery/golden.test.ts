/**
 * Golden runs: what happens in each scenario, as text a person can check.
 * `GOLDEN=record npx vitest run src/protocols/gallery/golden.test.ts` writes them anew; read the difference before keeping it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../engine/meta.ts';
import type { Fault } from '../../engine/runspec.ts';
import { K, type Trace } from '../../engine/trace.ts';
import { simulate } from '../../testkit/simulate.ts';
import { meta } from './meta.ts';
import { protocol } from './protocol.ts';
import { scenarios } from './scenarios.ts';

const folder = fileURLToPath(new URL('./traces/', import.meta.url));
const record = process.env.GOLDEN === 'record';

/** "crash K2", "link C1 → K1, loss 0.5": the type, whom it strikes, and its own fields as they stand in the document. */
function faultText({ type, ...fields }: Fault): string {
  const { node, from, to, until: _until, ...rest } = fields as Readonly<Record<string, unknown>>;
  const where = node !== undefined ? ` ${node}` : from !== undefined ? ` ${from} → ${to}` : '';
  const more = Object.entries(rest).map(([name, value]) => {
    return `, ${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`;
  });
  return `${type}${where}${more.join('')}`;
}

/** One line per note, fault, loss and broken promise: time in ms and a sentence. Then what each keeper has in the end. */
function story({ spec }: Scenario): string {
  const { trace, last } = simulate(protocol, spec);
  const { columns } = trace;
  const lines: string[] = [];
  const say = (row: number, text: string) => {
    lines.push(`${((columns.time[row] as number) / 1000).toFixed(1).padStart(6)} ms  ${text}`);
  };
  const notes = new Map(trace.notes.map((n) => [n.row, n]));
  const id = (index: number) => trace.nodes[index]?.id ?? '';
  for (let row = 0; row < trace.rows; row++) {
    const note = notes.get(row);
    if (note) say(row, noteText(note));
    const kind = columns.kind[row];
    const ref = columns.ref[row] as number;
    const input = spec.inputs[ref];
    if (kind === K.fault && input !== undefined && 'fault' in input) {
      say(row, `— ${faultText(input.fault)}${columns.epoch[row] === 1 ? ': over' : ''}`);
    }
    if (kind === K.sync) say(row, `the write of ${id(columns.node[row] as number)} is safe`);
    if (kind === K.undone) say(row, `— the write of ${id(columns.node[row] as number)} is undone`);
    if (kind === K.lost) {
      const what = meta.messages[columns.ref[columns.cause[row] as number] as number]?.title;
      say(
        row,
        `lost: a ${what} from ${id(columns.node[row] as number)} to ${id(columns.peer[row] as number)}`,
      );
    }
    if (columns.step[row] === columns.step[row + 1] && row + 1 < trace.rows) continue;
    for (const v of trace.violations.filter((found) => found.step === columns.step[row])) {
      say(row, `! ${v.property} is broken: ${v.why}`);
    }
  }
  for (const op of trace.operations) {
    const { n, word } = op.value as { n: number; word: string };
    lines.push(`${op.node}: note ${n}, “${word}” … ${op.outcome}`);
  }
  for (const node of last().nodes) {
    if (node.role !== 'keeper') continue;
    const kept = node.durable.notes as { n: number; word: string }[];
    lines.push(
      `${node.id}${node.up ? '' : ' (down)'}: ${kept.map((k) => `${k.n} ${k.word}`).join(', ') || 'nothing'}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function noteText({ id, node, fields }: Trace['notes'][number]): string {
  if (id === '!disk') return `${node} ${fields.message}`;
  const all: Record<string, unknown> = { ...fields, node };
  const text = meta.notes.find((n) => n.id === id)?.text ?? id;
  return text.replace(/\{(\w+)\}/g, (_, field: string) => String(all[field]));
}

describe('golden runs', () => {
  for (const scenario of scenarios) {
    it(scenario.id, () => {
      const text = story(scenario);
      const file = `${folder}${scenario.id}.txt`;
      if (record) writeFileSync(file, text);
      expect(text).toBe(readFileSync(file, 'utf8'));
    });
  }

  it('has no record without its scenario', () => {
    expect(readdirSync(folder).sort()).toEqual(scenarios.map((s) => `${s.id}.txt`).sort());
  });
});
