/** Makes inputs of a random run meet: at one moment, where one ends, on one node. Chance alone does that too seldom. */
import fc from 'fast-check';
import type { Input } from '../engine/runspec.ts';
import type { World } from './arbitrary.ts';

type Mutable = { at: number; fault?: { type: string; node?: string; until?: number } };

/** The same inputs, about half of them drawn to an earlier one. */
export function entangled(list: fc.Arbitrary<Input[]>, world: World): fc.Arbitrary<Input[]> {
  // One number says to whom an input is drawn, and how; 0, to which fast-check shrinks, leaves it alone.
  return fc.tuple(list, fc.array(fc.nat(1000), { minLength: 32, maxLength: 32 })).map(([made, pulls]) =>
    made.map((input, i) => {
      const pull = pulls[i % pulls.length] as number;
      return i === 0 || pull < 500 ? input : meet(input, made[pull % i] as Input, pull, world);
    }),
  );
}

function meet(input: Input, other: Input, pull: number, { until, nodes, disk = true }: World): Input {
  const made = structuredClone(input) as Mutable;
  const { at: start, fault } = other as Mutable;
  const end = fault?.until;
  const at = pull % 3 === 0 && end !== undefined && end <= until ? end : start;
  if (made.fault?.until !== undefined) {
    made.fault.until = Math.min(Math.max(at + made.fault.until - made.at, at + 1), until + 1);
  }
  made.at = at;
  const node = fault?.node;
  const able = disk === true ? nodes : disk === false ? [] : disk;
  // Who is Byzantine depends on the behaviour; that the disks are there is known of all faults of disks at once.
  if (made.fault?.node !== undefined && made.fault.type !== 'byzantine' && node !== undefined) {
    if (able.includes(node) || !able.includes(made.fault.node)) made.fault.node = node;
  }
  return made as unknown as Input;
}
