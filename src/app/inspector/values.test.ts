import { expect, test } from 'vitest';
import { commandName } from '../describe.ts';
import { raft } from '../run.test-data.ts';
import { line, showChange, TAIL } from './values.ts';

const entry = (term: number, value: number) => ({
  term,
  command: { type: 'write', key: 'x', value, client: 'C1' },
});
const name = commandName(raft);

test('scalars and short lists are one line', () => {
  expect(line(null)).toBe('–');
  expect(line(3)).toBe('3');
  expect(line([1, 2, null])).toBe('[1 2 –]');
  expect(line([])).toBe('[ ]');
  expect(line({})).toBe('{ }');
  expect(line({ S2: 1, S3: 4 })).toBe('S2\u00a01, S3\u00a04');
});

test('a change says only what changed', () => {
  expect(showChange(1, 2)).toEqual({ before: '1', after: '2', parts: [] });
  expect(showChange({ S1: 1, S2: 2 }, { S1: 1, S2: 3, S4: 0 }).parts).toEqual([
    { name: 'S2', before: '2', after: '3' },
    { name: 'S4', before: '–', after: '0' },
  ]);
  expect(showChange([entry(1, 1)], [entry(1, 1), entry(2, 2)], name).parts).toEqual([
    { name: '2', before: '', after: 'term\u00a02, x=2' },
  ]);
  expect(showChange([entry(1, 1), entry(1, 2)], [entry(1, 1)], name).parts).toEqual([
    { name: '2', before: 'term\u00a01, x=2', after: 'dropped' },
  ]);
});

test('of long records inside a record only what differs, by its path; of one that is gone, which it was', () => {
  const item = (amount: number) => ({ amount, note: 'as much as there is room for', stamp: 1 });
  const before = { items: { jam: item(1), tea: item(2) }, clock: 3 };
  const after = { items: { jam: item(1), tea: item(2), milk: item(4) }, clock: 4 };
  expect(showChange(before, after).parts).toEqual([
    { name: 'items.milk', before: '–', after: line(item(4)) },
    { name: 'clock', before: '3', after: '4' },
  ]);
  expect(showChange(before, null)).toEqual({
    before: 'items\u00a0(…), clock\u00a03',
    after: '–',
    parts: [],
  });
});

test('a list that grew by very much is cut off, and says how much is missing', () => {
  const { parts } = showChange(
    [],
    Array.from({ length: 30 }, (_, i) => entry(1, i)),
    name,
  );
  expect(parts).toHaveLength(TAIL + 1);
  expect(parts.at(-1)?.name).toBe(`… ${30 - TAIL} more`);
});
