import { expect, test } from 'vitest';
import type { Listed } from '../../lessons/cards.ts';
import { findLessons } from './find.ts';

const lesson = (id: string, track: string, title: string, question: string): Listed => ({
  id,
  track,
  card: { title, question, protocol: 'raft', minutes: 5, order: 1 },
});
const lessons = [
  lesson('a', 'T2', 'The first election', 'Who becomes leader?'),
  lesson('b', 'T2', 'The minority leader', 'What can it still do?'),
  lesson('c', 'T1', 'Why wall clocks lie', 'Which write was last?'),
];
const ids = (query: string) => findLessons(query, lessons).map(({ id }) => id);

test('by title first, then by question, protocol and track; every word must begin one', () => {
  expect(ids('leader')).toEqual(['b', 'a']);
  expect(ids('LEAD who')).toEqual(['a']);
  expect(ids('agreement')).toEqual(['a', 'b']);
  expect(ids('raft clocks')).toEqual(['c']);
  expect(ids('eader')).toEqual([]);
  expect(ids('  ')).toEqual([]);
});
