import { expect, test } from 'vitest';
import { entryOf } from './draft.ts';

test('an entry of the history is understood as it was written', () => {
  const entry = { id: '12-34', below: 'ab', place: { execution: 2, first: 5, second: -1 } };
  expect(entryOf({ log: entry })).toEqual(entry);
  expect(entryOf({ log: { ...entry, place: null } })).toEqual({ ...entry, place: null });
});

test('whatever else stands there is not this page’s, or is made sense of', () => {
  for (const state of [null, 3, 'x', {}, { from: 'raft' }, { log: {} }, { log: { id: '../x' } }]) {
    expect(entryOf(state)).toBeNull();
  }
  expect(entryOf({ log: { id: 'a', place: { execution: -3, first: 'x', second: 1.5 } } })).toEqual({
    id: 'a',
    below: null,
    place: { execution: 0, first: -1, second: -1 },
  });
});
