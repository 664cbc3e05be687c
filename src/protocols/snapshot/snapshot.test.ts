import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaultType } from '../../engine/faultkinds.ts';
import { causality, relation } from '../../query/causality.ts';
import { simulate } from '../../testkit/simulate.ts';
import { agree, broken, brokenIn, faultTypes, faulty, proves } from '../../testkit/suite.test-data.ts';
import { meta } from './meta.ts';
import { twins } from './naive.test-data.ts';
import { protocol } from './protocol.ts';
import { rules } from './rules.ts';
import { scenarios } from './scenarios.ts';
import type { Durable, Part } from './state.ts';
import { cutOf, cutsOf } from './view-cut.ts';
import { partRows, sumText } from './view-parts.ts';
import timelineOf from './view-timeline.ts';

proves({ protocol, rules, scenarios, traces: new URL('./traces/', import.meta.url) });

const spec = (id: string) => {
  const found = scenarios.find((s) => s.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found.spec;
};
const totals = (id: string) =>
  simulate(protocol, spec(id))
    .trace.notes.filter((n) => n.id === 'complete')
    .map((n) => n.fields.total);

describe('what the scenarios claim', () => {
  it('sums: 30 in the photograph, 20 with the tokens on the way, 30 twice for two at once', () => {
    expect(totals('a-photograph')).toEqual([30]);
    expect(totals('on-the-way')).toEqual([20]);
    expect(totals('two-at-once')).toEqual([30, 30]);
  });

  it('forgotten-channels and deaf-initiator: 4 tokens are missing', () => {
    expect(totals('forgotten-channels')).toEqual([16]);
    expect(totals('deaf-initiator')).toEqual([16]);
  });

  it('overtaken-marker counts 4 tokens twice, overtaken-tokens not at all; on links that keep order both add up', () => {
    expect([totals('overtaken-marker'), totals('overtaken-tokens')]).toEqual([[24], [16]]);
    for (const id of ['overtaken-marker', 'overtaken-tokens']) {
      const run = spec(id);
      expect(broken(protocol, { ...run, params: { ...run.params, fifo: true } })).toEqual([]);
    }
  });

  it('never-was: at no step of the run did both have what was recorded', () => {
    const { trace, world } = simulate(protocol, spec('never-was'));
    const hands = Array.from({ length: trace.steps }, (_, s) => world(s).nodes.map((n) => n.durable.tokens));
    expect(hands).not.toContainEqual([10, 8]);
    expect(totals('never-was')).toEqual([20]);
  });

  it('lost-marker: without the loss it ends', () => {
    const run = spec('lost-marker');
    expect(broken(protocol, { ...run, inputs: run.inputs.filter((i) => !('fault' in i)) })).toEqual([]);
  });
});

const nodes = fc.record({ process: fc.integer({ min: 2, max: 5 }) });
const params = fc.record({
  moves: fc.integer({ min: 0, max: 8 }),
  tokens: fc.integer({ min: 0, max: 10 }),
  snapshotAt: fc.integer({ min: 0, max: 200_000 }),
});

const TIME = ['complete-in-time'];
const LOSS = [...TIME, 'conservation'];
const ALL = [...LOSS, 'consistent-cut'];
/** What a fault can break; the algorithm needs every message, in order and once. Behind a lost marker tokens slip past. */
const CAN_BREAK: Readonly<Partial<Record<FaultType, readonly string[]>>> = {
  pause: TIME,
  slow: TIME,
  delay: TIME,
  clock: TIME,
  crash: ALL,
  outage: ALL,
  partition: ALL,
  partial: ALL,
  block: ALL,
  drop: ALL,
  corrupt: ALL,
  duplicate: LOSS,
  link: ALL,
  reorder: ALL,
  amnesia: ALL,
};
describe('under random faults of one kind', () => {
  it.each(faultTypes(protocol))('%s breaks nothing but what it can', (type) => {
    brokenIn(protocol, faulty(protocol, [type], { nodes, params }), 40, CAN_BREAK[type] ?? []);
  });
  it('none, in 300 runs', () => {
    expect([...brokenIn(protocol, faulty(protocol, [], { nodes, params }), 300)]).toEqual([]);
  });
  it('links that do not keep order break consistency and sums', () => {
    const loose = params.map((p) => ({ ...p, fifo: false }));
    const found = brokenIn(protocol, faulty(protocol, [], { nodes, params: loose }), 100, ALL.slice(1));
    expect([...found].sort()).toEqual(['conservation', 'consistent-cut']);
  });
  it.each(meta.variants.map((v) => [v.id, v.breaks] as const))(
    '%s breaks what it names, nothing else',
    (id, breaks) => {
      const runs = faulty(protocol, [], { nodes, params, variants: [id], until: 900_000 });
      expect([...brokenIn(protocol, runs, 60, breaks)].sort()).toEqual([...breaks].sort());
    },
  );
});

it('each promise breaks where its naive twin does, and each does somewhere', () => {
  const small = { nodes, params, until: 400_000, commands: 4, faults: 2 };
  const runs = [
    ...fc.sample(faulty(protocol, ['link', 'crash', 'drop', 'reorder'], small), { seed: 3, numRuns: 30 }),
    ...meta.variants.flatMap(({ id }) =>
      fc.sample(faulty(protocol, [], { ...small, variants: [id] }), { seed: 4, numRuns: 6 }),
    ),
    ...scenarios.map((s) => s.spec),
  ];
  expect([...agree(protocol, twins, runs)].sort()).toEqual(meta.properties.map((p) => p.id).sort());
});

it('cuts are consistent for the engine’s own happened-before: nothing that records is after another that records later', () => {
  for (const run of fc.sample(faulty(protocol, [], { nodes, params }), { seed: 5, numRuns: 20 })) {
    const { trace } = simulate(protocol, run);
    const order = causality(trace);
    const step = (row: number) => trace.columns.step[row] as number;
    const gives = trace.notes.filter((n) => n.id === 'gives');
    const takes = (s: number) =>
      [...trace.columns.cause.keys()].filter((row) => {
        const send = trace.columns.cause[row] as number;
        return (
          trace.columns.kind[row] === 1 && send >= 0 && step(send) === s && trace.columns.ref[send] === 0
        );
      });
    for (const { fields, node, row } of trace.notes.filter((n) => n.id === 'records')) {
      // A gift after its giver recorded itself is never received by anybody before that one records the same snapshot.
      for (const gift of gives.filter((g) => g.node === node && g.row > row)) {
        for (const taken of takes(step(gift.row))) {
          const taker = trace.nodes[trace.columns.node[taken] as number]?.id;
          const own = trace.notes.find(
            (n) => n.id === 'records' && n.node === taker && n.fields.snapshot === fields.snapshot,
          );
          expect(own && own.row < taken).toBe(true);
          expect(relation(order, step(row), step(taken))).toBe('before');
        }
      }
    }
  }
});

it('the panel adds up', () => {
  const { last } = simulate(protocol, spec('on-the-way'));
  expect(partRows(last(), null).map((r) => r.lists.map((l) => l.chips.map((c) => c.text)))).toEqual([
    [['10'], ['P2: 4']],
    [['6'], ['P1: –']],
  ]);
  expect(sumText(last())).toBe('snapshot P1.1: 10 + 6 recorded, 4 on the way, together 20');
});

it('the picture of the cut: what crosses it is on the way, and only a broken cut has anything against its direction', () => {
  const cut = (id: string) => {
    const { trace, last } = simulate(protocol, spec(id));
    const { step, time } = last();
    return cutOf(trace, step, time)?.messages.map((m) => m.kind);
  };
  expect(cut('on-the-way')).toEqual(['across']);
  expect(cut('never-was')).toEqual(['after', 'across']);
  expect(cut('overtaken-marker')).toEqual(['back']);
  expect(cut('overtaken-tokens')).toEqual(['across']);
  expect(cut('a-photograph')?.filter((kind) => kind === 'across')).toHaveLength(1);
});

it('the timeline has the cut of every snapshot across all lanes that recorded, and in red only what runs against it', () => {
  for (const { id, spec: run } of scenarios) {
    const { trace, last } = simulate(protocol, run);
    const { lines, messages } = timelineOf(trace);
    const records = trace.notes.filter((n) => n.id === 'records');
    expect(lines.length).toBe(new Set(records.map((n) => n.fields.snapshot)).size);
    expect(lines.flatMap(({ points }) => points).length).toBe(records.length);
    for (const { points } of lines) expect(new Set(points.map((p) => p.lane)).size).toBe(points.length);
    const { step, time } = last();
    expect(cutsOf(trace).at(-1)?.points).toEqual(cutOf(trace, step, time)?.points);
    if (id === 'overtaken-marker') expect(messages.map((m) => m.bad)).toEqual([true]);
    if (id === 'on-the-way') expect(messages.map((m) => m.bad)).toEqual([false]);
  }
});

it('Chandy & Lamport 1985: the recorded state is that of the game after the events inside the cut, and no others', () => {
  let checked = 0;
  for (const run of fc.sample(faulty(protocol, ['pause', 'delay'], { nodes, params }), {
    seed: 7,
    numRuns: 40,
  })) {
    const { trace, last } = simulate(protocol, run);
    const ids = trace.nodes.map((n) => n.id);
    const views = last().nodes.map((n) => n.durable as unknown as Durable);
    const count = (text: unknown) => Number.parseInt(String(text), 10);
    /** Who, as which of its own events, did what. */
    const seen: Record<string, number> = {};
    const events = trace.notes
      .filter((n) => n.id === 'gives' || n.id === 'takes')
      .map(({ id, node, fields }) => {
        seen[node] = (seen[node] ?? 0) + 1;
        const sender = id === 'gives' ? node : String(fields.from);
        return {
          id,
          node,
          n: seen[node] as number,
          to: fields.to,
          tokens: count(fields.tokens),
          name: `${sender} ${fields.n}`,
        };
      });
    for (const snapshot of new Set(views.flatMap((v) => Object.keys(v.parts)))) {
      const parts = views.map((v) => v.parts[snapshot]);
      if (!parts.every((p): p is Part => p !== undefined && Object.values(p.channels).every((c) => !c.open)))
        continue;
      const inside = events.filter((e) => e.n <= (parts[ids.indexOf(e.node)]?.event ?? 0));
      const taken = new Set(inside.filter((e) => e.id === 'takes').map((e) => e.name));
      const start = (run.params?.tokens as number | undefined) ?? 10;
      ids.forEach((id, i) => {
        const own = inside
          .filter((e) => e.node === id)
          .reduce((sum, e) => sum + (e.id === 'takes' ? e.tokens : -e.tokens), start);
        expect(parts[i]?.tokens).toBe(own);
        for (const from of ids.filter((other) => other !== id)) {
          const moving = inside.filter(
            (e) => e.id === 'gives' && e.node === from && e.to === id && !taken.has(e.name),
          );
          expect(parts[i]?.channels[from]?.messages).toEqual(moving.map((e) => e.tokens));
        }
      });
      checked++;
    }
  }
  expect(checked).toBeGreaterThan(20);
});
