import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAULT_KINDS, type FaultType } from '../engine/faultkinds.ts';
import type { Meta } from '../engine/meta.ts';
import type { Input } from '../engine/runspec.ts';
import { meta as raft } from '../protocols/raft/meta.ts';
import { toy as fixture } from '../spec/fixture.test-data.ts';
import { parseRunSpec } from '../spec/resolve.ts';
import { faultInput, HONEST_FAULTS, inputs, type World, worldOf } from './arbitrary.ts';
import { meta as toy } from './toy-meta.ts';

const EVERY = FAULT_KINDS.map((kind) => kind.type);

function worldIn(meta: Meta, nodes: Readonly<Record<string, number>>, until: number): World {
  const parsed = parseRunSpec({ schema: 1, protocol: meta.id, nodes, until }, new Map([[meta.id, meta]]));
  if (!parsed.ok) throw new Error(parsed.why);
  return worldOf(meta, parsed.resolved.nodes, until);
}

function tally(world: World, draws: number): Map<FaultType, number> {
  const count = new Map<FaultType, number>();
  for (const input of fc.sample(faultInput(world), { numRuns: draws, seed: 1 })) {
    if ('fault' in input) count.set(input.fault.type, (count.get(input.fault.type) ?? 0) + 1);
  }
  return count;
}

test('every type of fault occurs, none of them rarely', () => {
  const count = tally(worldIn(fixture, { server: 3, client: 2 }, 500_000), 20_000);
  expect([...count.keys()].sort()).toEqual([...EVERY].sort());
  for (const [type, n] of count) expect(n / 20_000, type).toBeGreaterThan(0.03);
});

test('every field of every type occurs, and every optional one is sometimes absent', () => {
  const world = worldIn(fixture, { server: 3, client: 2, observer: 1 }, 500_000);
  const seen = new Map<string, number>();
  const all = fc.sample(faultInput(world), { numRuns: 20_000, seed: 2 });
  for (const input of all) {
    if (!('fault' in input)) continue;
    for (const key of Object.keys(input.fault)) {
      const field = `${input.fault.type}.${key}`;
      seen.set(field, (seen.get(field) ?? 0) + 1);
    }
  }
  const count = tally(world, 20_000);
  const optional = {
    link: ['latency', 'loss', 'duplicate', 'reorder', 'corrupt', 'until'],
    clock: ['offset', 'driftPpm', 'step', 'stop', 'until'],
    partition: ['oneWay', 'flap', 'until'],
    partial: ['flap', 'until'],
    block: ['flap', 'until'],
    tornWrite: ['nth', 'kept', 'until'],
    duplicate: ['nth', 'by'],
    drop: ['nth'],
    bitRot: ['record'],
    latentError: ['record'],
    crash: ['until'],
    slowFsync: ['until'],
  };
  for (const [type, names] of Object.entries(optional)) {
    for (const name of names) {
      const n = seen.get(`${type}.${name}`) ?? 0;
      expect(n, `${type}.${name}`).toBeGreaterThan(30);
      expect(n, `${type}.${name}`).toBeLessThan((count.get(type as FaultType) as number) * 1.1);
    }
  }
  for (const field of ['slow.each', 'slowFsync.by', 'delay.by', 'byzantine.options', 'outage.nodes'])
    expect(seen.get(field), field).toBeGreaterThan(300);
});

