import { describe, expect, it } from 'vitest';
import { K } from '../../engine/trace.ts';
import { simulate } from '../../testkit/simulate.ts';
import { meta } from './meta.ts';
import { protocol } from './protocol.ts';
import { rules } from './rules.ts';
import { scenarios } from './scenarios.ts';
import type { Copy } from './state.ts';
import { shownBy } from './story.test-data.ts';
import { valueWords } from './words.ts';

const runs = scenarios.map((scenario) => ({ scenario, ...simulate(protocol, scenario.spec) }));
const run = (id: string) => {
  const found = runs.find((r) => r.scenario.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found;
};
const broken = (spec: Parameters<typeof simulate>[1]) =>
  simulate(protocol, spec)
    .trace.violations.map((v) => v.property)
    .sort();
/** What each replica shows in the end. */
function shown(id: string, variants?: readonly string[]): string[] {
  const { spec } = run(id).scenario;
  const { last } = simulate(protocol, variants ? { ...spec, variants } : spec);
  const params = { type: 'or-map', replication: 'state', ...spec.params } as never;
  return last().nodes.map((n) => valueWords(shownBy(params, (n.durable as unknown as { copy: Copy }).copy)));
}
const agree = (id: string, value: string) => {
  const all = shown(id);
  expect([id, ...all]).toEqual([id, ...all.map(() => value)]);
};
const notesOf = (id: string, name: string) => run(id).trace.notes.filter((n) => n.id === name);

describe('every scenario', () => {
  it.each(scenarios.map((s) => [s.id, s] as const))(
    '%s breaks what it says it breaks, nothing else',
    (id, s) => {
      const { trace } = run(id);
      expect([...new Set(trace.violations.map((v) => v.property))].sort()).toEqual([...s.violates].sort());
      expect(trace.notes.filter((n) => n.id === '!error')).toEqual([]);
      expect(trace.stopped).toBeNull();
      expect(trace.steps).toBeLessThan(140);
    },
  );

  it('has an id and a place of its own, in the order of the tour', () => {
    expect(new Set(scenarios.map((s) => s.id)).size).toBe(scenarios.length);
    expect(scenarios.map((s) => s.order)).toEqual(scenarios.map((_, i) => i + 1));
    expect(scenarios[0]?.id).toBe(meta.opens);
  });

  it('finds something to act on for every input', () => {
    for (const { scenario, trace } of runs) {
      expect([scenario.id, trace.columns.kind.includes(K.ignored)]).toEqual([scenario.id, false]);
    }
  });

  it('together they show every type and every way of replicating it', () => {
    const params = meta.params.filter((p) => p.kind === 'enum');
    for (const param of params) {
      const used = new Set(scenarios.map((s) => s.spec.params[param.id] ?? param.default));
      if (param.id !== 'partner') expect([...used].sort()).toEqual([...param.options].sort());
    }
  });
});

describe('every variant', () => {
  for (const variant of meta.variants) {
    it(`${variant.id} breaks promises it names in its scenario; without it the same inputs break none`, () => {
      const { scenario } = run(variant.scenario);
      expect(scenario.spec.variants).toEqual([variant.id]);
      expect(scenario.violates.length).toBeGreaterThan(0);
      for (const property of scenario.violates) expect(variant.breaks).toContain(property);
      expect(broken({ ...scenario.spec, variants: [] })).toEqual([]);
    });
  }

  it('each law of merging is broken alone by one', () => {
    const laws = ['merge-commutative', 'merge-associative', 'merge-idempotent', 'inflationary'];
    const brokenLaws = meta.variants.map((v) =>
      run(v.scenario).scenario.violates.filter((p) => laws.includes(p)),
    );
    for (const law of laws) expect(brokenLaws).toContainEqual([law]);
    for (const set of brokenLaws) expect(set.length).toBeLessThan(2);
  });
});

describe('counter-runs', () => {
  it('typed-backwards: the same keys at the same times in Fugue', () => {
    const [rga, fugue] = [run('typed-backwards').scenario.spec, run('typed-backwards-fugue').scenario.spec];
    expect(fugue.inputs).toEqual(rga.inputs);
    expect({ ...fugue.params, type: 'rga' }).toEqual(rga.params);
  });

  it.each([
    ['counter-by-operations', 'operations-applied-twice'],
    ['operations-that-wait', 'operations-out-of-order'],
    ['small-states', 'gap-in-deltas'],
  ])('%s and %s differ in one rule', (a, b) => {
    const [x, y] = [run(a).scenario.spec, run(b).scenario.spec];
    expect({ ...y, variants: [] }).toEqual(x);
  });

  it('add-wins and no-tombstones differ in the type alone', () => {
    const [x, y] = [run('add-wins').scenario.spec, run('no-tombstones').scenario.spec];
    expect({ ...y, params: { ...y.params, type: 'or-set' } }).toEqual(x);
  });

  it('clock-that-is-fast: with a Lamport clock nothing is broken', () => {
    const { spec } = run('clock-that-is-fast').scenario;
    expect(broken({ ...spec, params: { ...spec.params, stamps: 'Lamport clock' } })).toEqual([]);
    expect(broken({ ...spec, inputs: spec.inputs.slice(1) })).toEqual([]);
  });

  it('stock-goes-negative: without the cut the second shop refuses', () => {
    const { spec } = run('stock-goes-negative').scenario;
    const whole = { ...spec, inputs: spec.inputs.filter((i) => !('fault' in i)) };
    expect(broken(whole)).toEqual([]);
    expect(simulate(protocol, whole).trace.notes.filter((n) => n.id === 'refuses')).toHaveLength(1);
  });

  it('forgotten-disk: a crash that leaves the disk breaks nothing', () => {
    const { spec } = run('forgotten-disk').scenario;
    const inputs = spec.inputs.map((i) =>
      'fault' in i ? { ...i, fault: { ...i.fault, type: 'crash' } as never } : i,
    );
    expect(broken({ ...spec, inputs })).toEqual([]);
  });
});

describe('what the scenarios claim', () => {
  it('maps', () => {
    agree('shopping-list', 'bread 1, milk 3 (2 %)');
    agree('deleted-and-updated', 'milk 1');
    agree('deleted-key', 'eggs “6”, milk “3”');
  });

  it('counters', () => {
    agree('counting-apart', '11');
    agree('counter-by-operations', '5');
    agree('stock-goes-negative', '−1');
    agree('crash-and-restart', '7');
    agree('forgotten-disk', '3');
    expect(shown('operations-applied-twice')).toEqual(['5', '5', '9']);
    expect(shown('counter-merged-by-adding')).toEqual(['1', '2']);
    expect(shown('shared-counter')).toEqual(['1', '1']);
    expect(shown('shared-counter', [])).toEqual(['2', '2']);
    expect(notesOf('counter-by-operations', 'duplicate').map((n) => n.node)).toContain('R3');
  });

  it('sets', () => {
    agree('merge-by-hand', '{apple, bread, cheese}');
    agree('removed-for-ever', '{tea}');
    expect(notesOf('removed-for-ever', 'refuses')).toHaveLength(1);
    agree('add-wins', '{milk, tea}');
    agree('no-tombstones', '{milk, tea}');
    agree('heard-again', '{eggs, rice, tea}');
    expect(shown('set-that-resurrects')).toEqual(['{milk}', '{milk}']);
    expect(shown('tags-that-are-not-unique')).toEqual(['{}', '{}']);
    expect(shown('tags-that-are-not-unique', [])).toEqual(['{milk}', '{milk}']);
    expect(shown('operations-out-of-order')).toEqual(['{}', '{}', '{milk}']);
    expect(shown('operations-that-wait')).toEqual(['{}', '{}', '{}']);
    expect(notesOf('operations-that-wait', 'waits').map((n) => n.fields)).toEqual([
      { update: 'R2.1', missing: 'R1.1' },
    ]);
  });

  it('an ORSWOT keeps nothing of what was removed, an OR-Set its tags', () => {
    const stateOf = (id: string) => JSON.stringify(run(id).last().nodes[0]?.durable);
    expect(stateOf('add-wins')).toContain('"removes":{"milk":["R1.1"]}');
    expect(stateOf('no-tombstones')).not.toContain('R1.1');
  });

  it('registers', () => {
    agree('last-writer-wins', '“green”');
    agree('clock-that-is-fast', '“draft”');
    agree('both-values-kept', '{teal}');
    expect(notesOf('both-values-kept', 'merges').map((n) => n.fields.value)).toContain('{blue, green}');
    expect(shown('no-tie-break')).toEqual(['“blue”', '“green”']);
    expect(shown('stamps-nearly-equal')).toEqual(['“red”', '“blue”', '“green”']);
  });

  it('texts', () => {
    agree('typed-forwards', '“xyzabc”');
    agree('typed-backwards', '“xaybzc”');
    agree('typed-backwards-fugue', '“abcxyz”');
    agree('counters-of-their-own', '“abx”');
    agree('writing-together', '“My black cat slept. It purred.”');
  });

  it('deltas', () => {
    agree('small-states', 'jam 1, milk 1, tea 2 (green)');
    expect(shown('gap-in-deltas')[1]).toBe('jam 1, milk 1, tea 1');
    expect(run('gap-in-deltas').trace.violations.map((v) => v.why)).toEqual([
      'R2 has R1.3, and lacks R1.2, which its replica had seen.',
    ]);
  });
});

describe('pseudocode and notes', () => {
  const lines = new Set(rules.blocks.flatMap((b) => b.lines.flatMap((l) => l.rule ?? [])));

  it('has a line for every rule that fires in a scenario', () => {
    const fired = runs.flatMap((r) => r.trace.ruleIds);
    expect(fired.filter((id) => !lines.has(id))).toEqual([]);
  });

  it('has a sentence for every note, and every note comes up', () => {
    const declared = new Map(meta.notes.map((n) => [n.id, n]));
    const seen = new Set<string>();
    for (const note of runs.flatMap((r) => r.trace.notes)) {
      seen.add(note.id);
      const blanks = declared.get(note.id)?.text.match(/(?<=\{)\w+(?=\})/g) ?? [];
      for (const blank of blanks) {
        if (blank !== 'node') expect([note.id, blank, note.fields[blank] ?? null]).not.toContain(null);
      }
    }
    expect([...seen].sort()).toEqual([...declared.keys()].sort());
  });
});
