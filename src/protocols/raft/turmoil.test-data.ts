/** Random runs in rounds, in which leaders come and go: whatever takes several of them to go wrong is found here. */
import fc from 'fast-check';
import type { Input } from '../../engine/runspec.ts';
import type { PartialSpec } from '../../testkit/simulate.ts';

const names = (prefix: string, n: number) => Array.from({ length: n }, (_, i) => `${prefix}${i + 1}`);

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
 * Like `turmoil`, with members that come and go, sessions, snapshots and reads: leaders that know different configurations, and act on them
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

/**
 * Specs for leases: leaders that are cut off with a client and go on reading, while the others elect and write. Clocks run up to twice as
 * fast as one another, which is what the leases allow for.
 */
export function sampleLeases(count: number, seed = 1): PartialSpec[] {
  const s = ['S1', 'S2', 'S3'];
  const ppm = fc.constantFrom(-290_000, 0, 400_000, 400_000);
  const round = fc.record({
    cut: fc.constantFrom('S1', 'S2', 'S3'),
    from: fc.integer({ min: 0, max: 200_000 }),
    reads: fc.array(fc.integer({ min: -20_000, max: 200_000 }), { minLength: 8, maxLength: 14 }),
    crash: fc.option(fc.constantFrom(...s), { freq: 3 }),
    transfer: fc.option(fc.constantFrom(...s), { freq: 3 }),
  });
  const drawn = fc.record({
    seed: fc.nat(1_000_000),
    drifts: fc.tuple(ppm, ppm, ppm),
    checkQuorum: fc.boolean(),
    preVote: fc.boolean(),
    rounds: fc.array(round, { minLength: 3, maxLength: 3 }),
  });
  const specs = drawn.map(({ seed: own, drifts, rounds, ...features }): PartialSpec => {
    const inputs: Input[] = s.map((node, i) => ({
      at: 0,
      fault: { type: 'clock', node, driftPpm: drifts[i] as number },
    }));
    rounds.forEach(({ cut, from, reads, crash, transfer }, i) => {
      const at = 300_000 + i * 800_000 + from;
      const until = at + 600_000;
      const groups = [
        ['C1', cut],
        ['C2', ...s.filter((id) => id !== cut)],
      ];
      inputs.push({ at, fault: { type: 'partition', groups, until } });
      for (const [k, via] of s.entries()) {
        const command = { type: 'write', key: 'x', value: 10 * i + k, via };
        inputs.push({ at: at + 75_000 + 15_000 * k, node: 'C2', command });
      }
      for (const after of reads)
        inputs.push({ at: at + after, node: 'C1', command: { type: 'read', key: 'x', via: cut } });
      if (crash) inputs.push({ at: at + 20_000, fault: { type: 'crash', node: crash, until: at + 40_000 } });
      if (transfer)
        for (const node of s)
          inputs.push({ at: at - 20_000, node, command: { type: 'transfer', to: transfer } });
    });
    return {
      seed: own,
      nodes: { server: 3, client: 2 },
      params: {
        ...features,
        reads: 'lease',
        clockDrift: 1_000_000,
        latency: [1_000, 4_000],
        heartbeatInterval: 20_000,
        electionTimeout: [100_000, 130_000],
        clientTimeout: 15_000,
      },
      until: 2_800_000,
      inputs,
    };
  });
  return fc.sample(specs, { seed, numRuns: count });
}
