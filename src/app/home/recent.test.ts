import { describe, expect, test } from 'vitest';
import { ago, type Recent, saneRecent, saneRecents, withRecent } from './recent.ts';

describe('what was kept of an experiment', () => {
  const kept = { title: 'A run', hash: '#/lab/raft?s=AbC', at: 5 };

  test('is the address of a lab with a run in it', () => {
    expect(saneRecent(kept)).toEqual({ ...kept, protocol: 'raft', own: true });
    expect(saneRecent({ ...kept, own: false })?.own).toBe(false);
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

describe('the runs before it', () => {
  const run = (link: string, at: number, own = true): Recent => ({
    protocol: 'raft',
    title: link,
    hash: `#/lab/raft?s=${link}`,
    at,
    own,
  });
  const links = (runs: readonly Recent[]) => runs.map(({ title }) => title);

  test('another experiment takes nothing away', () => {
    const mine = withRecent([], run('mine', 1), '#/lab/raft/split-vote');
    const both = withRecent(mine, run('theirs', 2, false), '#/lab/raft?s=theirs');
    expect(links(both)).toEqual(['theirs', 'mine']);
    // Theirs is edited: that is one experiment more, and still not mine.
    expect(links(withRecent(both, run('edited', 3), '#/lab/raft?s=theirs'))).toEqual(['edited', 'mine']);
  });

  test('an edit is the same experiment, and once changed it stays one’s own', () => {
    const first = withRecent([], run('a', 1), '#/lab/raft/split-vote');
    const second = withRecent(first, run('b', 2), '#/lab/raft?s=a');
    expect(links(second)).toEqual(['b']);
    // Looked at again after a reload.
    expect(withRecent(second, run('b', 3, false), '#/lab/raft?s=b')).toEqual([run('b', 3, true)]);
  });

  test('links that are only looked at push out nothing that was made', () => {
    let runs = withRecent([], run('mine', 0), '');
    for (let i = 1; i <= 60; i++) runs = withRecent(runs, run(`seen${i}`, i, false), '');
    expect(links(runs)).toEqual(['seen60', 'seen59', 'seen58', 'seen57', 'mine']);
    for (let i = 61; i <= 100; i++) runs = withRecent(runs, run(`made${i}`, i), '');
    expect(runs).toHaveLength(24);
    expect(runs[0]?.title).toBe('made100');
  });

  test('what an older page kept, one run alone, is read; all together they stay small', () => {
    expect(links(saneRecents(run('old', 5)))).toEqual(['old']);
    expect(links(saneRecents([run('old', 5), 'rubbish', run('new', 9)]))).toEqual(['new', 'old']);
    expect(saneRecents(null)).toEqual([]);
    const large = Array.from({ length: 20 }, (_, i) => run(`${i}`.padEnd(90_000, 'A'), i));
    expect(saneRecents(large)).toHaveLength(6);
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
