/** What every type has to keep, on random executions: RR-7506 §2 and, for deltas, Almeida, Shoker, Baquero 2018. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonObject, jsonEqual } from '../../../base/json.ts';
import { meaningOf } from '../spec/values.ts';
import { CATALOGUE, TYPES } from './catalogue.ts';
import { actionsOf, type Copy, execute, executeOps } from './random.test-data.ts';

const RUNS = { numRuns: 60, seed: 1 };
/** Quicker than `expect`, of which a run would need a million. */
const same = (a: unknown, b: unknown) => {
  if (!jsonEqual(a, b)) expect(a).toEqual(b);
};
const has = ({ made }: Copy) =>
  made
    .map((m) => m.id)
    .sort()
    .join(' ');

describe.each(TYPES.map((id) => [id] as const))('%s', (id) => {
  const type = CATALOGUE[id].state;
  const ops = CATALOGUE[id].ops;
  const actions = actionsOf(id, 3);
  const join = (a: JsonObject, b: JsonObject) => type.join(a, b);

  it('RR-7506 §2: merging is commutative, associative, idempotent, and goes up', () => {
    fc.assert(
      fc.property(actions, (made) => {
        const { copies, steps } = execute(id, 3, made);
        const states = [
          ...copies.map((c) => c.state),
          ...steps.map((s) => s.before).slice(-2),
          type.bottom(),
        ];
        for (const x of states) {
          same(join(x, x), x);
          same(join(x, type.bottom()), x);
          for (const y of states) {
            const both = join(x, y);
            same(join(y, x), both);
            same(join(x, both), both);
            for (const z of states) same(join(both, z), join(x, join(y, z)));
          }
        }
      }),
      RUNS,
    );
  });

  it('RR-7506 §2: an update goes up', () => {
    fc.assert(
      fc.property(actions, (made) => {
        for (const { before, after } of execute(id, 3, made).steps) {
          same(join(before, after), after);
          same(join(after, before), after);
        }
      }),
      RUNS,
    );
  });

  it('Almeida et al. 2018: a delta joined to the state before gives the state after; deltas obey the laws too', () => {
    fc.assert(
      fc.property(actions, (made) => {
        const { steps, copies } = execute(id, 3, made);
        for (const { before, after, delta } of steps) same(join(before, delta), after);
        const some = [...steps.map((s) => s.delta).slice(-5), ...copies.map((c) => c.state)];
        for (const x of some) {
          same(join(x, x), x);
          for (const y of some) {
            same(join(x, y), join(y, x));
            for (const z of some) same(join(join(x, y), z), join(x, join(y, z)));
          }
        }
      }),
      { ...RUNS, numRuns: 30 },
    );
  });

  it('RR-7506 §2: copies with the same updates are equal, and mean what the specification says', () => {
    fc.assert(
      fc.property(actionsOf(id, 3, 40), (made) => {
        const { copies } = execute(id, 3, made);
        for (const copy of copies) same(type.value(copy.state), meaningOf(id, copy.made));
        for (const x of copies) {
          for (const y of copies) if (has(x) === has(y)) same(x.state, y.state);
        }
      }),
      RUNS,
    );
  });

  it('RR-7506 §2: concurrent operations commute, and mean what the specification says', () => {
    fc.assert(
      fc.property(actionsOf(id, 3, 40), (made) => {
        const everybody = [0, 1, 2].flatMap((at) => [0, 1, 2].map((from) => ({ at, from })));
        const copies = executeOps(id, 3, [...made, ...everybody, ...everybody]);
        for (const copy of executeOps(id, 3, made)) {
          same(ops.value(copy.state), meaningOf(id, copy.made));
        }
        for (const copy of copies) same(copy.state, (copies[0] as Copy).state);
      }),
      RUNS,
    );
  });

  it('a merge that brings nothing gives the very same state, so that nothing is copied or sent for it', () => {
    fc.assert(
      fc.property(actions, (made) => {
        const { copies } = execute(id, 3, made);
        for (const x of copies) {
          for (const y of copies) {
            const both = join(x.state, y.state);
            expect(join(both, y.state)).toBe(both);
            expect(join(both, structuredClone(x.state))).toBe(both);
          }
        }
      }),
      { ...RUNS, numRuns: 30 },
    );
  });
});
