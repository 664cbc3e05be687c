import { expect, test } from 'vitest';
import { resolveTheme, sanePreferences } from './preferences.ts';

test('stored preferences are taken only where they could have been set', () => {
  expect(sanePreferences({ theme: 'dark', slowdown: 50, stageShare: 0.3, leftOpen: false })).toEqual({
    theme: 'dark',
    slowdown: 50,
    stageShare: 0.3,
    leftOpen: false,
  });
  expect(sanePreferences({ theme: '<b>', slowdown: 7, stageShare: 9, leftOpen: 'yes', set: 1 })).toEqual({});
  expect(sanePreferences(null)).toEqual({});
  expect(sanePreferences('dark')).toEqual({});
});

test('the system decides only while it is asked to', () => {
  expect(resolveTheme('system', true)).toBe('dark');
  expect(resolveTheme('system', false)).toBe('light');
  expect(resolveTheme('light', true)).toBe('light');
  expect(resolveTheme('dark', false)).toBe('dark');
});