describe('whatever is made, a document may hold it', () => {
  const sizes = fc.record({
    meta: fc.constantFrom<{ meta: Meta; nodes: Readonly<Record<string, number>> }>(
      { meta: fixture, nodes: { server: 3, client: 2, observer: 2 } },
      { meta: fixture, nodes: { server: 1, client: 0 } },
      { meta: fixture, nodes: { server: 1, client: 1 } },
      { meta: fixture, nodes: { server: 28, client: 4 } },
      { meta: raft, nodes: { server: 5, client: 2 } },
      { meta: toy, nodes: { peer: 4 } },
    ),
    until: fc.constantFrom(10_000, 60_000, 1_500_000, 3_599_999_999),
  });
  test('of any protocol, size and length', () => {
    fc.assert(
      fc.property(
        sizes.chain(({ meta: { meta, nodes }, until }) =>
          inputs(worldIn(meta, nodes, until), 12).map((list) => ({ meta, nodes, until, list })),
        ),
        ({ meta, nodes, until, list }) => {
          const spec = { schema: 1, protocol: meta.id, nodes, until, inputs: list };
          const parsed = parseRunSpec(spec, new Map([[meta.id, meta]]));
          expect(parsed.ok ? parsed.resolved.spec.inputs : parsed.why).toEqual(list);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('what the world does not have is not struck', () => {
  const nodes = ['S1', 'S2', 'C1'];
  const until = 100_000;
  const types = (world: World) => [...tally(world, 3000).keys()].sort();
  const disk = FAULT_KINDS.filter((kind) => kind.family === 'disk').map((kind) => kind.type);

  test('nobody is Byzantine where no behaviour is declared', () => {
    expect(types({ nodes, until })).toEqual(EVERY.filter((type) => type !== 'byzantine').sort());
    expect(types(worldIn(toy, {}, until))).toEqual(EVERY.filter((type) => type !== 'byzantine').sort());
  });
  test('no disk is broken where there is none', () => {
    const left = EVERY.filter((type) => type !== 'byzantine' && !disk.includes(type)).sort();
    expect(types({ nodes, until, disk: false })).toEqual(left);
  });
  test('nodes without disks are spared', () => {
    const struck = new Set<string>();
    for (const input of fc.sample(faultInput({ nodes, until, disk: ['S1', 'S2'], types: disk }), 2000)) {
      if ('fault' in input && 'node' in input.fault) struck.add(input.fault.node);
    }
    expect([...struck].sort()).toEqual(['S1', 'S2']);
  });
  test('one node alone has no links', () => {
    const alone = types({ nodes: ['S1'], until });
    for (const { type, strikes } of FAULT_KINDS) {
      const network = strikes === 'link' || strikes === 'links' || strikes === 'groups';
      expect(alone.includes(type), type).toBe(!network && type !== 'byzantine');
    }
  });
  test('no command and no lie names a node of a role that has none', () => {
    const field = (optional: boolean) =>
      ({ id: 'whom', title: '', kind: 'node', role: 'client', optional }) as const;
    const lie = (id: string, optional: boolean) =>
      ({ id, role: 'server', title: '', help: '', fields: [field(optional)] }) as const;
    const meta = { ...fixture, behaviours: [lie('must', false), lie('may', true)] };
    for (const clients of [0, 1]) {
      const world = worldIn(meta, { server: 2, client: clients }, until);
      const drawn = fc.sample(faultInput({ ...world, types: ['byzantine'] }), 200);
      const ids = drawn.map((i) => ('fault' in i && 'behaviour' in i.fault ? i.fault.behaviour : ''));
      expect([...new Set(ids)].sort()).toEqual(clients === 0 ? ['may'] : ['may', 'must']);
    }
  });
  test('only the types asked for come', () => {
    expect(types({ nodes, until, types: HONEST_FAULTS })).toEqual([...HONEST_FAULTS].sort());
  });
});

describe('inputs of one run meet', () => {
  const world = worldIn(fixture, { server: 3, client: 1 }, 100_000);
  const runs = fc.sample(inputs(world, 12), { numRuns: 300, seed: 5 });
  /** Runs in which some pair of inputs is in this relation. */
  const runsWith = (related: (a: Input, b: Input) => boolean) =>
    runs.filter((run) => run.some((a, i) => run.some((b, j) => i !== j && related(a, b)))).length;
  const of = (input: Input): Readonly<Record<string, unknown>> =>
    'fault' in input ? { ...input.fault } : {};
  const endOf = (input: Input) => (of(input).until as number | undefined) ?? Number.POSITIVE_INFINITY;
  const lasts = (input: Input) => FAULT_KINDS.find((kind) => kind.type === of(input).type)?.lasts === 'span';

  test('at one moment', () => {
    expect(runsWith((a, b) => a.at === b.at)).toBeGreaterThan(100);
  });
  test('where one ends', () => {
    expect(runsWith((a, b) => a.at === endOf(b))).toBeGreaterThan(30);
  });
  test('on one node, both lasting', () => {
    const both = (a: Input, b: Input) =>
      lasts(a) && lasts(b) && of(a).node !== undefined && of(a).node === of(b).node;
    expect(runsWith((a, b) => both(a, b) && a.at < endOf(b) && b.at < endOf(a))).toBeGreaterThan(30);
    expect(runsWith((a, b) => both(a, b) && of(a).type === of(b).type)).toBeGreaterThan(5);
  });
});
