import { describe, expect, it } from 'vitest';
import { historyFromTrace } from '../../checkers/history.ts';
import { checkLinearizability } from '../../checkers/linearizability/judge.ts';
import { K } from '../../engine/trace.ts';
import { parseRunSpec } from '../../spec/resolve.ts';
import { simulate } from '../../testkit/simulate.ts';
import { meta } from './meta.ts';
import { protocol } from './protocol.ts';
import { sample } from './random.test-data.ts';
import { rules } from './rules.ts';
import { scenarios } from './scenarios.ts';
import type { Executed } from './state.ts';
import { requestText } from './words.ts';

const runs = scenarios.map((scenario) => ({ scenario, ...simulate(protocol, scenario.spec) }));
const run = (id: string) => {
  const found = runs.find((r) => r.scenario.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found;
};
const broken = (trace: { violations: readonly { property: string }[] }) =>
  trace.violations.map((v) => v.property).sort();
/** "R2: asksForView" for each such note, in order. */
const noted = (id: string, ...names: string[]) =>
  run(id)
    .trace.notes.filter((n) => names.includes(n.id))
    .map((n) => `${n.node} ${n.id}`);
const outcomes = (id: string) => run(id).trace.operations.map((o) => o.outcome);
/** What each replica has executed in the end: "1 x=1 of C1". */
const executed = (id: string) =>
  Object.fromEntries(
    run(id)
      .last()
      .nodes.filter((n) => n.role === 'replica')
      .map((n) => [
        n.id,
        (n.durable.executed as unknown as Executed[]).map((e) => `${e.n} ${requestText(e.m)}`),
      ]),
  );
const views = (id: string) =>
  run(id)
    .last()
    .nodes.filter((n) => n.role === 'replica')
    .map((n) => n.durable.view);
const count = (id: string, type: string) => {
  const { trace } = run(id);
  const kind = meta.messages.findIndex((k) => k.id === type);
  const { columns } = trace;
  let found = 0;
  for (let row = 0; row < trace.rows; row++)
    if (columns.kind[row] === K.send && columns.ref[row] === kind) found++;
  return found;
};

describe('every scenario', () => {
  it.each(scenarios.map((s) => [s.id, s] as const))(
    '%s breaks what it says it breaks, nothing else',
    (id, s) => {
      const { trace } = run(id);
      expect(broken(trace)).toEqual([...s.violates].sort());
      expect(trace.notes.filter((n) => n.id === '!error')).toEqual([]);
      expect(trace.stopped).toBeNull();
      expect(s.cursor ?? 0).toBeLessThanOrEqual(s.spec.until);
      for (const param of Object.keys(s.spec.params)) {
        expect([...meta.params.map((p) => p.id), 'latency']).toContain(param);
      }
    },
  );

  it.each(scenarios.map((s) => [s.id, s] as const))(
    '%s breaks nothing without faults and variants',
    (_, s) => {
      const { trace } = simulate(protocol, {
        ...s.spec,
        variants: [],
        inputs: s.spec.inputs.filter((i) => !('fault' in i)),
      });
      expect(broken(trace)).toEqual([]);
      expect(trace.operations.every((o) => o.outcome === 'ok')).toBe(true);
    },
  );

  it('has an id and a place of its own, in the order of the tour', () => {
    expect(new Set(scenarios.map((s) => s.id)).size).toBe(scenarios.length);
    expect(scenarios.map((s) => s.order)).toEqual(scenarios.map((_, i) => i + 1));
    expect(scenarios[0]?.id).toBe(meta.opens);
  });

  it.each(scenarios.map((s) => [s.id, s] as const))(
    '%s is a document that the lab opens',
    (_id, { spec }) => {
      const parsed = parseRunSpec(spec, new Map([[meta.id, meta]]));
      expect(parsed.ok ? null : parsed.why).toBeNull();
    },
  );

  it('together they show every behaviour', () => {
    const shown = scenarios
      .flatMap((s) => s.spec.inputs)
      .map((i) => ('fault' in i && i.fault.type === 'byzantine' ? i.fault.behaviour : ''));
    for (const { id } of meta.behaviours ?? []) expect(shown).toContain(id);
    expect(Object.keys(protocol.behaviours ?? {})).toEqual(meta.behaviours?.map((b) => b.id));
  });

  it('that breaks nothing has a history with a linearization', () => {
    for (const { scenario, trace } of runs) {
      if (scenario.violates.length > 0) continue;
      const checked = checkLinearizability(historyFromTrace(trace), 'kv');
      expect([scenario.id, checked.ok && checked.judgement.verdict]).toEqual([scenario.id, 'yes']);
    }
  });
});

describe('every variant', () => {
  for (const variant of meta.variants) {
    it(`${variant.id} has a scenario in which it breaks what it names; the same inputs without it hold`, () => {
      const { scenario } = run(variant.scenario);
      expect(scenario.spec.variants).toEqual([variant.id]);
      expect([...scenario.violates].sort()).toEqual([...variant.breaks].sort());
      expect(broken(simulate(protocol, { ...scenario.spec, variants: [] }).trace)).toEqual([]);
    });
  }
});

describe('counter-runs: the same inputs, one thing different', () => {
  it.each([
    ['why-commit', 'executed-at-prepared'],
    ['primary-crash', 'forgotten-certificates'],
    ['slow-network', 'fixed-timeout'],
    ['lying-replica', 'first-reply'],
    ['second-story-refused', 'second-story-accepted'],
    ['highest-view', 'lowest-view'],
    ['new-primary-lies', 'trusting-new-primary'],
    ['watermarks', 'no-watermarks'],
  ])('%s and %s differ in the variant alone', (a, b) => {
    const [x, y] = [run(a).scenario.spec, run(b).scenario.spec];
    expect(x.variants).toEqual([]);
    expect({ ...y, variants: [] }).toEqual(x);
  });

  it('two-traitors: with either of them honest the others agree', () => {
    const { spec } = run('two-traitors').scenario;
    for (const liar of [0, 1]) {
      const inputs = spec.inputs.filter((_, i) => i !== liar);
      expect(broken(simulate(protocol, { ...spec, inputs }).trace)).toEqual([]);
    }
  });

  it('three-replicas-block: a fourth replica, and the same silence does no harm', () => {
    const { spec } = run('three-replicas-block').scenario;
    const { trace } = simulate(protocol, { ...spec, nodes: { ...spec.nodes, replica: 4 } });
    expect(broken(trace)).toEqual([]);
    expect(trace.operations.map((o) => o.outcome)).toEqual(['ok']);
  });

  it('majority-of-five: of four and of six replicas a majority is a quorum', () => {
    const { spec } = run('majority-of-five').scenario;
    for (const replica of [4, 6]) {
      const { trace } = simulate(protocol, { ...spec, nodes: { ...spec.nodes, replica } });
      expect([replica, broken(trace)]).toEqual([replica, []]);
    }
  });
});

describe('what the scenarios claim', () => {
  it('normal-case: three phases, and two equal replies', () => {
    expect(['PrePrepare', 'Prepare', 'Commit', 'Reply'].map((type) => count('normal-case', type))).toEqual([
      3 * 3,
      3 * 9,
      3 * 12,
      3 * 4,
    ]);
  });

  it('equivocating-primary: one story is executed everywhere, and R4 learns of it from a checkpoint', () => {
    expect(noted('equivocating-primary', 'catchesUp')).toEqual(['R4 catchesUp']);
    expect(executed('equivocating-primary').R4).not.toContain('1 x=1 of C1');
    expect(executed('equivocating-primary').R2).toEqual(executed('equivocating-primary').R3);
    expect(new Set(views('equivocating-primary'))).toEqual(new Set([1]));
  });

  it('three-way-split: nothing is prepared in view 1', () => {
    const { trace } = run('three-way-split');
    const prepared = trace.notes.filter((n) => n.id === 'prepared').map((n) => n.fields.v);
    expect(new Set(prepared)).toEqual(new Set([2]));
    expect(outcomes('three-way-split')).toEqual(['ok', 'ok', 'ok']);
  });

  it('why-commit: R2 alone has prepared x=1 as number 1, which becomes x=2', () => {
    const all = executed('why-commit');
    expect(all.R3?.[0]).toBe('1 x=2 of C2');
    expect(all.R2).toEqual([]);
    expect(executed('executed-at-prepared').R2).toEqual(['1 x=1 of C1']);
    expect(executed('executed-at-prepared').R3?.[0]).toBe('1 x=2 of C2');
  });

  it('primary-crash: what R3 alone has executed, view 2 proposes again', () => {
    const { trace } = run('primary-crash');
    const first = trace.notes.find((n) => n.id === 'executes');
    expect(first?.node).toBe('R3');
    const begins = trace.notes.find((n) => n.id === 'beginsView');
    expect(begins).toMatchObject({ node: 'R2', fields: { view: 2, proposals: '1 x=1 of C1' } });
    expect(executed('primary-crash').R2?.[0]).toBe('1 x=1 of C1');
    expect(executed('forgotten-certificates').R2?.[0]).toBe('1 x=2 of C2');
  });

  it('cascading-views: the third primary is the first that works', () => {
    expect(noted('cascading-views', 'beginsView')).toEqual(['R3 beginsView']);
    expect(views('cascading-views').slice(2)).toEqual([3, 3, 3, 3, 3]);
    const times = run('cascading-views')
      .trace.notes.filter((n) => n.id === 'asksForView' && n.node === 'R4')
      .map((n) => (run('cascading-views').trace.columns.time[n.row] as number) / 1000);
    expect(times).toEqual([420, 680]);
  });

  it('slow-network: each wait is twice the last, until one is enough', () => {
    const { trace } = run('slow-network');
    const asked = trace.notes.filter((n) => n.id === 'asksForView' && n.node === 'R4');
    const times = asked.map((n) => (trace.columns.time[n.row] as number) / 1000);
    // Each counts from when a quorum asked: 100 ms after they all did.
    expect(times).toEqual([290, 470, 730]);
    expect(outcomes('slow-network')).toEqual(['ok']);
    expect(outcomes('fixed-timeout')).toEqual(['open']);
    expect(noted('fixed-timeout', 'executes')).toEqual([]);
  });

  it('catching-up: R4 fetches one state and goes on with the others', () => {
    expect(noted('catching-up', 'fetches', 'catchesUp')).toEqual(['R4 fetches', 'R4 catchesUp']);
    expect(executed('catching-up').R4).toEqual(['7 read x of C1']);
    expect(outcomes('catching-up').every((o) => o === 'ok')).toBe(true);
  });

  it('false-state: refused, and fetched from another', () => {
    expect(noted('false-state', 'refusesState', 'catchesUp')).toEqual(['R4 refusesState', 'R4 catchesUp']);
    expect(executed('false-state').R4).toEqual(['7 read x of C1']);
  });

  it('invented-proof: refused by all, and view 2 begins without it', () => {
    expect(noted('invented-proof', 'refusesViewChange')).toHaveLength(3);
    expect(noted('invented-proof', 'beginsView')).toEqual(['R2 beginsView']);
  });

  it('lying-replica: the lie comes first; who waits for two equal results is not deceived', () => {
    const result = (id: string) => run(id).trace.operations[1]?.result;
    expect([result('lying-replica'), result('first-reply')]).toEqual([1, 666]);
  });

  it('two-traitors-of-seven: the larger group executes, and all agree', () => {
    const { R3, R4, R5, R6, R7 } = executed('two-traitors-of-seven');
    expect(R3?.length).toBeGreaterThan(0);
    expect([R4, R5]).toEqual([R3, R3]);
    for (const list of [R6, R7]) expect(R3).toEqual(expect.arrayContaining(list ?? []));
  });

  it('three-replicas-block: nothing is ever executed', () => {
    expect(noted('three-replicas-block', 'executes')).toEqual([]);
  });

  it('second-story-refused: R2 and R3 refuse', () => {
    expect(new Set(noted('second-story-refused', 'refusesSecond'))).toEqual(
      new Set(['R2 refusesSecond', 'R3 refusesSecond']),
    );
  });

  it('highest-view: view 4 proposes again what view 3 prepared', () => {
    const begins = (id: string) =>
      run(id)
        .trace.notes.filter((n) => n.id === 'beginsView')
        .at(-1)?.fields;
    expect(begins('highest-view')).toEqual({ view: 4, proposals: '1 x=2 of C2, 2 x=1 of C1' });
    expect(begins('lowest-view')).toEqual({ view: 4, proposals: '1 x=1 of C1, 2 x=1 of C1' });
  });

  it('new-primary-lies: its new-view is refused by all, and view 3 works', () => {
    expect(new Set(noted('new-primary-lies', 'refusesNewView'))).toEqual(
      new Set(['R1 refusesNewView', 'R3 refusesNewView', 'R4 refusesNewView']),
    );
    expect(outcomes('new-primary-lies')).toEqual(['ok', 'ok']);
  });

  it('no-watermarks: no new primary can begin', () => {
    expect(noted('no-watermarks', 'executes', 'beginsView')).toEqual([]);
    expect(noted('watermarks', 'executes')).toHaveLength(4);
  });

  it('the primary is replaced that is silent, late, partial, or names wrong digests', () => {
    for (const id of ['silent-primary', 'late-primary', 'wrong-digest', 'watermarks', 'ignored-client']) {
      expect([id, noted(id, 'beginsView')]).toEqual([id, ['R2 beginsView']]);
      expect(outcomes(id).every((o) => o === 'ok')).toBe(true);
    }
  });

  it('replayed-messages: nothing takes effect twice, and no view changes', () => {
    expect(noted('replayed-messages', 'replays').length).toBeGreaterThan(4);
    expect(noted('replayed-messages', 'asksForView', 'executesNothing')).toEqual([]);
  });
});

describe('pseudocode and notes', () => {
  const lines = new Set(rules.blocks.flatMap((b) => b.lines.map((l) => l.rule)));
  const all = [...runs, ...sample(60, 1_000_000, {}, 3).map((spec) => simulate(protocol, spec))];
  const fired = new Set(all.flatMap((r) => r.trace.ruleIds));

  it('has a line for every rule that fires, and none that nothing ever lights', () => {
    expect([...lines].sort()).toEqual([...fired].sort());
  });

  it('has a sentence for every note, and every note comes up', () => {
    const declared = new Map(meta.notes.map((n) => [n.id, n]));
    const seen = new Set<string>();
    for (const note of all.flatMap((r) => r.trace.notes)) {
      if (note.id === '!disk') continue; // The engine's own.
      seen.add(note.id);
      const text = `${declared.get(note.id)?.text} ${declared.get(note.id)?.label ?? ''}`;
      const blanks = text.match(/(?<=\{)\w+(?=\})/g) ?? [];
      expect([note.id, declared.has(note.id)]).toEqual([note.id, true]);
      for (const blank of blanks) {
        if (blank !== 'node') expect([note.id, blank, note.fields[blank] ?? null]).not.toContain(null);
      }
    }
    expect([...seen].sort()).toEqual([...declared.keys()].sort());
  });
});
