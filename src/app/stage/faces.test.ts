import { expect, test } from 'vitest';
import { linesOf } from './faces.ts';

test('what is said of a node stands line by line, and what is long in two', () => {
  expect(linesOf('leader')).toEqual(['leader']);
  expect(linesOf('crashed, disk lost')).toEqual(['crashed', 'disk lost']);
  expect(linesOf('asks before it stands')).toEqual(['asks before', 'it stands']);
  expect(linesOf('asks before it stands, slow')).toEqual(['asks before', 'it stands', 'slow']);
  expect(linesOf('waiting for earlier operations')).toEqual(['waiting for', 'earlier operations']);
  expect(linesOf('incomprehensibilities')).toEqual(['incomprehensibilities']);
});
