import { describe, expect, it } from 'vitest';
import { FAULT_KINDS } from '../../engine/faultkinds.ts';
import type { Fault, RunSpec } from '../../engine/runspec.ts';
import { K } from '../../engine/trace.ts';
import { simulate } from '../../testkit/simulate.ts';
import { meta } from './meta.ts';
import { protocol } from './protocol.ts';
import { calmSpecs, sample } from './random.test-data.ts';
import { rules } from './rules.ts';
import { scenarios } from './scenarios.ts';

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
const faultsOf = (spec: RunSpec): Fault[] => spec.inputs.flatMap((i) => ('fault' in i ? [i.fault] : []));
const notesOf = (id: string, name: string) => run(id).trace.notes.filter((n) => n.id === name);
const lists = (id: string) =>
  run(id)
    .last()
    .nodes.filter((n) => n.role === 'keeper')
    .map((n) => (n.durable.notes as { word: string }[]).map((note) => note.word).join(' '));

describe('every scenario', () => {
  it.each(scenarios.map((s) => [s.id, s] as const))(
    '%s breaks what it says it breaks, nothing else',
    (id, s) => {
      const { trace } = run(id);
      expect(broken(s.spec)).toEqual([...s.violates].sort());
      expect(trace.notes.filter((n) => n.id === '!error')).toEqual([]);
      expect(trace.stopped).toBeNull();
      expect(trace.steps).toBeLessThan(130);
    },
  );

  it.each(scenarios.map((s) => [s.id, s] as const))('%s breaks nothing without its faults', (_id, s) => {
    expect(broken({ ...s.spec, inputs: s.spec.inputs.filter((i) => !('fault' in i)) })).toEqual([]);
  });

  it('has an id and a place of its own, in the order of the tour', () => {
    expect(new Set(scenarios.map((s) => s.id)).size).toBe(scenarios.length);
    expect(scenarios.map((s) => s.order)).toEqual(scenarios.map((_, i) => i + 1));
  });

  it('finds something to act on for every input, and every fault strikes', () => {
    for (const { scenario, trace } of runs) {
      const { columns } = trace;
      const acted = scenario.spec.inputs.map((_, i) =>
        columns.kind.some((k, row) => k === K.fault && columns.ref[row] === i),
      );
      expect([scenario.id, acted]).toEqual([scenario.id, acted.map(() => true)]);
      expect([scenario.id, columns.kind.includes(K.ignored)]).toEqual([scenario.id, false]);
    }
  });

  it('together they show every kind of fault, and every way each can be', () => {
    const shown = new Set<string>();
    for (const { spec } of scenarios) {
      for (const fault of faultsOf(spec)) {
        shown.add(fault.type);
        for (const field of Object.keys(fault)) shown.add(`${fault.type}.${field}`);
      }
    }
    for (const { type } of FAULT_KINDS) expect(shown).toContain(type);
    for (const way of ['partition.flap', 'partition.oneWay', 'delay.by', 'duplicate.by', 'crash.until']) {
      expect(shown).toContain(way);
    }
    for (const field of ['latency', 'loss', 'duplicate', 'reorder', 'corrupt']) {
      expect(shown).toContain(`link.${field}`);
    }
    for (const field of ['offset', 'driftPpm', 'step', 'stop']) expect(shown).toContain(`clock.${field}`);
    const behaviours = scenarios
      .flatMap((s) => faultsOf(s.spec))
      .map((f) => (f.type === 'byzantine' ? f.behaviour : ''));
    for (const { id } of meta.behaviours ?? []) expect(behaviours).toContain(id);
  });

  it('together they break every promise', () => {
    const all = new Set(scenarios.flatMap((s) => s.violates));
    expect([...all].sort()).toEqual(meta.properties.map((p) => p.id).sort());
  });
});

describe('every variant', () => {
  for (const variant of meta.variants) {
    it(`${variant.id} has a scenario in which it breaks promises it names; without it they hold`, () => {
      const { scenario } = run(variant.scenario);
      expect(scenario.spec.variants).toEqual([variant.id]);
      expect(scenario.violates.length).toBeGreaterThan(0);
      for (const property of scenario.violates) expect(variant.breaks).toContain(property);
      expect(broken({ ...scenario.spec, variants: [] })).toEqual([]);
    });
  }
});

