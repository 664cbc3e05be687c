/** Documents made to hurt: too many, too deep, of the wrong kind. Each is read or refused, in time and with one short sentence. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAULT_KINDS } from '../engine/faultkinds.ts';
import type { FaultInput, Input } from '../engine/runspec.ts';
import { faultInput, worldOf } from '../testkit/arbitrary.ts';
import { MAX_FLAPS_IN_ALL, MAX_INPUTS } from './bounds.ts';
import { everything, metas, toy } from './fixture.test-data.ts';
import { parseRunSpec } from './resolve.ts';

const run = (inputs: unknown, more: object = {}) => ({
  schema: 1,
  protocol: 'toy',
  nodes: { server: 5, client: 2 },
  inputs,
  ...more,
});
/** The sentence, or 'accepted'; fails the test if it is not one short line. */
function answer(json: unknown): string {
  const result = parseRunSpec(json, metas);
  if (result.ok) return 'accepted';
  expect(result.why).toMatch(/^[^\n]{5,300}[.?]$/);
  return result.why;
}
/** Processor time, which other tests of this machine do not lengthen, ms. */
function cost(work: () => void): number {
  const start = process.cpuUsage();
  work();
  return process.cpuUsage(start).user / 1000;
}

const examples = everything.inputs.filter((input): input is FaultInput => 'fault' in input);

test('the fixture has an example of every kind of fault', () => {
  expect(new Set(examples.map((input) => input.fault.type)).size).toBe(FAULT_KINDS.length);
});

describe('as many overlapping faults as fit are read in time:', () => {
  test.each(FAULT_KINDS.map((kind) => kind.type))('%s', (type) => {
    const { fault } = examples.find((input) => input.fault.type === type) as FaultInput;
    // All begin within a millisecond, and none of those that last ends.
    const { until: _until, flap: _flap, ...rest } = fault as { until?: number; flap?: object };
    const inputs = Array.from({ length: MAX_INPUTS }, (_, i) => ({ at: i % 1000, fault: rest }));
    let said = '';
    // Three hundred times what it takes: only work that grows with the square of the inputs is so long.
    expect(cost(() => (said = answer(run(inputs))))).toBeLessThan(30_000);
    expect(said).toBe('accepted');
  });

  test('cuts of every link, thousands of them', () => {
    const ids = Array.from({ length: 32 }, (_, i) => (i < 30 ? `S${i + 1}` : `C${i - 29}`));
    const links = ids.flatMap((a, i) => ids.slice(i + 1).map((b) => [a, b]));
    const inputs = Array.from({ length: 1000 }, (_, at) => ({ at, fault: { type: 'partial', links } }));
    const nodes = { server: 30, client: 2 };
    let said = '';
    expect(cost(() => (said = answer(run(inputs, { nodes }))))).toBeLessThan(30_000);
    expect(said).toBe('accepted');
  });

  test('cuts that flap as often as they may, and oftener', () => {
    const flapping = (count: number) =>
      run(
        Array.from({ length: count }, () => ({
          at: 0,
          fault: { type: 'block', from: 'S1', to: 'S2', flap: { down: 1000, up: 1000 }, until: 20_000 },
        })),
      );
    expect(answer(flapping(MAX_FLAPS_IN_ALL / 10))).toBe('accepted');
    expect(answer(flapping(MAX_INPUTS))).toBe('inputs: 200000 flaps in all are too many; at most 20000 fit.');
  });
});

describe('wrong values in a field of a fault', () => {
  const huge = [1e308, -1e308, 2 ** 53, -(2 ** 53), 0.1, -0, Number.NaN, Number.POSITIVE_INFINITY];
  const deep = JSON.parse('['.repeat(31) + ']'.repeat(31)) as unknown;
  const bad: fc.Arbitrary<unknown> = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(...huge, deep, '', '*', 'S1', '__proto__', 'constructor', [], {}, true, false),
    fc.constantFrom<unknown>(
      [['S1', 'S1']],
      [[]],
      ['S1'],
      [0, 0],
      { down: 1, up: 1 },
      { down: 1e9, up: 1e9 },
    ),
    fc.string({ unit: 'binary', maxLength: 100 }),
  );
  const world = worldOf(
    toy,
    ['S1', 'S2', 'S3', 'C1'].map((id, index) => ({ id, role: id === 'C1' ? 'client' : 'server', index })),
    900_000,
  );
  const names = [...new Set(examples.flatMap((input) => Object.keys(input.fault)))];

  test('are refused by the name of a field, or do no harm', () => {
    let refused = 0;
    fc.assert(
      fc.property(faultInput(world), fc.constantFrom(...names), bad, (input, name, value) => {
        const { fault } = input as FaultInput;
        const said = answer(run([{ ...input, fault: { ...fault, [name]: value } }]));
        if (said === 'accepted') return;
        refused++;
        expect(said).toMatch(/^inputs(\[0\]\.fault\b|: \d+ flaps)/);
      }),
      { numRuns: 3000 },
    );
    expect(refused).toBeGreaterThan(2000);
  });

  test('in several fields at once, of any kind, never throw', () => {
    const type = fc.oneof(fc.constantFrom(...FAULT_KINDS.map((kind) => kind.type)), fc.jsonValue());
    const some = fc.dictionary(fc.constantFrom(...names), bad, { maxKeys: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(bad, type, some), { maxLength: 4 }), bad, (list, until) => {
        const inputs = list.map(([at, kind, fields], i) => ({
          at: i % 2 === 0 ? 5 : at,
          fault: { ...fields, type: kind },
        }));
        answer(run(inputs));
        answer(run(inputs, { until }));
      }),
      { numRuns: 1500 },
    );
  });

  test('what is read is canonical: read again, it is the same', () => {
    fc.assert(
      fc.property(faultInput(world), (input: Input) => {
        const first = parseRunSpec(run([input]), metas);
        if (!first.ok) throw new Error(first.why);
        expect(first.resolved.spec.inputs).toEqual([input]);
        expect(parseRunSpec(first.resolved.spec, metas)).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });
});
