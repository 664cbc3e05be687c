import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causality, vectorClocks } from '../../query/causality.ts';
import { simulate } from '../../testkit/simulate.ts';
import { agree, brokenIn, faultTypes, faulty, proves } from '../../testkit/suite.test-data.ts';
import { meta } from './meta.ts';
import { twins } from './naive.test-data.ts';
import { protocol } from './protocol.ts';
import { rules } from './rules.ts';
import { scenarios } from './scenarios.ts';
import type { Vector } from './state.ts';
import { boardRows } from './view-board.ts';

proves({ protocol, rules, scenarios, traces: new URL('./traces/', import.meta.url) });

const spec = (id: string) => {
  const found = scenarios.find((s) => s.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found.spec;
};
const said = (id: string, note: string) =>
  simulate(protocol, spec(id)).trace.notes.filter((n) => n.id === note);

describe('what the scenarios claim', () => {
  it('worked-example: A[1,0,0] → B[1,1,0] → C[1,1,1] → A[2,1,1]', () => {
    expect(said('worked-example', 'passes').map((n) => [n.node, n.fields.vector])).toEqual([
      ['A1', '[1, 0, 0]'],
      ['B1', '[1, 1, 0]'],
      ['C1', '[1, 1, 1]'],
    ]);
    expect(said('worked-example', 'receives').at(-1)?.fields.vector).toBe('[2, 1, 1]');
  });

  it('alice-bob-carol: everybody finds that Carol’s post is concurrent with both others, and those are not with each other', () => {
    const pairs = said('alice-bob-carol', 'concurrent').map((n) =>
      [n.node, [n.fields.a, n.fields.b].sort().join(' | ')].join(': '),
    );
    const all = ['A1', 'B1', 'C1'].flatMap((id) => [
      `${id}: at noon | ill today`,
      `${id}: ill today | lunch?`,
    ]);
    expect(pairs.sort()).toEqual(all.sort());
    const rows = boardRows(simulate(protocol, spec('alice-bob-carol')).last(), null);
    expect(rows[0]?.lists[0]?.chips.map((c) => [c.text, c.look])).toEqual([
      ['lunch?', 'dashed'],
      ['ill today', 'dashed'],
      ['at noon', 'dashed'],
    ]);
  });
});

const params = fc.record({ posts: fc.integer({ min: 0, max: 3 }) });
const nodes = fc.record({ guest: fc.integer({ min: 0, max: 2 }) });

describe('under random faults of one kind both directions hold', () => {
  // Of a member that forgot how often it had counted nothing is promised.
  const all = meta.properties.map((p) => p.id);
  it.each(faultTypes(protocol))('%s', (type) => {
    brokenIn(protocol, faulty(protocol, [type], { nodes, params }), 20, type === 'amnesia' ? all : []);
  });
  it.each(meta.variants.map((v) => [v.id, v.breaks] as const))(
    '%s breaks what it names, nothing else',
    (id, breaks) => {
      const runs = faulty(protocol, ['link'], { nodes, params, variants: [id] });
      expect([...brokenIn(protocol, runs, 40, breaks)].sort()).toEqual([...breaks].sort());
    },
  );
});

it('each promise breaks where its naive twin does', () => {
  const small = { nodes, params, until: 200_000, commands: 5, faults: 2 };
  const runs = [
    ...fc.sample(faulty(protocol, ['link', 'crash'], small), { seed: 3, numRuns: 15 }),
    ...meta.variants.flatMap(({ id }) =>
      fc.sample(faulty(protocol, ['link'], { ...small, variants: [id] }), { seed: 4, numRuns: 8 }),
    ),
    ...scenarios.map((s) => s.spec),
  ];
  expect([...agree(protocol, twins, runs)].sort()).toEqual(meta.properties.map((p) => p.id).sort());
});

it('the vectors are those of the engine, once its starts and timers without an event are taken out', () => {
  for (const run of fc.sample(faulty(protocol, ['link', 'pause'], { nodes, params }), {
    seed: 5,
    numRuns: 10,
  })) {
    const { trace, world } = simulate(protocol, run);
    const order = causality(trace);
    const engine = vectorClocks(order);
    // Which steps of a lane are events, counted up to each.
    const events: number[][] = trace.nodes.map(() => [0]);
    for (let s = 0; s < trace.steps; s++) {
      const lane = order.lane[s] as number;
      if (lane >= trace.nodes.length) continue;
      const own = events[lane] as number[];
      const mark = world(s).nodes[lane]?.durable.event as { n: number } | undefined;
      own.push(mark?.n ?? 0);
      const V = world(s).nodes[lane]?.durable.V as unknown as Vector;
      for (const [k, node] of trace.nodes.entries()) {
        const steps = engine[s * trace.nodes.length + k] as number;
        expect(V[node.id] ?? 0).toBe(events[k]?.[steps] ?? 0);
      }
    }
  }
});
