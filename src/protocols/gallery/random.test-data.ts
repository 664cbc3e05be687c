/** Random runs of the gallery for sweeps. The same numbers give the same runs. */
import fc from 'fast-check';
import type { FaultType } from '../../engine/faultkinds.ts';
import { faultInput, worldOf } from '../../testkit/arbitrary.ts';
import type { PartialSpec } from '../../testkit/simulate.ts';
import { resolve } from '../../testkit/simulate.ts';
import { meta } from './meta.ts';
import { protocol } from './protocol.ts';

const RECORDS = ['count', 'notes[0]', 'notes[1]', 'notes[4]'];

const sizes = fc.record({
  seed: fc.nat(1_000_000),
  clients: fc.integer({ min: 1, max: 2 }),
  keepers: fc.integer({ min: 1, max: 3 }),
});

/** Runs in which nothing goes wrong, whatever their sizes and times, and all is fast enough for what is promised. */
export function calmSpecs(): fc.Arbitrary<PartialSpec> {
  return fc
    .record({
      sizes,
      latency: fc.tuple(fc.nat(5_000), fc.integer({ min: 5_000, max: 12_000 })),
      fsync: fc.constantFrom([0, 0], [0, 0], [200, 2_000], [3_000, 3_000]),
      pace: fc.integer({ min: 30_000, max: 90_000 }),
      heartbeat: fc.integer({ min: 20_000, max: 60_000 }),
      commands: fc.array(fc.tuple(fc.nat(19), fc.constantFrom('tea', 'salt'), fc.boolean()), {
        maxLength: 8,
      }),
    })
    .map(({ sizes: { seed, clients, keepers }, commands, ...params }) => ({
      seed,
      nodes: { client: clients, keeper: keepers },
      // Notes on command may leave right behind one at its pace: only links that keep order keep them from overtaking it.
      params: { ...params, notes: 8, suspectAfter: params.heartbeat + 40_000, fifo: commands.length > 0 },
      until: 800_000,
      inputs: commands.map(([i, word, one]) => ({
        at: 15_000 + i * 40_000,
        node: `C${(i % clients) + 1}`,
        command: one ? { type: 'note', word, to: 'K1' } : { type: 'note', word },
      })),
    }));
}

/** Runs with faults of these types only. */
export function faultySpecs(
  types: readonly FaultType[],
  most = 6,
  until = 600_000,
): fc.Arbitrary<PartialSpec> {
  return fc
    .record({
      sizes,
      fifo: fc.boolean(),
      checksums: fc.boolean(),
      diskChecksums: fc.boolean(),
      fsync: fsyncs,
    })
    .chain(({ sizes: { seed, clients, keepers }, ...params }) => {
      const spec = { seed, nodes: { client: clients, keeper: keepers }, params, until };
      const { nodes } = resolve(protocol, spec);
      const { commands: _commands, ...world } = worldOf(meta, nodes, spec.until);
      const fault = faultInput({ ...world, types, records: RECORDS });
      // Size `max`: all lengths are as likely.
      return fc
        .array(fault, { minLength: 1, maxLength: most, size: 'max' })
        .map((inputs) => ({ ...spec, inputs }));
    });
}
const fsyncs = fc.constantFrom([0, 0], [0, 0], [1_000, 4_000]);

/** `count` specs, the same for the same `seed`. */
export function sample(specs: fc.Arbitrary<PartialSpec>, count: number, seed = 1): PartialSpec[] {
  return fc.sample(specs, { seed, numRuns: count });
}
