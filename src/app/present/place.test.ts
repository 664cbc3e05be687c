import { beforeEach, expect, test, vi } from 'vitest';
import { keepSlide, slideIn } from './place.ts';

const held = new Map<string, string>();
beforeEach(() => {
  held.clear();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
  });
});

test('a lecture is found where it stood, and another is not', () => {
  expect(slideIn('0 first-election')).toBeNull();
  keepSlide('0 first-election', 15);
  expect(slideIn('0 first-election')).toBe(15);
  // The same lesson again later in the list.
  expect(slideIn('3 first-election')).toBeNull();
  keepSlide('1 split-vote', 0);
  expect(slideIn('0 first-election')).toBeNull();
  expect(slideIn('1 split-vote')).toBe(0);
});

test('what is stored and makes no sense is nowhere, and a browser that keeps nothing does not stop a lecture', () => {
  for (const json of [
    '',
    '{',
    'null',
    '3',
    '{"what":"x"}',
    '{"what":"x","at":-1}',
    '{"what":"x","at":"2"}',
  ]) {
    held.set('faultline.slide', json);
    expect([json, slideIn('x')]).toEqual([json, null]);
  }
  vi.stubGlobal('sessionStorage', undefined);
  keepSlide('x', 1);
  expect(slideIn('x')).toBeNull();
});
