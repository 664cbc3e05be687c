/** What is covered is not there, and what is there is the truth: a covered run is the beginning of the whole one, row by row. */
import { expect, test } from 'vitest';
import { METAS, scenariosOf } from '../cli/catalog.ts';
import type { RunSpec } from '../engine/runspec.ts';
import { Simulation } from '../engine/simulation.ts';
import type { Columns, Trace } from '../engine/trace.ts';
import { parseRunSpec } from '../spec/resolve.ts';
import { loadProtocol } from '../worker/discover.ts';
import { covered, endingAt } from './cover.ts';

async function traceOf(spec: unknown): Promise<Trace> {
  const parsed = parseRunSpec(spec, METAS);
  if (!parsed.ok) throw new Error(parsed.why);
  const protocol = await loadProtocol(parsed.resolved.spec.protocol);
  return new Simulation(protocol, parsed.resolved).finish().trace();
}

const SAME: readonly (keyof Columns)[] = [
  'time',
  'kind',
  'node',
  'peer',
  'cause',
  'step',
  'epoch',
  'content',
  'stamp',
];

const chosen = ['raft', 'lww', 'pbft', 'isolation'].flatMap((protocol) =>
  scenariosOf(protocol)
    .filter((_, i) => i % 5 === 0)
    .map((scenario) => ({ protocol, id: scenario.id, spec: scenario.spec })),
);

test.each(chosen)('$protocol/$id', async ({ spec }) => {
  const parsed = parseRunSpec(spec, METAS);
  if (!parsed.ok) throw new Error(parsed.why);
  const whole = await traceOf(spec);
  for (const share of [0.2, 0.55, 0.9]) {
    const at = Math.floor(parsed.resolved.spec.until * share);
    const short = await traceOf(endingAt(parsed.resolved.spec, at));
    const rows = whole.columns.time.findIndex((time) => time > at);
    expect(short.rows).toBe(rows < 0 ? whole.rows : rows);
    for (const name of SAME) {
      expect(short.columns[name], name).toEqual(whole.columns[name].slice(0, short.rows));
    }
    const seen = covered(parsed.resolved.spec, at, false);
    expect(seen.inputs.every((input) => input.at <= at)).toBe(true);
    expect(JSON.stringify(seen.inputs)).toBe(JSON.stringify(endingAt(parsed.resolved.spec, at).inputs));
    for (const input of seen.inputs) {
      if ('fault' in input && 'until' in input.fault) expect(input.fault.until ?? 0).toBeLessThanOrEqual(at);
    }
  }
});

test('with the plan known, what is to come stands after what has been', () => {
  const scenario = scenariosOf('raft').find(({ id }) => id === 'figure-8');
  const parsed = parseRunSpec(scenario?.spec, METAS);
  if (!parsed.ok) throw new Error(parsed.why);
  const { spec } = parsed.resolved;
  const shown = covered(spec, 300_000, true);
  const done = endingAt(spec, 300_000).inputs;
  expect(shown.inputs).toHaveLength(spec.inputs.length);
  expect(shown.inputs.slice(0, done.length).map(({ at }) => at)).toEqual(done.map(({ at }) => at));
});

test('a cover beyond the end of a run leaves the run as long as it is', () => {
  const spec = chosen[0]?.spec as RunSpec;
  expect(endingAt(spec, Number.MAX_SAFE_INTEGER)).toEqual(spec);
});
