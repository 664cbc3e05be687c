import fc from 'fast-check';
import { expect, test } from 'vitest';
import { between, sharedEnds } from '../base/ends.ts';
import type { Input, ResolvedRun } from '../engine/runspec.ts';
import { MAX_FLAPS_IN_ALL, MAX_INPUTS } from './bounds.ts';
import { parseEdit } from './edit.ts';
import { everything, metas } from './fixture.test-data.ts';
import { parseRunSpec } from './resolve.ts';
import { anySpec } from './specs.test-data.ts';

/** An edited spec as the page asks for it: without the inputs that it shares, object by object, with the run before. */
function asEdit(
  before: { inputs: readonly unknown[] },
  now: { inputs: readonly unknown[] },
  known: ResolvedRun,
) {
  const kept = sharedEnds(before.inputs, now.inputs) ?? { first: 0, last: 0 };
  return parseEdit({ ...now, inputs: between(now.inputs, kept) }, kept, known, metas);
}

function known(spec: unknown): ResolvedRun {
  const parsed = parseRunSpec(spec, metas);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.resolved;
}

/** Inputs of all kinds, some of which no run may have. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...everything.inputs),
  fc.constantFrom<unknown>(
    null,
    7,
    [],
    {},
    { at: 5 },
    { at: -1, fault: { type: 'crash', node: 'S1' } },
    { at: 1e12, fault: { type: 'crash', node: 'S1' } },
    { at: 5, fault: { type: 'crash', node: 'S29' } },
    { at: 5, fault: { type: 'krash', node: 'S1' } },
    { at: 5, node: 'S1', command: { type: 'nothing' } },
    { at: 5, fault: { type: 'partition', groups: [['S1'], ['S2']], flap: { down: 1, up: 1 } } },
  ),
);

test('an edited run is read as the whole of it would be, to the letter of a refusal', () => {
  const place = fc.nat({ max: 99 });
  const change = fc.record({
    from: place,
    count: fc.nat({ max: 2 }),
    put: fc.array(anything, { maxLength: 2 }),
  });
  const other = fc.constantFrom<object>(
    { until: 1_900_000 },
    { until: 5 },
    { until: undefined },
    { nodes: { server: 2 } },
    { nodes: null },
    { seed: -1 },
    { seed: -0 },
    { seed: 9 },
    { params: { loss: 0.5 } },
    { params: { loss: 2 } },
    { params: undefined },
    { variants: [] },
    { variants: ['nonsense', 'nonsense'] },
    { protocol: 'raftt' },
    { schema: 2 },
    { title: 'x' },
  );
  const more = fc.array(other, { maxLength: 2 }).map((list): object => Object.assign({}, ...list));
  const again = fc.array(place, { maxLength: 2 });
  fc.assert(
    fc.property(anySpec, change, again, more, (spec, { from, count, put }, copies, others) => {
      const inputs: unknown[] = [...spec.inputs];
      // The same object in two places is told by its place.
      const same = inputs.length === 0 ? [] : copies.map((i) => inputs[i % inputs.length]);
      inputs.splice(from % (inputs.length + 1), count, ...put, ...same);
      const now = { ...spec, ...others, inputs };
      expect(asEdit(spec, now, known(spec))).toEqual(parseRunSpec(now, metas));
    }),
    { numRuns: 600 },
  );
});

test('what an edit keeps stays the same objects, and nothing of the run it was made from changes', () => {
  const spec = { ...everything, inputs: [...everything.inputs] };
  const before = known(spec);
  const moved = { ...(spec.inputs[3] as Input), at: (spec.inputs[3] as Input).at + 1 };
  const parsed = asEdit(spec, { ...spec, inputs: spec.inputs.with(3, moved) }, before);
  if (!parsed.ok) throw new Error(parsed.why);
  expect(sharedEnds(before.spec.inputs, parsed.resolved.spec.inputs)).toEqual({
    first: 3,
    last: spec.inputs.length - 4,
  });
  expect(parsed.resolved.params).toBe(before.params);
  expect(before).toEqual(known(spec));
});

test('one input too many is refused, however few of them are new', () => {
  const crash = { at: 5, fault: { type: 'crash', node: 'S1' } };
  const spec = { schema: 1, protocol: 'toy', inputs: Array.from({ length: MAX_INPUTS }, () => crash) };
  const now = { ...spec, inputs: [...spec.inputs, { ...crash }] };
  expect(asEdit(spec, now, known(spec))).toEqual(parseRunSpec(now, metas));
  expect(parseRunSpec(now, metas)).toMatchObject({ ok: false });
});

test('so is one cut that flaps too often together with those that were there', () => {
  const block = { type: 'block', from: 'S1', to: 'S2', flap: { down: 1000, up: 1000 }, until: 20_000 };
  const cut = { at: 0, fault: block };
  const inputs = Array.from({ length: MAX_FLAPS_IN_ALL / 10 }, () => cut);
  const spec = { schema: 1, protocol: 'toy', inputs };
  const now = { ...spec, inputs: [...inputs, { ...cut }] };
  expect(asEdit(spec, now, known(spec))).toEqual(parseRunSpec(now, metas));
  expect(parseRunSpec(now, metas)).toMatchObject({ ok: false });
});
