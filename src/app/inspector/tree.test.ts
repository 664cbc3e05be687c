import { expect, test } from 'vitest';
import type { Meta } from '../../engine/meta.ts';
import { commandName } from '../describe.ts';
import { raft } from '../run.test-data.ts';
import { readable } from './readable.ts';
import { treeOf, UNKNOWN } from './tree.ts';

const name = commandName(raft);
const entry = (term: number, value: number) => ({
  term,
  command: { type: 'write', key: 'x', value, client: 'C1', seq: value },
});

test('a list of records is a table, its rows numbered from 1, commands written as the protocol writes them', () => {
  const tree = treeOf([entry(1, 7), { term: 2, command: { type: 'noop' } }], UNKNOWN, name);
  expect(tree).toMatchObject({
    kind: 'table',
    columns: ['term', 'command'],
    rows: [
      { n: 1, cells: ['1', 'x=7'], changed: false },
      { n: 2, cells: ['2', 'noop'], changed: false },
    ],
  });
});

test('records that name themselves, or are too wide for columns, are one line each', () => {
  expect(treeOf([{ type: 'write', key: 'x', value: 1 }], UNKNOWN, name)).toMatchObject({
    columns: [],
    rows: [{ cells: ['x=1'] }],
  });
  expect(treeOf([{ a: 1, b: 2, c: 3, d: 4, e: 5 }], UNKNOWN, name)).toMatchObject({ columns: [] });
});

test('what differs from the moment before is marked, down to the row and the leaf', () => {
  const log = treeOf([entry(1, 1), entry(2, 2)], [entry(1, 1), entry(1, 9)], name);
  expect(log.kind === 'table' && log.rows.map((row) => row.changed)).toEqual([false, true]);
  const indexes = treeOf({ S1: 3, S2: 4 }, { S1: 3, S2: 2 }, name);
  expect(indexes).toMatchObject({
    kind: 'branch',
    changed: true,
    children: [
      { key: 'S1', tree: { text: '3', was: null } },
      { key: 'S2', tree: { text: '4', was: '2' } },
    ],
  });
  expect(treeOf(5, UNKNOWN, name)).toEqual({ kind: 'leaf', text: '5', was: null });
  expect(treeOf(null, null, name)).toMatchObject({ was: null });
});

test('nothing in a record is lost: every leaf is somewhere', () => {
  const tree = treeOf({ pending: { a: [1, 2], b: { c: { d: 'deep' } } } }, UNKNOWN, name);
  expect(JSON.stringify(tree)).toContain('deep');
  expect(JSON.stringify(tree)).toContain('[1 2]');
});

test('times are said as times, in what a field holds as well, and nowhere else', () => {
  const meta = { ...raft, fields: { stamp: { unit: 'µs' }, heard: { unit: 'µs' } } } satisfies Meta;
  const state = { stamp: 70_228, n: 70_228, heard: { S1: 1000, S2: 2500 }, notes: [{ stamp: 5000, n: 1 }] };
  expect(readable(state, meta)).toEqual({
    stamp: '70.2 ms',
    n: 70_228,
    heard: { S1: '1 ms', S2: '2.5 ms' },
    notes: [{ stamp: '5 ms', n: 1 }],
  });
  expect(readable(state.heard, meta, 'heard')).toEqual({ S1: '1 ms', S2: '2.5 ms' });
  expect(readable(state, raft)).toBe(state);
  // A field that every object has is nobody's.
  expect(readable({ constructor: 5 }, meta)).toEqual({ constructor: 5 });
});
