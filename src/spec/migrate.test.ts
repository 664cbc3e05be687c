import { expect, test } from 'vitest';
import { type Migrations, migrate } from './migrate.ts';

const migrations: Migrations = {
  toy: [
    (spec) => ({ ...spec, params: { rounds: 1 } }),
    (spec) => ({ ...spec, params: { rounds: 2, was: spec.params as object as never } }),
  ],
  bad: [
    () => {
      throw new TypeError('spec.inputs is not a list');
    },
  ],
  list: [() => [], (spec) => spec],
};

test('migrations run one after the other, from the version given', () => {
  expect(migrate({}, 'toy', 1, 3, migrations)).toEqual({ params: { rounds: 2, was: { rounds: 1 } } });
  expect(migrate({ params: {} }, 'toy', 2, 3, migrations)).toEqual({ params: { rounds: 2, was: {} } });
});

test('a spec of the present version is left alone', () => {
  const spec = { seed: 1 };
  expect(migrate(spec, 'toy', 3, 3, migrations)).toBe(spec);
});

test('where there is no way, there is none', () => {
  expect(migrate({}, 'toy', 3, 4, migrations)).toBeNull();
  expect(migrate({}, 'other', 1, 2, migrations)).toBeNull();
  expect(migrate({}, 'constructor', 1, 2, migrations)).toBeNull();
  expect(migrate({}, 'bad', 1, 2, migrations)).toBeNull();
  expect(migrate({}, 'list', 1, 3, migrations)).toBeNull();
});
