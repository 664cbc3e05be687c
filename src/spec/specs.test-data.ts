/** Valid specs of the toy protocol, for property tests. */
import fc from 'fast-check';
import type { Fault, Input, RunSpec } from '../engine/runspec.ts';
import { inputs as anyInputs, worldOf } from '../testkit/arbitrary.ts';
import { MAX_OFFSET, MAX_TIME } from './bounds.ts';
import { toy } from './fixture.test-data.ts';

const UNTIL = 2_000_000;
const SERVERS = ['S1', 'S2', 'S3'] as const;

const server = fc.constantFrom(...SERVERS);
const time = fc.integer({ min: 0, max: UNTIL });
const end = fc.option(fc.integer({ min: UNTIL + 1, max: MAX_TIME }), { nil: undefined });
const ends = fc.constantFrom(['S1', 'S2'], ['S2', 'S1'], ['C1', 'S3'], ['S3', 'C1']);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const range = fc
  .tuple(fc.integer({ min: 1000, max: 50_000 }), fc.integer({ min: 0, max: 50_000 }))
  .map(([low, more]) => [low, low + more] as const);

/** Every kind of fault and of command, on the nodes that every spec here has. */
const world = worldOf(
  toy,
  ['S1', 'S2', 'S3', 'C1'].map((id, index) => ({ id, role: id === 'C1' ? 'client' : 'server', index })),
  UNTIL,
);

/** Some of them at the edge of what is allowed. */
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ type: fc.constantFrom('crash' as const, 'pause' as const), node: server, until: end }),
  fc.record({
    type: fc.constant('partition' as const),
    groups: fc.constantFrom([['S1'], ['S2', 'S3']], [['S1', 'C1'], ['S2'], ['S3']]),
    until: end,
  }),
  fc
    .record({ ends, until: end })
    .map(({ ends: [from, to], until }) => ({ type: 'block', from, to, until }) as Fault),
  fc
    .record({
      type: fc.constantFrom('drop', 'delay', 'duplicate'),
      ends,
      nth: maybe(fc.integer({ min: 1, max: 9 })),
      by: time,
    })
    .map(
      ({ type, ends: [from, to], nth, by }) =>
        (type === 'drop' ? { type, from, to, nth } : { type, from, to, nth, by }) as Fault,
    ),
  fc.record({
    type: fc.constant('clock' as const),
    node: server,
    offset: fc.integer({ min: -MAX_OFFSET, max: MAX_OFFSET }),
    driftPpm: maybe(fc.integer({ min: -999_999, max: 1_000_000 })),
    until: end,
  }),
  fc.record({
    type: fc.constant('link' as const),
    from: fc.constantFrom('*', 'S1'),
    to: fc.constantFrom('*', 'S2'),
    latency: maybe(range),
    loss: fc.double({ min: 0, max: 1, noNaN: true }),
    until: end,
  }),
);

/** The run may last an hour: what flaps to its end would flap too often. */
function ending(made: Input): Input {
  if (!('fault' in made) || !('flap' in made.fault)) return made;
  return { ...made, fault: { ...made.fault, until: made.fault.until ?? UNTIL + 1 } };
}

const key = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => text.length <= 8);
const input: fc.Arbitrary<Input> = fc.oneof(
  fc.record({ at: time, fault }),
  fc.record({
    at: time,
    node: fc.constant('C1'),
    command: fc.record({
      type: fc.constant('write'),
      key,
      value: fc.integer({ min: -1000, max: 1000 }),
      via: maybe(server),
    }),
  }),
  fc.record({
    at: time,
    fire: fc.record({ node: server, timer: fc.constantFrom('election', 'heartbeat') }),
  }),
) as fc.Arbitrary<Input>;

export const anySpec: fc.Arbitrary<RunSpec> = fc.record({
  schema: fc.constant(1 as const),
  protocol: fc.constant('toy'),
  seed: fc.maxSafeNat(),
  nodes: fc.record({ server: fc.integer({ min: 3, max: 9 }), client: fc.integer({ min: 1, max: 4 }) }),
  params: fc.record(
    {
      electionTimeout: range,
      noOp: fc.boolean(),
      ratio: fc.double({ min: 0.5, max: 1, noNaN: true }),
      latency: range,
    },
    { requiredKeys: [] },
  ),
  variants: fc.subarray(['noLogCheck', 'forgetVotedFor']),
  until: fc.integer({ min: UNTIL, max: MAX_TIME }),
  inputs: fc
    .tuple(fc.array(input, { maxLength: 4 }), anyInputs(world, 8))
    .map(([edge, usual]) => [...edge, ...usual.map(ending)]),
});
