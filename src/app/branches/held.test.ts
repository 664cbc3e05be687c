import { expect, test } from 'vitest';
import { minority, raftRun } from '../run.test-data.ts';
import { createHeld } from './held.ts';

const { run } = raftRun();
const specs = [1, 2, 3].map((seed) => ({ ...minority, seed }));
const [a, b, c] = specs as [typeof minority, typeof minority, typeof minority];

test('runs of the document are held, others let go', () => {
  const held = createHeld();
  held.put(a, run, [a]);
  held.put(b, run, [a, b]);
  expect([held.get(a), held.get(b), held.get({ ...a })]).toEqual([run, run, undefined]);
  held.put(c, run, [b, c]);
  expect([held.get(a), held.get(b), held.get(c)]).toEqual([undefined, run, run]);
  held.clear();
  expect(held.get(c)).toBeUndefined();
});

test('of long runs the latest is held, and others while there is room', () => {
  const long = { ...run, trace: { ...run.trace, rows: 1_500_000 } };
  const held = createHeld();
  for (const spec of specs) held.put(spec, long, specs);
  expect(specs.map((spec) => held.get(spec) !== undefined)).toEqual([false, true, true]);
});
