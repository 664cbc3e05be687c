import { expect, test } from 'vitest';
import { findTerms } from './find.ts';
import type { Term } from './types.ts';

const term = (name: string, means: string, also: readonly string[] = []): Term => ({
  slug: name.toLowerCase().replaceAll(' ', '-'),
  term: name,
  also,
  means,
  sources: ['Somebody, 1999'],
  track: 'T1',
});

const TERMS = [
  term('Vector clock', 'A counter for each node.'),
  term('Clock', 'It tells the time.'),
  term('Quorum', 'Enough nodes to decide, by whatever clock.', ['voting quorum']),
  term('Two-phase commit', 'All or nothing.', ['2PC']),
];
const names = (query: string) => findTerms(query, TERMS).map((found) => found.term);

test('what is called so comes first, then names, then definitions', () => {
  expect(names('clock')).toEqual(['Clock', 'Vector clock', 'Quorum']);
});

test('beginnings of words, other spellings, hyphens and capitals', () => {
  expect(names('vec cl')).toEqual(['Vector clock']);
  expect(names('voting')).toEqual(['Quorum']);
  expect(names('2pc')).toEqual(['Two-phase commit']);
  expect(names('two phase')).toEqual(['Two-phase commit']);
});

test('every word has to be there', () => {
  expect(names('vector quorum')).toEqual([]);
  expect(names('  ')).toEqual([]);
});
