import { describe, expect, it } from 'vitest';
import type { Protocol, Role } from '../../engine/api.ts';
import { append, toArray, truncate } from '../../protolib/list.ts';
import { type PartialSpec, simulate } from '../../testkit/simulate.ts';
import { client } from './client.ts';
import { meta } from './meta.ts';
import { naive } from './naive.test-data.ts';
import { protocol } from './protocol.ts';
import { sample } from './random.test-data.ts';
import { replica } from './replica.ts';
import { scenarios } from './scenarios.ts';
import { digestOf, NULL_DIGEST } from './signed.ts';
import type {
  ClientDurable,
  ClientVolatile,
  Executed,
  PbftMessage,
  ReplicaCtx,
  ReplicaDurable,
  ReplicaVolatile,
  Slot,
} from './state.ts';

type Replica = Role<ReplicaDurable, ReplicaVolatile, PbftMessage>;
type Client = Role<ClientDurable, ClientVolatile, PbftMessage>;

it('are those that meta names, in its order', () => {
  expect(protocol.properties.map((p) => p.id)).toEqual(meta.properties.map((p) => p.id));
  expect(naive.map((p) => p.id)).toEqual(meta.properties.map((p) => p.id));
});

describe('each breaks when the rule behind it does, and nothing else does', () => {
  /** Replicas that do something of their own after every message. */
  const afterEvery = (change: (ctx: ReplicaCtx, before: ReplicaDurable) => void): { replica: Replica } => ({
    replica: {
      ...replica,
      message(ctx, sender, message) {
        const before = { ...ctx.durable };
        replica.message(ctx, sender, message);
        change(ctx as ReplicaCtx, before);
      },
    },
  });
  /** Those that treat what they have just executed so. */
  const executing = (change: (ctx: ReplicaCtx, entry: Executed) => readonly Executed[]) =>
    afterEvery((ctx, before) => {
      const all = toArray(ctx.durable.executed) as Executed[];
      if (all.length === before.executed.length) return;
      let list = truncate(ctx.durable.executed, before.executed.length);
      for (const entry of all.slice(before.executed.length))
        for (const made of change(ctx, entry)) list = append(list, made);
      ctx.durable.executed = list;
    });
  const inSlots = (change: (ctx: ReplicaCtx, slot: Slot) => Slot) =>
    afterEvery((ctx) => {
      const log = Object.values(ctx.durable.log).map((slot) => change(ctx, slot));
      ctx.durable.log = Object.fromEntries(log.map((slot) => [slot.n, slot]));
    });
  const stash = new Map<string, Executed>();

  const tells: Client = {
    ...client,
    message(ctx, sender, message) {
      const lying = new Proxy(ctx, {
        get: (target, field) =>
          field === 'complete'
            ? (operation: number, outcome: 'ok') => target.complete(operation, outcome, 42)
            : Reflect.get(target, field, target),
      });
      client.message(lying, sender, message);
    },
  };

  const writes = [10_000, 150_000, 300_000, 450_000].map((at, i) => ({
    at,
    node: 'C1',
    command: { type: 'write', key: 'x', value: i },
  }));
  const plain: PartialSpec = {
    nodes: { replica: 4, client: 1 },
    params: { gst: 1, progressBound: 400_000 },
    until: 700_000,
    inputs: writes,
  };
  const viewChange: PartialSpec = {
    ...plain,
    params: {},
    inputs: [...writes, { at: 0, fault: { type: 'pause', node: 'R1', until: 500_000 } }],
  };

  const sabotages: readonly (readonly [string, { replica?: Replica; client?: Client }, PartialSpec?])[] = [
    [
      'agreement',
      executing((ctx, e) => (ctx.id === 'R2' ? [{ ...e, d: NULL_DIGEST, m: null, applied: false }] : [e])),
    ],
    [
      'total-order',
      executing((ctx, e) => {
        if (ctx.id !== 'R2' || e.n > 2) return [e];
        if (e.n === 2) return [e, stash.get('first') as Executed];
        stash.set('first', e);
        return [];
      }),
    ],
    [
      'validity',
      executing((_ctx, e) => {
        if (e.m === null) return [e];
        const m = { ...e.m, o: { f: 'write' as const, key: 'x', value: 666 } };
        return [{ ...e, m, d: digestOf(m) }];
      }),
    ],
    ['exactly-once', executing((ctx, e) => (ctx.id === 'R3' ? [e, e] : [e]))],
    [
      'unique-prepared',
      inSlots((ctx, slot) => {
        if (ctx.id !== 'R3' || slot.prepared === null) return slot;
        const { prePrepare } = slot.prepared;
        return { ...slot, prepared: { ...slot.prepared, prePrepare: { ...prePrepare, d: 'other' } } };
      }),
    ],
    [
      'committed-local',
      inSlots((ctx, slot) => (ctx.id === 'R2' ? { ...slot, committed: slot.prePrepare } : slot)),
    ],
    [
      'same-checkpoints',
      afterEvery((ctx) => {
        if (ctx.id === 'R4') ctx.durable.kept = ctx.durable.kept.map((k) => ({ ...k, d: 'other' }));
      }),
    ],
    [
      'new-view-well-formed',
      afterEvery((ctx, before) => {
        const { newView } = ctx.durable;
        if (newView !== null && newView !== before.newView)
          ctx.durable.newView = {
            ...newView,
            O: [...newView.O, ...newView.O, { type: 'PrePrepare', v: 2, n: 1, d: 'x', m: null, sig: '' }],
          };
      }),
      viewChange,
    ],
    ['client-not-misled', { client: tells }],
    ['progress', { replica: { ...replica, message: () => undefined } }],
  ];
  for (const [property, roles, spec = plain] of sabotages) {
    it(property, () => {
      const broken = (p: Protocol) => simulate(p, spec).trace.violations.map((v) => v.property);
      expect(broken(protocol)).toEqual([]);
      const sabotaged = { ...protocol, roles: { ...protocol.roles, ...roles } as Protocol['roles'] };
      expect(broken(sabotaged)).toEqual([property]);
      expect(broken({ ...sabotaged, properties: naive })).toEqual([property]);
    });
  }

  it('every promise has its sabotage', () => {
    expect(sabotages.map(([id]) => id)).toEqual(meta.properties.map((p) => p.id));
  });
});

