import { describe, expect, test } from 'vitest';
import { ago, saneRecent } from './recent.ts';

describe('what was kept of an experiment', () => {
  const kept = { title: 'A run', hash: '#/lab/raft?s=AbC', at: 5 };

  test('is the address of a lab with a run in it', () => {
    expect(saneRecent(kept)).toEqual({ ...kept, protocol: 'raft' });
    expect(saneRecent({ ...kept, title: 'x'.repeat(500) })?.title.length).toBe(200);
  });

  test('and nothing else', () => {
    const hashes = [
      '',
      '#/',
      '#/lab/raft',
      '#/lab/raft/split-vote',
      '#/lab/raft?s=A&embed=1',
      'javascript:alert(1)',
      'https://example.org/#/lab/raft?s=A',
      `#/lab/raft?s=${'A'.repeat(100_001)}`,
    ];
    for (const hash of hashes)
      expect([hash.slice(0, 40), saneRecent({ ...kept, hash })]).toEqual([hash.slice(0, 40), null]);
    for (const stored of [null, 3, 'x', {}, { ...kept, title: 4 }, { ...kept, at: '5' }]) {
      expect(saneRecent(stored)).toBeNull();
    }
  });
});

test('how long ago is said in the largest unit that fits', () => {
  const minute = 60_000;
  expect(ago(1000, 900)).toBe('just now');
  expect(ago(0, minute - 1)).toBe('just now');
  expect(ago(0, minute)).toBe('a minute ago');
  expect(ago(0, 59.9 * minute)).toBe('59 minutes ago');
  expect(ago(0, 60 * minute)).toBe('an hour ago');
  expect(ago(0, 47 * 60 * minute)).toBe('a day ago');
  expect(ago(0, 72 * 60 * minute)).toBe('3 days ago');
});