/** Pairs that differ in one parameter or one rule: the same inputs, another outcome. */
describe('counter-runs', () => {
  const twins: readonly (readonly [string, string])[] = [
    ['crash-before-fsync', 'confirmed-before-fsync'],
    ['corrupted-and-noticed', 'corrupted-and-believed'],
    ['delayed-note', 'delayed-in-order'],
    ['bit-rot', 'bit-rot-noticed'],
    ['misdirected-write', 'misdirected-and-noticed'],
  ];
  it.each(twins)('%s and %s have the same seed and faults', (a, b) => {
    const [x, y] = [run(a).scenario.spec, run(b).scenario.spec];
    expect([x.seed, x.until, x.nodes, x.inputs]).toEqual([y.seed, y.until, y.nodes, y.inputs]);
    expect([x.params, x.variants]).not.toEqual([y.params, y.variants]);
    expect(run(a).trace.hash).not.toBe(run(b).trace.hash);
  });

  it('lost-heartbeat: with half the patience one lost heartbeat is enough, and none lost is not', () => {
    const { spec } = run('lost-heartbeat').scenario;
    const hasty = { ...spec, params: { ...spec.params, suspectAfter: 60_000 } };
    expect(broken(hasty)).toEqual(['no-false-suspicion']);
    expect(broken({ ...hasty, inputs: [] })).toEqual([]);
  });

  it('clock-fast: who waits longer than two heartbeats is not misled', () => {
    const { spec } = run('clock-fast').scenario;
    expect(broken({ ...spec, params: { ...spec.params, suspectAfter: 100_000 } })).toEqual([]);
  });

  it('stopped-watch: with a clock that runs the crash is noticed', () => {
    const { spec } = run('stopped-watch').scenario;
    const crash = spec.inputs.slice(1);
    expect(broken({ ...spec, inputs: crash })).toEqual([]);
    const { trace } = simulate(protocol, { ...spec, inputs: crash });
    expect(trace.notes.filter((n) => n.id === 'suspects').map((n) => n.node)).toEqual(['K2']);
  });
});

