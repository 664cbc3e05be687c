/** Random runs of Raft for sweeps: sizes, parameters, client commands and any faults. The same numbers give the same runs. */
import fc from 'fast-check';
import { faultKind } from '../../engine/faultkinds.ts';
import type { Fault, Input } from '../../engine/runspec.ts';
import { faultInput, HONEST_FAULTS } from '../../testkit/arbitrary.ts';
import type { PartialSpec } from '../../testkit/simulate.ts';

const names = (prefix: string, n: number) => Array.from({ length: n }, (_, i) => `${prefix}${i + 1}`);

/** Most faults end soon: where everything stays broken nothing happens that could go wrong. */
function shorten(input: Input): Input {
  if (!('fault' in input) || input.at % 10 === 0 || faultKind(input.fault.type).lasts !== 'span')
    return input;
  const { at, fault } = input;
  const until = Math.min(('until' in fault ? fault.until : undefined) ?? at + 400_000, at + 400_000);
  return { at, fault: { ...fault, until } as Fault };
}

/** What all that Raft has besides Figure 2 is switched on with. */
const everyFeature = fc.record({
  preVote: fc.boolean(),
  checkQuorum: fc.boolean(),
  fastBacktracking: fc.boolean(),
  probe: fc.boolean(),
  batchDelay: fc.constantFrom(0, 0, 15_000),
  snapshotEvery: fc.constantFrom(0, 1, 2, 5),
  reads: fc.constantFrom('log', 'readIndex', 'lease'),
  sessions: fc.boolean(),
  maxSessions: fc.constantFrom(1, 2, 100),
  clientRetry: fc.constantFrom(0, 40_000, 120_000),
  initialMembers: fc.constantFrom(0, 0, 1, 2, 3),
});
type Features = typeof everyFeature extends fc.Arbitrary<infer T> ? T : never;

/**
 * Specs of `until` µs with faults, commands and elections on demand. The faults are those that Raft is made for: of a server that
 * loses what it has stored, or lies, nothing is promised.
 */
export function specs(
  until: number,
  variants: readonly string[] = [],
  features: Features | null = null,
  losses = false,
): fc.Arbitrary<PartialSpec> {
  return fc
    .record({
      seed: fc.nat(1_000_000),
      servers: fc.constantFrom(1, 2, 3, 3, 4, 5, 5, 5),
      clients: fc.integer({ min: 1, max: 3 }),
      noOpOnElection: fc.boolean(),
      maxEntries: fc.constantFrom(1, 2, 64),
      loss: fc.constantFrom(0, 0, 0.1, 0.3),
      clientTimeout: fc.constantFrom(0, 100_000, 400_000),
      fsync: fc.constantFrom([0, 0], [0, 0], [500, 9_000], [20_000, 60_000]),
    })
    .chain(({ seed, servers, clients, ...basic }) => {
      const params = { ...basic, ...features };
      const [s, c] = [names('S', servers), names('C', clients)];
      const at = fc.integer({ min: 0, max: until });
      const command: fc.Arbitrary<Input> = fc
        .record({
          at,
          node: fc.constantFrom(...c),
          type: fc.constantFrom('write', 'write', 'read'),
          key: fc.constantFrom('x', 'y'),
          value: fc.integer({ min: 1, max: 99 }),
          via: fc.option(fc.constantFrom(...s), { nil: undefined }),
        })
        .map(({ at: time, node, type, key, value, via }) => ({
          at: time,
          node,
          command: { type, key, ...(type === 'write' ? { value } : {}), ...(via ? { via } : {}) },
        }));
      const fire: fc.Arbitrary<Input> = fc
        .record({ at, node: fc.constantFrom(...s) })
        .map(({ at: time, node }) => ({ at: time, fire: { node, timer: 'election' } }));
      // A lease is as good as the clocks: of clocks that run as they like it promises nothing.
      const honest = HONEST_FAULTS.filter((type) => features?.reads !== 'lease' || type !== 'clock');

      const world = { nodes: [...s, ...c], until, disk: s };
      const fault = faultInput({ ...world, types: honest }).map(shorten);
      const loss = faultInput({ ...world, nodes: s, types: ['amnesia'] }).map(shorten);
      // Everybody is told: whoever leads does it.
      const order: fc.Arbitrary<Input[]> = fc
        .record({
          at,
          type: fc.constantFrom('transfer', 'addServer', 'removeServer', 'reconfigure'),
          server: fc.constantFrom(...s),
          members: fc.subarray(s, { minLength: 1 }),
        })
        .map(({ at: time, type, server, members }) => {
          const fields =
            type === 'transfer'
              ? { to: server }
              : type === 'reconfigure'
                ? { members: members.join(' ') }
                : { server };
          return s.map((node) => ({ at: time, node, command: { type, ...fields } }));
        });
      const input: fc.Arbitrary<Input | Input[]> = fc.oneof(
        { weight: 6, arbitrary: command },
        { weight: 2, arbitrary: fire },
        { weight: 4, arbitrary: fault },
        ...(losses ? [{ weight: 2, arbitrary: loss }] : []),
        ...(features === null ? [] : [{ weight: 2, arbitrary: order }]),
      );
      return fc.array(input, { minLength: 15, maxLength: 60, size: 'max' }).map((list) => ({
        seed,
        nodes: { server: servers, client: clients },
        params,
        variants,
        until,
        inputs: list.flat(),
      }));
    });
}

/** `count` specs drawn from `specs`, the same for the same `seed`. */
export function sample(
  count: number,
  until: number,
  variants: readonly string[] = [],
  seed = 1,
): PartialSpec[] {
  return fc.sample(specs(until, variants), { seed, numRuns: count });
}

/** `count` specs with whatever Raft has besides Figure 2 switched on and off. */
export function sampleFeatures(count: number, until: number, seed = 1): PartialSpec[] {
  const all = everyFeature.chain((features) => specs(until, [], features));
  return fc.sample(all, { seed, numRuns: count });
}

/** `count` specs in which servers lose their disks too. */
export function sampleLosses(count: number, until: number, seed = 1): PartialSpec[] {
  return fc.sample(specs(until, [], null, true), { seed, numRuns: count });
}

/**
 * Specs in which everything that goes wrong is over at `calm`, µs, and C1 asks for eight things long after: messages and disks are then much
 * quicker than the shortest election timeout, so that Raft owes progress. Members stay what they are, for of those removed none is owed.
 */
export function sampleCalm(count: number, calm: number, seed = 1): PartialSpec[] {
  return sampleFeatures(count, calm, seed).map((spec) => {
    const inputs = (spec.inputs ?? []).flatMap((input): Input[] => {
      if ('command' in input) return ORDERS.includes(input.command.type) ? [] : [input];
      if (!('fault' in input)) return [input];
      // What waits for one message or write may yet strike.
      if (faultKind(input.fault.type).lasts !== 'span') return [];
      return [{ at: input.at, fault: { ...input.fault, until: Math.max(input.at + 1, calm) } as Fault }];
    });
    for (let i = 0; i < 8; i++) {
      const command =
        i % 2 === 0 ? { type: 'write', key: 'x', value: 1_000 + i } : { type: 'read', key: 'x' };
      inputs.push({ at: calm + 2_500_000 + 400_000 * i, node: 'C1', command });
    }
    const quick = { clientTimeout: 350_000, loss: 0, fsync: [500, 5_000], clientRetry: 0, maxSessions: 100 };
    return { ...spec, params: { ...spec.params, ...quick }, inputs, until: calm + 6_000_000 };
  });
}
const ORDERS = ['addServer', 'removeServer', 'reconfigure'];
