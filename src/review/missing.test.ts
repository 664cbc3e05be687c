import { expect, test } from 'vitest';
import { METAS } from '../cli/catalog.ts';
import type { RuleBook } from '../engine/meta.ts';
import { type Book, missingQuestion } from './missing.ts';

const found = import.meta.glob<RuleBook>('../protocols/*/rules.ts', { eager: true, import: 'default' });
const books: readonly Book[] = Object.entries(found).map(([path, rules]) => {
  const protocol = path.split('/').at(-2) ?? '';
  return { protocol, title: METAS.get(protocol)?.title ?? protocol, rules };
});
const bare = (text: string) => text.trim().replace(/:$/, '');

test('the line left out is the right one, the others stand elsewhere and not there', () => {
  const asked = new Set<string>();
  for (let seed = 1; seed <= 400; seed++) {
    const question = missingQuestion(seed, books, (id) => `#/lab/${id}`);
    if (question === null || question.picture?.kind !== 'code') throw new Error('no question');
    const { lines, missing } = question.picture;
    const here = lines.map(bare);
    expect(question.choices.length).toBeGreaterThanOrEqual(3);
    expect(new Set(question.choices.map(({ text }) => text)).size).toBe(question.choices.length);
    for (const { text, right, why } of question.choices) {
      expect(right).toBe(text === here[missing]);
      expect(here.includes(text)).toBe(right);
      expect(why === '').toBe(right);
    }
    asked.add(question.lab ?? '');
  }
  expect(asked.size).toBeGreaterThan(6);
});

test('no book, no question; the same seed asks the same', () => {
  expect(missingQuestion(1, [], String)).toBeNull();
  expect(missingQuestion(7, books, String)).toEqual(missingQuestion(7, books, String));
});