describe('what the scenarios claim', () => {
  const suspicions = (id: string) => [
    ...new Set(notesOf(id, 'suspects').map((n) => `${n.node} ${n.fields.peer}`)),
  ];
  const found = (id: string) => notesOf(id, 'finds').map((n) => `${n.node}: ${n.fields.found}`);

  it('nodes', () => {
    expect(suspicions('no-fault')).toEqual([]);
    expect(suspicions('crash-stop')).toEqual(['K1 K2']);
    expect(found('crash-and-restart')).toEqual(['K2: apple, bread']);
    expect(lists('crash-and-restart')).toEqual(['apple bread cheese dates eggs', 'apple bread eggs']);
    expect(found('amnesia')).toEqual(['K2: nothing']);
    expect(suspicions('amnesia')).toEqual([]);
    expect(suspicions('outage')).toEqual(['K3 K1', 'K3 K2']);
    expect(suspicions('pause')).toEqual(['K1 K2', 'K2 K1']);
    expect(suspicions('slow-node')).toEqual([]);
    expect(lists('confirms-without-keeping')).toEqual(['apple bread cheese', '']);
    expect(lists('two-words')).toEqual(['apple bread', 'stones stones', 'apple bread']);
    expect(suspicions('silent-to-one')).toEqual(['K1 K3']);
  });

  it('links', () => {
    expect(suspicions('partition')).toEqual(['K1 K2', 'K2 K1']);
    expect(suspicions('one-way-partition')).toEqual(['K2 K1', 'K3 K1']);
    expect(suspicions('partial-partition')).toEqual(['K1 K2', 'K2 K1']);
    expect(notesOf('flapping-link', 'suspects')).toHaveLength(6);
    expect(notesOf('flapping-link', 'trusts')).toHaveLength(6);
    expect(lists('blocked-answers')).toEqual(['apple bread cheese dates eggs']);
    expect(notesOf('blocked-answers', 'told').map((n) => n.fields.n)).toEqual([1, 4, 5]);
    expect(lists('slow-link')).toEqual(['apple bread cheese dates eggs']);
    expect(lists('lossy-link')).toEqual(['apple cheese dates figs grapes']);
    expect(lists('duplicating-link')).toEqual(['apple bread cheese cheese dates eggs eggs']);
    expect(lists('reordering-link')).toEqual(['apple bread dates cheese figs eggs grapes honey']);
    expect(lists('corrupting-link')).toEqual(['apple cheese eggs figs']);
  });

  it('messages', () => {
    expect(suspicions('lost-heartbeat')).toEqual([]);
    expect(lists('lost-note')).toEqual(['apple cheese']);
    expect(lists('delayed-note')).toEqual(['apple cheese bread dates']);
    expect(lists('delayed-in-order')).toEqual(['apple bread cheese dates']);
    expect(lists('duplicated-note')).toEqual(['apple bread bread cheese']);
    expect(lists('reordered-note')).toEqual(['apple cheese bread dates']);
    expect(lists('corrupted-and-noticed')).toEqual(['apple cheese']);
    expect(lists('corrupted-and-believed')).toEqual(['apple bsead cheese']);
  });

  it('clocks', () => {
    expect(notesOf('clock-offset', 'backwards').map((n) => [n.fields.keeper, n.fields.n])).toEqual([
      ['K2', 2],
      ['K2', 3],
    ]);
    expect(notesOf('clock-step', 'backwards').map((n) => n.fields.n)).toEqual([3]);
    for (const id of ['clock-offset', 'clock-step']) expect(suspicions(id)).toEqual([]);
    for (const id of ['clock-drift', 'clock-stop']) expect(suspicions(id)).toEqual(['K1 K2']);
    expect(suspicions('clock-fast')).toEqual(['K2 K1']);
    expect(suspicions('stopped-watch')).toEqual([]);
    const stamps = run('clock-stop').last().nodes[2]?.durable.notes as { stamp: number }[];
    expect(stamps.slice(1).map((n) => n.stamp)).toEqual([150_000, 150_000, 150_000]);
  });

  it('disks', () => {
    expect(found('crash-before-fsync')).toEqual(['K1: apple']);
    expect(notesOf('crash-before-fsync', 'told').map((n) => n.fields.n)).toEqual([1]);
    expect(found('confirmed-before-fsync')).toEqual(['K1: apple']);
    expect(notesOf('confirmed-before-fsync', 'told').map((n) => n.fields.n)).toEqual([1, 2]);
    expect(lists('slow-disk')).toEqual(['apple bread cheese dates eggs']);
    expect(found('lost-write')).toEqual(['K1: apple, bread']);
    expect(found('torn-write')).toEqual(['K1: apple']);
    expect(found('misdirected-write')).toEqual(['K1: apple, cheese']);
    expect(found('misdirected-and-noticed')).toEqual(['K1: apple']);
    expect(found('bit-rot')).toEqual(['K1: apple, cread, cheese']);
    expect(found('bit-rot-noticed')).toEqual(['K1: apple']);
    expect(found('unreadable-sector')).toEqual(['K1: nothing']);
    expect(found('full-disk')).toEqual(['K2: apple, bread']);
    expect(suspicions('full-disk')).toEqual(['K1 K2']);
  });
});

describe('pseudocode and notes', () => {
  const lines = new Set(rules.blocks.flatMap((b) => b.lines.map((l) => l.rule)));
  const all = [...runs, ...sample(calmSpecs(), 10).map((spec) => simulate(protocol, spec))];
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
      const blanks = declared.get(note.id)?.text.match(/(?<=\{)\w+(?=\})/g) ?? [];
      expect([note.id, declared.has(note.id)]).toEqual([note.id, true]);
      for (const blank of blanks) {
        if (blank !== 'node') expect([note.id, blank, note.fields[blank] ?? null]).not.toContain(null);
      }
    }
    expect([...seen].sort()).toEqual([...declared.keys()].sort());
  });
});
