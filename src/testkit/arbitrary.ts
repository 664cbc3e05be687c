/** Random runs for property tests: any faults, any order, any overlap. */
import fc from 'fast-check';
import type { Fault, Input, NodeId } from '../engine/runspec.ts';

export interface World {
  readonly nodes: readonly NodeId[];
  readonly until: number;
  /** Nodes that take commands, with what they take. */
  readonly commands?: fc.Arbitrary<Input>;
}

/** A fault of any type on these nodes, with its start. */
export function faultInput({ nodes, until }: World): fc.Arbitrary<Input> {
  const node = fc.constantFrom(...nodes);
  const time = fc.integer({ min: 0, max: until });
  const span = time.chain((at) =>
    fc.record({
      at: fc.constant(at),
      until: fc.option(fc.integer({ min: at + 1, max: until + 1 }), { nil: undefined }),
    }),
  );
  const link = fc.tuple(node, node).filter(([a, b]) => a !== b);
  const faults = fc.oneof(
    node.map((n) => ({ type: 'crash', node: n })),
    node.map((n) => ({ type: 'pause', node: n })),
    fc
      .array(fc.integer({ min: 0, max: 2 }), { minLength: nodes.length, maxLength: nodes.length })
      .map((sides) => ({
        type: 'partition',
        groups: [0, 1].map((g) => nodes.filter((_, i) => sides[i] === g)),
      }))
      .filter((f) => f.groups.every((g) => g.length > 0)),
    link.map(([from, to]) => ({ type: 'block', from, to })),
    fc
      .record({
        node,
        offset: fc.integer({ min: -50_000, max: 50_000 }),
        driftPpm: fc.integer({ min: -900_000, max: 900_000 }),
      })
      .map((f) => ({ type: 'clock', ...f })),
    fc
      .record({
        from: fc.oneof(node, fc.constant('*')),
        to: fc.oneof(node, fc.constant('*')),
        latency: fc.option(
          fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 20_000, max: 60_000 })),
          { nil: undefined },
        ),
        loss: fc.option(fc.constantFrom(0, 0.2, 0.5, 1), { nil: undefined }),
      })
      .filter((f) => f.latency !== undefined || f.loss !== undefined)
      // Documents name a node twice only to be refused.
      .filter((f) => f.from !== f.to || f.from === '*')
      .map((f) => ({ type: 'link', ...f })),
  );
  const lasting = fc.tuple(span, faults).map(([{ at, until: end }, fault]) => ({
    at,
    fault: (end === undefined ? fault : { ...fault, until: end }) as unknown as Fault,
  }));
  const once = fc
    .tuple(
      time,
      fc.constantFrom('drop', 'duplicate', 'delay'),
      link,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 40_000 }),
    )
    .map(([at, type, [from, to], nth, by]) => ({
      at,
      fault: { type, from, to, nth, ...(type === 'delay' ? { by } : {}) } as unknown as Fault,
    }));
  return fc.oneof({ weight: 3, arbitrary: lasting }, { weight: 1, arbitrary: once });
}

/** Up to `most` inputs of all kinds. */
export function inputs(world: World, most = 8): fc.Arbitrary<Input[]> {
  const one = world.commands
    ? fc.oneof({ weight: 2, arbitrary: faultInput(world) }, world.commands)
    : faultInput(world);
  return fc.array(one, { maxLength: most });
}
