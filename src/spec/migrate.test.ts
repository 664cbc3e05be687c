import { expect, test } from 'vitest';
import { meta as raft } from '../protocols/raft/meta.ts';
import { MIGRATIONS, type Migrations, migrate } from './migrate.ts';

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

test('raft, from every version on: runs are written as they were', () => {
  const spec = { seed: 1, params: { preVote: true } };
  for (let from = 1; from <= raft.version; from++)
    expect(migrate(spec, 'raft', from, raft.version)).toEqual(spec);
});

test('gallery 1 to 2: notes leave at the pace at which they left', () => {
  const moved = (params: object) => migrate({ seed: 1, params } as never, 'gallery', 1, 2, MIGRATIONS);
  expect(moved({ pace: 60_000, notes: 3 })).toEqual({
    seed: 1,
    params: { pace: 60_000, notes: 3, patience: 60_000 },
  });
  expect(moved({})).toEqual({ seed: 1, params: { patience: 80_000 } });
  expect(moved({ pace: 0 })).toEqual({ seed: 1, params: { pace: 0 } });
});
