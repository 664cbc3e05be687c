/** Random runs of toys under every fault. */
import fc from 'fast-check';
import { inputs } from '../testkit/arbitrary.ts';
import type { PartialSpec } from '../testkit/simulate.ts';
import { liarsOf } from '../testkit/toy-liar.ts';
import type { FaultType } from './faultkinds.ts';
import type { Input } from './runspec.ts';

const until = 150_000;
export const nodes = ['P1', 'P2', 'P3', 'P4'];
const command: fc.Arbitrary<Input> = fc.record({
  at: fc.nat(until),
  node: fc.constantFrom(...nodes),
  command: fc.record({ type: fc.constant('add'), amount: fc.nat(9) }),
});
/** @param types of faults; absent: all */
export const runs = (params: object = {}, types?: readonly FaultType[]) =>
  fc
    .record({
      seed: fc.nat(),
      inputs: inputs(
        { nodes, until, behaviours: liarsOf(nodes), commands: command, ...(types ? { types } : {}) },
        6,
      ),
    })
    .map((spec): PartialSpec => ({ ...spec, until, params: params as NonNullable<PartialSpec['params']> }));
/** Every write takes up to 12 ms. */
export const SLOW_DISK = { fsync: [0, 12_000] };
