import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spansOf } from '../engine/actions.ts';
import type { Fault, Input } from '../engine/runspec.ts';
import { MAX_FLAPS } from './bounds.ts';
import { flapsOf } from './crossfault.ts';
import { metas } from './fixture.test-data.ts';
import { parseRunSpec } from './resolve.ts';

const fast = { down: 1000, up: 1000 };
const block: Fault = { type: 'block', from: 'S1', to: 'S2', flap: fast };
const why = (inputs: readonly Input[], until: number) => {
  const result = parseRunSpec({ schema: 1, protocol: 'toy', until, inputs }, metas);
  return result.ok ? 'accepted' : result.why;
};

test('flaps are counted as the engine makes them', () => {
  const inputs = fc.record({
    at: fc.nat(60),
    lasts: fc.option(fc.integer({ min: 1, max: 80 }), { nil: undefined }),
    down: fc.integer({ min: 1, max: 9 }),
    up: fc.integer({ min: 1, max: 9 }),
    type: fc.constantFrom('block', 'partition', 'partial'),
  });
  fc.assert(
    fc.property(inputs, fc.integer({ min: 60, max: 90 }), ({ at, lasts, down, up, type }, until) => {
      const end = lasts === undefined ? {} : { until: at + lasts };
      const input = { at, fault: { type, flap: { down, up }, ...end } } as unknown as Input;
      expect(flapsOf(input, until)).toBe(spansOf(input, until).length);
    }),
    { numRuns: 1000 },
  );
  expect(flapsOf({ at: 0, fault: { type: 'block', from: 'S1', to: 'S2' } }, 1e9)).toBe(0);
  expect(flapsOf({ at: 0, fire: { node: 'S1', timer: 'election' } }, 1e9)).toBe(0);
});

test.each<[string, Fault]>([
  ['partition', { type: 'partition', groups: [['S1'], ['S2']], flap: fast }],
  ['partial', { type: 'partial', links: [['S1', 'S2']], flap: fast }],
  ['block', block],
])('a %s may flap so often and no oftener', (_, fault) => {
  expect(why([{ at: 0, fault }], 2 * 1000 * MAX_FLAPS - 1)).toBe('accepted');
  expect(why([{ at: 0, fault }], 2 * 1000 * MAX_FLAPS)).toBe(
    'inputs[0].fault.flap: 2001 flaps are too many; at most 2000 fit.',
  );
  expect(why([{ at: 0, fault: { ...fault, until: 4_000_000 } as Fault }], 3_600_000_000)).toBe('accepted');
  expect(why([{ at: 0, fault }], 3_600_000_000)).toBe(
    'inputs[0].fault.flap: 1800001 flaps are too many; at most 2000 fit.',
  );
});

test('all faults of a run together may flap so often and no oftener', () => {
  const ten = Array.from({ length: 10 }, () => ({ at: 0, fault: block }));
  expect(why(ten, 3_999_999)).toBe('accepted');
  expect(why([...ten, { at: 3_999_000, fault: block }], 3_999_999)).toBe(
    'inputs: 20001 flaps in all are too many; at most 20000 fit.',
  );
});
