import { describe, expect, test } from 'vitest';
import { didYouMean, EXCERPT_LENGTH, excerpt, listed, nearest, withArticle } from './text.ts';

describe('excerpt', () => {
  test('shows plain values as they are', () => {
    expect([excerpt(7), excerpt('S9'), excerpt(null), excerpt(true), excerpt([1]), excerpt({})]).toEqual([
      '7',
      '"S9"',
      'null',
      'true',
      'a list',
      'an object',
    ]);
  });
  test('cuts long text, between code points', () => {
    const shown = excerpt('😀'.repeat(1000));
    expect(shown).toBe(`"${'😀'.repeat(EXCERPT_LENGTH - 1)}…"`);
  });
  test('makes line ends, direction overrides and lone surrogates visible', () => {
    expect(excerpt('a\nb\u202ec\ud800d\u2028')).toBe('"a\ufffdb\ufffdc\ufffdd\ufffd"');
  });
});

test('nearest finds slips of the finger and beginnings, not strangers', () => {
  const fields = ['seed', 'nodes', 'until', 'driftPpm'];
  expect(nearest('seeed', fields)).toBe('seed');
  expect(nearest('sede', fields)).toBe('seed');
  expect(nearest('UNTIL', fields)).toBe('until');
  expect(nearest('drift', fields)).toBe('driftPpm');
  expect(nearest('xyz', fields)).toBeUndefined();
  expect(nearest('', fields)).toBeUndefined();
  expect(nearest('s'.repeat(1_000_000), fields)).toBeUndefined();
  expect(didYouMean('nods', fields)).toBe(' Did you mean "nodes"?');
  expect(didYouMean('zzz', fields)).toBe('');
});

test('lists and articles', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'], 'or')]).toEqual([
    '',
    'a',
    'a and b',
    'a, b or c',
  ]);
  expect([withArticle('server'), withArticle('acceptor')]).toEqual(['a server', 'an acceptor']);
});
