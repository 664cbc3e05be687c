/** Random runs for sweeps: any type, any way of replicating it, any topology and faults. The same numbers give the same runs. */
import fc from 'fast-check';
import type { FaultType } from '../../engine/faultkinds.ts';
import type { Input } from '../../engine/runspec.ts';
import { faultInput, HONEST_FAULTS } from '../../testkit/arbitrary.ts';
import type { PartialSpec } from '../../testkit/simulate.ts';
import type { TypeId } from './types/catalogue.ts';
import { editOf } from './types/random.test-data.ts';

/** Faults end by then, µs; then comes a calm in which copies can meet. */
export const CALM = 700_000;

export interface Choice {
  readonly type: TypeId;
  readonly replication: 'state' | 'operations' | 'deltas';
  readonly variants?: readonly string[];
  readonly faults?: readonly FaultType[];
  /** Of replicas. */
  readonly most?: number;
}

export function specs({ type, replication, variants = [], faults = HONEST_FAULTS, most = 4 }: Choice) {
  return fc
    .record({
      seed: fc.nat(1_000_000),
      replica: fc.integer({ min: 2, max: most }),
      sync: fc.constantFrom('periodic', 'periodic', 'on reconnect', 'by command'),
      partner: fc.constantFrom('everyone', 'one after the other'),
      eager: fc.boolean(),
      latency: fc.constantFrom([5_000, 20_000], [1_000, 90_000], [20_000, 20_000]),
      fsync: fc.constantFrom([0, 0], [0, 0], [500, 8_000]),
    })
    .chain(({ seed, replica, ...params }) => {
      const nodes = Array.from({ length: replica }, (_, i) => `R${i + 1}`);
      const at = fc.integer({ min: 1_000, max: CALM - 100_000 });
      const who = fc.constantFrom(...nodes);
      const edit: fc.Arbitrary<Input> = fc
        .record({ at, node: who, command: editOf(type) })
        .map((made) => made as unknown as Input);
      const merge: fc.Arbitrary<Input> = fc
        .record({ at, node: who, into: who })
        .map(({ into, ...made }) => ({ ...made, command: { type: 'merge', into } }));
      const fault = faultInput({ nodes, until: CALM - 100_000, types: faults }).map(ending);
      return fc
        .tuple(
          fc.array(fc.oneof({ weight: 5, arbitrary: edit }, merge), {
            minLength: 4,
            maxLength: 24,
            size: 'max',
          }),
          faults.length === 0 ? fc.constant([]) : fc.array(fault, { maxLength: 5, size: 'max' }),
        )
        .map(
          ([commands, struck]): PartialSpec => ({
            seed,
            nodes: { replica },
            params: { type, replication, every: 90_000, ...params },
            variants,
            until: CALM + 1_200_000,
            inputs: [...commands, ...struck],
          }),
        );
    });
}

/** A fault that is over when the calm comes. */
function ending(input: Input): Input {
  if (!('fault' in input)) return input;
  const once = ['drop', 'delay', 'duplicate', 'reorder', 'corrupt'].includes(input.fault.type);
  if (once) return input;
  const { until = CALM } = input.fault as { until?: number };
  return { ...input, fault: { ...input.fault, until: Math.min(until, CALM) } as typeof input.fault };
}

/** `count` specs, the same for the same `seed`. */
export function sample(choice: Choice, count: number, seed = 1): PartialSpec[] {
  return fc.sample(specs(choice), { seed, numRuns: count });
}