describe('each agrees with its definition, step for step', () => {
  /** First breaks: which promise, at which step. */
  const breaks = (p: Protocol, spec: PartialSpec) =>
    simulate(p, spec)
      .trace.violations.map((v) => `${v.property} ${v.step}`)
      .sort();
  const agree = (specs: readonly PartialSpec[]) => {
    const seen = new Map<string, number>();
    for (const spec of specs) {
      const fast = breaks(protocol, spec);
      if (fast.join() !== breaks({ ...protocol, properties: naive }, spec).join()) {
        expect(breaks({ ...protocol, properties: naive }, spec), JSON.stringify(spec)).toEqual(fast);
      }
      for (const b of fast) {
        const id = b.split(' ')[0] as string;
        seen.set(id, (seen.get(id) ?? 0) + 1);
      }
    }
    return seen;
  };

  it('in every scenario', () => {
    expect(agree(scenarios.map((s) => s.spec)).size).toBeGreaterThan(5);
  });

  it('in random runs with a liar too many', () => {
    const specs = sample(24, 500_000, { extra: 1, faults: false, sizes: [[4, 1]] }, 1).map((spec) => ({
      ...spec,
      params: { ...spec.params, gst: 100_000, progressBound: 120_000, fsync: [0, 0] },
    }));
    const seen = agree(specs);
    for (const id of ['committed-local', 'unique-prepared']) expect(seen.get(id) ?? 0).toBeGreaterThan(0);
  });

  it('in random runs of one to three replicas, and a liar too many', () => {
    const sizes = [1, 2, 3].map((n) => [n, 0] as const);
    for (const extra of [0, 1]) agree(sample(12, 500_000, { extra, faults: false, sizes }, 3));
  });

  it.each(meta.variants.map((v) => v.id))('in random runs with %s', (variant) => {
    const specs = sample(5, 500_000, { variants: [variant], sizes: [[4, 1]] }, 5);
    agree(specs.map((spec) => ({ ...spec, params: { ...spec.params, gst: 1, progressBound: 120_000 } })));
  });

  it('progress is owed only while at most f replicas are away', () => {
    const down = (n: number): PartialSpec => ({
      nodes: { replica: 4, client: 1 },
      params: { gst: 1, progressBound: 500_000 },
      until: 2_000_000,
      inputs: [
        ...Array.from({ length: n }, (_, i) => ({
          at: 0,
          fault: { type: 'crash' as const, node: `R${4 - i}` },
        })),
        { at: 10_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      ],
    });
    expect(breaks(protocol, down(1))).toEqual([]);
    expect(breaks(protocol, down(2))).toEqual([]);
    const cut: PartialSpec = {
      ...down(0),
      inputs: [
        {
          at: 0,
          fault: {
            type: 'partition',
            groups: [
              ['R1', 'R2'],
              ['R3', 'R4'],
            ],
          },
        },
        { at: 10_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      ],
    };
    expect(breaks(protocol, cut).map((b) => b.split(' ')[0])).toEqual(['progress']);
  });
});
