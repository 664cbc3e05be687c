import fc from 'fast-check';
import { expect, test } from 'vitest';
import { match } from './fuzzy.ts';

const best = (typed: string, texts: readonly string[]) =>
  texts
    .map((text) => ({ text, score: match(typed, text)?.score ?? Number.NEGATIVE_INFINITY }))
    .sort((a, b) => b.score - a.score)[0]?.text;

test('beginnings of words win over letters here and there', () => {
  expect(best('cr', ['Second run', 'Crash a node', 'Across'])).toBe('Crash a node');
  expect(best('bc', ['Abacus', 'Bend a clock'])).toBe('Bend a clock');
  expect(best('undo', ['Run down to', 'Undo: crash of S2'])).toBe('Undo: crash of S2');
});

test('words may be typed in any order', () => {
  expect(match('clock bend', 'Bend a clock')).not.toBeNull();
  expect(match('raft split', 'Raft: A split vote')).not.toBeNull();
  expect(match('zebra', 'Raft: A split vote')).toBeNull();
});

test('nothing typed matches everything', () => {
  expect(match('  ', 'anything')?.at).toEqual([]);
});

test('a match is found exactly if the letters of each word are there in order, and says where', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 12 });
  fc.assert(
    fc.property(letters, letters, (typed, text) => {
      const words = typed.split(/\s+/).filter(Boolean);
      const there = words.every((word) => new RegExp([...word].join('.*')).test(text));
      const found = match(typed, text);
      expect(found !== null).toBe(there);
      const all = [...typed.replaceAll(/\s/g, '')];
      for (const i of found?.at ?? []) expect(all).toContain(text[i]);
      if (found !== null && words.length === 1) {
        expect(found.at.map((i) => text[i]).join('')).toBe(words[0]);
      }
    }),
  );
});
