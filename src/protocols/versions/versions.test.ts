import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaultType } from '../../engine/faultkinds.ts';
import { type PartialSpec, simulate } from '../../testkit/simulate.ts';
import { agree, brokenIn, faultTypes, faulty, proves } from '../../testkit/suite.test-data.ts';
import { meta } from './meta.ts';
import { twins } from './naive.test-data.ts';
import { protocol } from './protocol.ts';
import { rules } from './rules.ts';
import { scenarios } from './scenarios.ts';
import type { Item, Put, Store } from './state.ts';
import { clientIds, dotted, serverIds } from './vectors.ts';
import { belowWords, siblingRows } from './view-siblings.ts';

proves({ protocol, rules, scenarios, traces: new URL('./traces/', import.meta.url) });

const spec = (id: string) => {
  const found = scenarios.find((s) => s.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found.spec;
};
/** What each replica has under x at the end. */
function stored(run: PartialSpec): string[] {
  const { nodes } = simulate(protocol, run).last();
  return nodes
    .filter((n) => n.role === 'replica')
    .map((n) => ((n.durable.store as unknown as Store).x?.siblings ?? []).map((s) => s.value).join(' '));
}
const counts = (run: PartialSpec) =>
  simulate(protocol, run)
    .trace.notes.filter((n) => n.id === 'writes')
    .map((n) => Number.parseInt(String(n.fields.kept), 10));

describe('Parker et al. 1983, Preguiça et al. 2010: two clients that read the same, through one server', () => {
  const put = (w: string, context: Put['context'], count = 1): Put => {
    const [name = ''] = w.split('.');
    return { type: 'Put', q: 1, key: 'x', w, value: w, context, name, count };
  };
  const nothing: Item = { V: {}, siblings: [] };
  it('server ids: [s: 1] and [s: 2], falsely ordered', () => {
    const first = serverIds.put(nothing, put('C1.1', {}), 's');
    const second = serverIds.put(first, put('C2.1', {}), 's');
    expect([first, second].map((i) => i.siblings.map((s) => [s.w, s.V]))).toEqual([
      [['C1.1', { s: 1 }]],
      [['C2.1', { s: 2 }]],
    ]);
  });
  it('client ids: [C1: 1] and [C2: 1], both kept', () => {
    const both = clientIds.put(clientIds.put(nothing, put('C1.1', {}), 's'), put('C2.1', {}), 's');
    expect(both.siblings.map((s) => s.V)).toEqual([{ C1: 1 }, { C2: 1 }]);
  });
  it('dotted: (s, 1) and (s, 2), both with an empty context, both kept; a write that has read both replaces both', () => {
    const both = dotted.put(dotted.put(nothing, put('C1.1', {}), 's'), put('C2.1', {}), 's');
    expect(both.siblings.map((s) => [s.dot, s.V])).toEqual([
      [{ r: 's', n: 1 }, {}],
      [{ r: 's', n: 2 }, {}],
    ]);
    expect(dotted.put(both, put('C1.2', both.V), 's').siblings.map((s) => [s.w, s.dot, s.V])).toEqual([
      ['C1.2', { r: 's', n: 3 }, { s: 2 }],
    ]);
  });
});

describe('what the scenarios claim', () => {
  it('siblings: two, then one, on both replicas', () => {
    expect(stored({ ...spec('siblings'), until: 100_000 })).toEqual(['tea milk', 'tea milk']);
    expect(stored(spec('siblings'))).toEqual(['both', 'both']);
  });
  it('one server: dots and client ids keep both, server ids lose one', () => {
    expect(stored(spec('one-server-dotted'))).toEqual(['tea milk']);
    expect(stored(spec('server-ids'))).toEqual(['milk']);
    expect(stored({ ...spec('client-ids'), until: 75_000 })).toEqual(['tea milk']);
    expect(spec('server-ids').inputs).toEqual(spec('one-server-dotted').inputs);
  });
  it('client-ids: one entry for each client that wrote', () => {
    const r1 = simulate(protocol, spec('client-ids')).last().nodes[0];
    expect((r1?.durable.store as unknown as Store | undefined)?.x?.V).toEqual({ C1: 1, C2: 1, C3: 1, C4: 1 });
  });
  it('sibling-explosion: one more with each write; cured, two', () => {
    expect(counts(spec('sibling-explosion'))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(counts(spec('explosion-cured'))).toEqual([1, 2, 2, 2, 2, 2, 2, 2]);
    expect(spec('sibling-explosion').inputs).toEqual(spec('explosion-cured').inputs);
  });
  it('lost-answer: two of one client', () => expect(stored(spec('lost-answer'))).toEqual(['tea coffee']));
  it('blind-write: three siblings', () => expect(stored(spec('blind-write'))).toEqual(['tea milk juice']));
  it('through-a-partition: “one” does not come back', () => {
    expect(stored(spec('through-a-partition'))).toEqual(['two three', 'two three']);
  });
});

const nodes = fc.record({ replica: fc.integer({ min: 1, max: 3 }), client: fc.integer({ min: 1, max: 4 }) });
const params = fc.record({
  kind: fc.constantFrom('dotted', 'client ids'),
  rounds: fc.integer({ min: 0, max: 3 }),
  sync: fc.constantFrom(0, 20_000, 60_000),
  patience: fc.constantFrom(30_000, 200_000),
});

describe('in random runs', () => {
  // Of a replica that forgot what it had numbered, or a client that gives out its names again, nothing is promised.
  const all = meta.properties.map((p) => p.id);
  it.each(faultTypes(protocol))(
    'under %s a store holds exactly what nobody has replaced',
    (type: FaultType) => {
      brokenIn(protocol, faulty(protocol, [type], { nodes, params }), 15, type === 'amnesia' ? all : []);
    },
  );
  it('and under all of them together', () => {
    const types = faultTypes(protocol).filter((type) => type !== 'amnesia');
    expect([...brokenIn(protocol, faulty(protocol, types, { nodes, params }), 60)]).toEqual([]);
  });
  it.each(meta.variants.map((v) => [v.id, v.breaks] as const))(
    '%s breaks what it names, nothing else',
    (id, breaks) => {
      const runs = faulty(protocol, ['partition'], { nodes, params, variants: [id] });
      expect([...brokenIn(protocol, runs, 50, breaks)].sort()).toEqual([...breaks].sort());
    },
  );
});

it('each promise breaks where its naive twin does', () => {
  const small = { nodes, params, until: 200_000, commands: 5, faults: 2 };
  const runs = [
    ...fc.sample(faulty(protocol, ['link', 'crash', 'partition'], small), { seed: 3, numRuns: 15 }),
    ...meta.variants.flatMap(({ id }) =>
      fc.sample(faulty(protocol, [], { ...small, variants: [id] }), { seed: 4, numRuns: 15 }),
    ),
    ...scenarios.filter((s) => s.id !== 'everybody-writes').map((s) => s.spec),
  ];
  expect([...agree(protocol, twins, runs)].sort()).toEqual(meta.properties.map((p) => p.id).sort());
});

it('what stands below a value is said to be what it is', () => {
  expect(belowWords('dotted', [])).toContain('its dot');
  expect(belowWords('client ids', [])).toBe('below a value: its vector');
  expect(belowWords('dotted', ['serverIds'])).toBe('below a value: its vector');
  // One vector for all stands before them, so that below each is its name.
  const run = scenarios.find((s) => s.id === 'sibling-explosion');
  const { world, trace } = simulate(protocol, run?.spec as PartialSpec);
  const [row] = siblingRows(world(trace.steps - 1), null);
  expect(row?.lists?.[0]?.chips?.[0]).toMatchObject({ text: 'a1', below: 'C1.1' });
  expect(belowWords('dotted', ['oneVector'])).toContain('which write it is');
});
