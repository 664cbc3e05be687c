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
 * Specs in which leaders come and go: in every round somebody is made to stand twice (once for the term it missed), is given a write,
 * reaches only some of the others, and may crash until a later round. No no-op, and nobody does anything unasked. Figure 8 lives here.
 */
export function turmoil(rounds: number): fc.Arbitrary<PartialSpec> {
  const s = names('S', 5);
  const round = fc.record({
    leader: fc.constantFrom('S1', 'S1', 'S1', 'S5', 'S5', 'S5', 'S3'),
    write: fc.boolean(),
    // Servers that this round's leader does not reach from a moment on, by bits.
    deaf: fc.oneof(fc.constant(31), fc.nat(31)),
    from: fc.constantFrom(60_000, 60_000, 80_000, 100_000),
    crash: fc.constantFrom(0, 1, 2, 2, 2),
  });
  return fc
    .record({ seed: fc.nat(1_000_000), list: fc.array(round, { minLength: rounds, maxLength: rounds }) })
    .map(({ seed, list }) => {
      const inputs: Input[] = [];
      list.forEach(({ leader, write, deaf, from, crash }, i) => {
        const at = i * ROUND;
        const end = at + ROUND;
        for (const time of [at + 5_000, at + 30_000])
          inputs.push({ at: time, fire: { node: leader, timer: 'election' } });
        if (write) {
          const command = { type: 'write', key: 'x', value: i, via: leader };
          inputs.push({ at: at + 70_000, node: 'C1', command });
        }
        for (const [k, to] of s.entries()) {
          if (to === leader || !((deaf >> k) & 1)) continue;
          inputs.push({ at: at + from, fault: { type: 'block', from: leader, to, until: end } });
        }
        if (crash > 0) {
          const until = end + (crash - 1) * ROUND + 1_000;
          inputs.push({ at: end - 10_000, fault: { type: 'crash', node: leader, until } });
        }
      });
      return {
        seed,
        nodes: { server: 5, client: 1 },
        params: {
          noOpOnElection: false,
          latency: [8_000, 12_000],
          electionTimeout: [50_000_000, 60_000_000],
          heartbeatInterval: 60_000,
          clientTimeout: 60_000,
        },
        until: rounds * ROUND,
        inputs,
      };
    });
}
const ROUND = 140_000;

/** `count` specs drawn from `turmoil`, the same for the same `seed`. */
export function sampleTurmoil(count: number, rounds: number, seed = 1): PartialSpec[] {
  return fc.sample(turmoil(rounds), { seed, numRuns: count });
}

/**
 * The same with members that come and go, sessions, snapshots and reads: leaders that know different configurations, and act on them
 * before they have heard of one another. The bugs of membership changes live here.
 */
export function tumult(rounds: number): fc.Arbitrary<PartialSpec> {
  const s = names('S', 5);
  const server = fc.constantFrom(...s);
  const order = fc.oneof(
    fc.record({ type: fc.constantFrom('addServer', 'removeServer'), server }),
    fc.record({ type: fc.constant('transfer'), to: server }),
    fc
      .record({ type: fc.constant('reconfigure'), members: fc.subarray(s, { minLength: 1 }) })
      .map(({ type, members }) => ({ type, members: members.join(' ') })),
  );
  const round = fc.record({
    leader: fc.constantFrom('S1', 'S1', 'S2', 'S2', 'S3', 'S4', 'S5'),
    order: fc.option(order, { freq: 2 }),
    at: fc.constantFrom(32_000, 45_000, 65_000),
    write: fc.boolean(),
    read: fc.option(server),
    // Servers that this round's leader does not reach, and that do not reach it, from a moment on, by bits.
    deaf: fc.nat(31),
    mute: fc.oneof(fc.constant(0), fc.nat(31)),
    from: fc.constantFrom(22_000, 40_000, 60_000),
    crash: fc.constantFrom(0, 0, 1, 2),
    late: fc.boolean(),
  });
  const params = fc.record({
    initialMembers: fc.constantFrom(0, 3, 4),
    noOpOnElection: fc.boolean(),
    sessions: fc.boolean(),
    clientRetry: fc.constantFrom(0, 50_000),
    reads: fc.constantFrom('log', 'readIndex'),
    snapshotEvery: fc.constantFrom(0, 0, 1, 3),
    probe: fc.boolean(),
    fastBacktracking: fc.boolean(),
  });
  const list = fc.array(round, { minLength: rounds, maxLength: rounds });
  return fc.record({ seed: fc.nat(1_000_000), list, params }).map((drawn) => {
    const inputs: Input[] = [];
    drawn.list.forEach((one, i) => {
      const { leader, crash } = one;
      const at = i * ROUND;
      const end = at + ROUND;
      inputs.push({ at: at + 5_000, fire: { node: leader, timer: 'election' } });
      if (one.late) inputs.push({ at: at + 28_000, fire: { node: leader, timer: 'election' } });
      if (one.order) inputs.push({ at: at + one.at, node: leader, command: one.order });
      if (one.write) {
        const command = { type: 'write', key: 'x', value: i, via: leader };
        inputs.push({ at: at + 70_000, node: 'C1', command });
      }
      if (one.read)
        inputs.push({ at: at + 90_000, node: 'C2', command: { type: 'read', key: 'x', via: one.read } });
      for (const [k, other] of s.entries()) {
        if (other === leader) continue;
        const block = (from: string, to: string): Input => ({
          at: at + one.from,
          fault: { type: 'block', from, to, until: end + (k % 2) * ROUND },
        });
        if ((one.deaf >> k) & 1) inputs.push(block(leader, other));
        if ((one.mute >> k) & 1) inputs.push(block(other, leader));
      }
      if (crash > 0) {
        const until = end + (crash - 1) * ROUND + 1_000;
        inputs.push({ at: end - 10_000, fault: { type: 'crash', node: leader, until } });
      }
    });
    return {
      seed: drawn.seed,
      nodes: { server: 5, client: 2 },
      params: {
        ...drawn.params,
        latency: [8_000, 12_000],
        electionTimeout: [50_000_000, 60_000_000],
        heartbeatInterval: 60_000,
        clientTimeout: 120_000,
      },
      until: rounds * ROUND,
      inputs,
    };
  });
}

/** `count` specs drawn from `tumult`, the same for the same `seed`. */
export function sampleTumult(count: number, rounds: number, seed = 1): PartialSpec[] {
  return fc.sample(tumult(rounds), { seed, numRuns: count });
}
