import { describe, expect, it } from 'vitest';
import { simulate } from '../../testkit/simulate.ts';
import { meta } from './meta.ts';
import { protocol } from './protocol.ts';
import { rules } from './rules.ts';
import { scenarios } from './scenarios.ts';

const runs = scenarios.map((scenario) => ({ scenario, run: simulate(protocol, scenario.spec) }));
const each = runs.map((r) => [r.scenario.id, r] as const);

describe('every scenario', () => {
  it.each(each)('%s breaks what it says it breaks, nothing else', (_id, { scenario, run }) => {
    const broken = run.trace.violations.map((v) => v.property).sort();
    expect([...new Set(broken)]).toEqual([...scenario.violates].sort());
    expect(run.trace.notes.filter((n) => n.id === '!error' || n.id === 'skipped')).toEqual([]);
    expect(run.trace.stopped).toBeNull();
  });

  it.each(each)('%s gives every statement an answer', (_id, { scenario, run }) => {
    const { operations } = run.trace;
    const asked = scenario.spec.inputs.filter((i) => 'command' in i && i.command.type === 'sql');
    expect(operations).toHaveLength(asked.length);
    expect(operations.filter((o) => o.outcome === 'open')).toEqual([]);
  });

  it('has an id and a place of its own', () => {
    expect(new Set(scenarios.map((s) => s.id)).size).toBe(scenarios.length);
    expect(scenarios.map((s) => s.order)).toEqual(scenarios.map((_, i) => i + 1));
  });
});

describe('every variant', () => {
  it.each(meta.variants.map((v) => [v.id, v] as const))(
    '%s breaks what it may, and the same run without it holds',
    (id, variant) => {
      const scenario = scenarios.find((s) => s.id === variant.scenario);
      if (!scenario) throw new Error(`no scenario ${variant.scenario}`);
      expect(scenario.spec.variants).toEqual([id]);
      expect(scenario.violates.length).toBeGreaterThan(0);
      expect(variant.breaks).toEqual(expect.arrayContaining([...scenario.violates]));
      expect(simulate(protocol, { ...scenario.spec, variants: [] }).trace.violations).toEqual([]);
    },
  );
});

it('every rule that fires stands in the book, and every rule of the book fires', () => {
  const known = new Set(rules.blocks.flatMap(({ lines }) => lines.flatMap(({ rule }) => rule ?? [])));
  const crash = simulate(protocol, {
    inputs: [
      {
        at: 10_000,
        node: 'T1',
        command: { type: 'sql', sql: 'begin; update test set value = 1 where id = 1' },
      },
      { at: 30_000, node: 'T2', command: { type: 'sql', sql: 'update test set value = 2 where id = 1' } },
      { at: 50_000, fault: { type: 'crash', node: 'D1', until: 80_000 } },
      { at: 100_000, node: 'T1', command: { type: 'sql', sql: 'select * from test' } },
    ],
  });
  expect(crash.trace.operations.map(({ result }) => result)).toEqual([
    '1 row',
    'error 57P02',
    '(1, 10) (2, 20)',
  ]);
  const all = [...runs.map(({ run }) => run), crash];
  const fired = new Set(
    all.flatMap((run) =>
      Array.from({ length: run.trace.steps }, (_, step) => run.detail(step)).flatMap(({ rows }) =>
        rows.flatMap((row) => (row.kind === 'rule' ? [row.rule] : [])),
      ),
    ),
  );
  expect([...fired].sort()).toEqual([...known].sort());
});
