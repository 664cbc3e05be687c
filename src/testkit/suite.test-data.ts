/** What is tested of every small protocol in the same way: its scenarios, its variants, its rules, and its golden runs. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Protocol } from '../engine/api.ts';
import type { RuleBook, Scenario } from '../engine/meta.ts';
import type { Input } from '../engine/runspec.ts';
import { K, type Trace } from '../engine/trace.ts';
import { type PartialSpec, simulate } from './simulate.ts';

export * from './sweeps.test-data.ts';

export interface Book {
  readonly protocol: Protocol;
  readonly rules: RuleBook;
  readonly scenarios: readonly Scenario[];
  /** Folder of the golden runs: `new URL('./traces/', import.meta.url)`. */
  readonly traces: URL;
  /** Notes and rules that no scenario needs to show. */
  readonly unseen?: readonly string[];
}

/** Ids of the broken promises of a run, sorted. */
export function broken(protocol: Protocol, spec: PartialSpec): string[] {
  return simulate(protocol, spec)
    .trace.violations.map((v) => v.property)
    .sort();
}

/** Fills in `{field}`. */
function filled(text: string, fields: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (_, field: string) => String(fields[field]));
}

function inputText(protocol: Protocol, input: Input, ends: boolean): string {
  if ('fire' in input) return `${input.fire.node}: ${input.fire.timer} is made to expire`;
  if ('command' in input) {
    const label = protocol.meta.commands.find((c) => c.type === input.command.type)?.label ?? '';
    return `${input.node} is told: ${filled(label, input.command)}`;
  }
  const { type, until: _until, ...fields } = input.fault as unknown as Record<string, unknown>;
  const more = Object.entries(fields).map(
    ([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`,
  );
  return `${type} ${more.join(', ')}${ends ? ': over' : ''}`;
}

/** One line per note, input, lost message and broken promise: time in ms and a sentence. */
export function story(protocol: Protocol, spec: PartialSpec): string {
  const { trace } = simulate(protocol, spec);
  const { columns } = trace;
  const lines: string[] = [];
  const notes = new Map(trace.notes.map((n) => [n.row, n]));
  const id = (index: number) => trace.nodes[index]?.id ?? '';
  for (let row = 0; row < trace.rows; row++) {
    const say = (text: string) =>
      lines.push(`${((columns.time[row] as number) / 1000).toFixed(1).padStart(7)} ms  ${text}`);
    const note = notes.get(row);
    if (note) {
      const text = protocol.meta.notes.find((n) => n.id === note.id)?.text ?? note.id;
      say(filled(text, { ...note.fields, node: note.node }));
    }
    const input = spec.inputs?.[columns.ref[row] as number];
    const kind = columns.kind[row];
    if (input && (kind === K.fault || kind === K.command)) {
      say(`— ${inputText(protocol, input, kind === K.fault && columns.epoch[row] === 1)}`);
    }
    if (kind === K.lost) {
      const title = protocol.meta.messages[columns.ref[columns.cause[row] as number] as number]?.title;
      say(`lost: ${title} from ${id(columns.node[row] as number)} to ${id(columns.peer[row] as number)}`);
    }
    if (columns.step[row] === columns.step[row + 1] && row + 1 < trace.rows) continue;
    for (const v of trace.violations) {
      if (v.step === columns.step[row]) say(`! ${v.property} is broken: ${v.why}`);
    }
  }
  for (const op of trace.operations) {
    const what = [op.f, op.key, op.value === undefined ? '' : JSON.stringify(op.value)].filter(Boolean);
    const result = op.result === undefined ? '' : `, ${JSON.stringify(op.result)}`;
    lines.push(`${op.node}: ${what.join(' ')} … ${op.outcome}${result}`);
  }
  return `${lines.join('\n')}\n`;
}

/** `GOLDEN=record npx vitest run src/protocols/<id>` writes the golden runs anew; read the difference before keeping it. */
export function proves({ protocol, rules, scenarios, traces, unseen = [] }: Book): void {
  const { meta } = protocol;
  const runs = scenarios.map((scenario) => ({ scenario, ...simulate(protocol, scenario.spec) }));

  it('has the properties that meta names, in its order, and scenarios of its own', () => {
    expect(protocol.properties.map((p) => p.id)).toEqual(meta.properties.map((p) => p.id));
    expect(new Set(scenarios.map((s) => s.id)).size).toBe(scenarios.length);
    expect(new Set(scenarios.map((s) => s.order)).size).toBe(scenarios.length);
    expect(scenarios[0]?.id).toBe(meta.opens);
  });

  describe('every scenario', () => {
    it.each(runs.map((r) => [r.scenario.id, r] as const))(
      '%s breaks what it says it breaks, nothing else, and runs to its end',
      (_, { scenario, trace }) => {
        expect(trace.violations.map((v) => v.property).sort()).toEqual([...scenario.violates].sort());
        expect(trace.notes.filter((n) => n.id === '!error')).toEqual([]);
        expect(trace.stopped).toBeNull();
        expect([...trace.columns.kind].filter((k) => k === K.ignored)).toEqual([]);
        expect(scenario.spec.protocol).toBe(meta.id);
        expect(scenario.cursor ?? 0).toBeLessThanOrEqual(scenario.spec.until);
      },
    );
  });

  describe('every variant breaks exactly the promises it names; without it the same inputs hold', () => {
    it.each(meta.variants.map((v) => [v.id, v] as const))('%s', (id, variant) => {
      const scenario = scenarios.find((s) => s.id === variant.scenario) as Scenario;
      expect(scenario.spec.variants).toEqual([id]);
      expect(broken(protocol, scenario.spec)).toEqual([...variant.breaks].sort());
      expect(broken(protocol, { ...scenario.spec, variants: [] })).toEqual([]);
    });
    it('or there is none', () => expect(meta.variants.map((v) => v.scenario)).not.toContain(undefined));
  });

  it('every line of pseudocode is lit somewhere, every note is said somewhere, and none that is not declared', () => {
    const lines = new Set(rules.blocks.flatMap((b) => b.lines.flatMap((l) => (l.rule ? [l.rule] : []))));
    const fired = new Set(runs.flatMap((r) => rulesFired(r.trace)));
    expect([...fired].filter((id) => !lines.has(id))).toEqual([]);
    expect([...lines].filter((id) => !fired.has(id) && !unseen.includes(id))).toEqual([]);
    const declared = new Set(meta.notes.map((n) => n.id));
    const said = new Set(runs.flatMap((r) => r.trace.notes.map((n) => n.id)));
    expect([...said].filter((id) => !declared.has(id))).toEqual([]);
    expect([...declared].filter((id) => !said.has(id) && !unseen.includes(id))).toEqual([]);
  });

  describe('golden runs', () => {
    const folder = fileURLToPath(traces);
    it.each(scenarios.map((s) => [s.id, s] as const))('%s', (id, { spec }) => {
      const text = story(protocol, spec);
      const file = `${folder}${id}.txt`;
      if (process.env.GOLDEN === 'record') writeFileSync(file, text);
      expect(text).toBe(readFileSync(file, 'utf8'));
    });
    it('has no record without its scenario', () => {
      expect(readdirSync(folder).sort()).toEqual(scenarios.map((s) => `${s.id}.txt`).sort());
    });
  });
}

function rulesFired(trace: Trace): string[] {
  const { kind, ref } = trace.columns;
  const fired = new Set<string>();
  for (let row = 0; row < trace.rows; row++) {
    if (kind[row] === K.rule) fired.add(trace.ruleIds[ref[row] as number] as string);
  }
  return [...fired];
}
