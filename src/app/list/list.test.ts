import { beforeEach, expect, test, vi } from 'vitest';
import type { Card } from '../../engine/meta.ts';
import { encodeList } from '../../lessons/list/link.ts';
import { plainList } from '../../lessons/list/read.ts';
import type { LessonList } from '../../lessons/list/types.ts';
import { listAddress, listAt } from './address.ts';
import { saneDrafts, saveDraft, unreadDrafts } from './drafts.ts';
import { minutesIn } from './minutes.ts';
import { ownId } from './ownId.ts';
import { full, itemOf, moved, rowsOf } from './rows.ts';
import { type Offer, offersFor, ownOffers } from './search.ts';
import { takeLink } from './taking.ts';
import { follow, leaveTrail, nextStop, trail, trailAt } from './trail.ts';

const list = (...lessons: readonly string[]): LessonList => ({
  title: 'T',
  about: '',
  items: lessons.map((lesson) => itemOf({ lesson })),
});

function storage(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  } as Storage;
}
beforeEach(() => {
  vi.stubGlobal('sessionStorage', storage());
});

test('addresses of lists are told apart, and what is none of them is none', () => {
  expect(listAddress('#/lists')).toEqual({ page: 'mine', draft: null });
  expect(listAddress('#/lists/ab12')).toEqual({ page: 'mine', draft: 'ab12' });
  expect(listAddress('#/list/Ab-_9')).toEqual({ page: 'list', payload: 'Ab-_9', item: null });
  expect(listAddress('#/list/Ab-_9/3')).toEqual({ page: 'list', payload: 'Ab-_9', item: 2 });
  for (const none of ['#/list', '#/list/', '#/lists/UP', '#/lists/a/b', '#/list/a/b', '#/listen'])
    expect(listAddress(none)).toBeNull();
  const link = encodeList(list('first-election')) ?? '';
  const address = listAddress(link);
  expect(address?.page === 'list' && listAt(address.payload)).toEqual({
    ok: true,
    list: list('first-election'),
  });
  expect(listAt('~12345678')).toMatchObject({ ok: false, why: expect.stringContaining('open it again') });
});

test('a row stays itself when it moves, is edited elsewhere, or another comes', () => {
  const first = list('a', 'b', 'a');
  const rows = rowsOf(first, []);
  expect(rows.map((row) => row.key)).toEqual([1, 2, 3]);
  const turned = { ...first, items: moved(first.items, 2, 0) };
  expect(rowsOf(turned, rows).map((row) => row.key)).toEqual([3, 1, 2]);
  const more = { ...first, items: [...first.items, itemOf({ lesson: 'c' })] };
  expect(rowsOf(more, rows).map((row) => row.key)).toEqual([1, 2, 3, 4]);
});

test('things move to where they are put, and no further than the ends', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 1, 9)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 1, -4)).toEqual(['b', 'a', 'c']);
  const same = ['a'];
  expect([moved(same, 0, 0), moved(same, 5, 0)]).toEqual([same, same]);
  expect([full(59), full(60)]).toEqual([null, expect.stringContaining('60')]);
});

test('of stored lists only those are taken that could have been written here', () => {
  const good = { id: 'ab', changedAt: 5, list: plainList(list('a')) };
  const later = { ...good, id: 'cd', changedAt: 7 };
  const stored = {
    lists: [
      good,
      later,
      { ...good, id: '../' },
      { ...good, changedAt: 'x' },
      { ...good, list: { items: 1 } },
      null,
      7,
    ],
  };
  expect(saneDrafts(stored).map(({ id }) => id)).toEqual(['cd', 'ab']);
  for (const bad of [null, 7, [], { lists: {} }]) expect(saneDrafts(bad)).toEqual([]);
});

test('a list that a newer page wrote is not read here, and not lost', async () => {
  const newer = { id: 'ab', changedAt: 1, list: { ...plainList(list('a')), schema: 2 } };
  expect(unreadDrafts({ version: 1, lists: [newer] })).toEqual([newer]);
  const held = storage();
  vi.stubGlobal('localStorage', held);
  held.setItem('faultline.lists', JSON.stringify({ version: 1, lists: [newer] }));
  saveDraft({ id: 'cd', list: list('b'), changedAt: 2 });
  saveDraft({ id: 'cd', list: list('c'), changedAt: 3 });
  const { lists } = JSON.parse(held.getItem('faultline.lists') ?? '');
  expect(lists).toEqual([{ id: 'cd', list: plainList(list('c')), changedAt: 3 }, newer]);
});

test('a link is taken with the title that was copied with it, whatever is in that', async () => {
  const taken = await takeLink('Week #3: #2/4\nhttps://x.org/app/#/lesson/first-election');
  expect(taken).toMatchObject({ ok: true, subject: { lesson: 'first-election' } });
});

test('a trail leads through the pages of a list, and a damaged one leads nowhere', () => {
  const stops = [
    { title: 'A', href: '#/lesson/a' },
    { title: 'B', href: '#/lab/raft/b' },
  ];
  const way = { list: { title: 'L', href: '#/list/x' }, stops, at: 0 };
  follow(way);
  expect(trail()).toEqual(way);
  expect(trailAt('#/lesson/a')?.at).toBe(0);
  expect(trailAt('#/lab/raft/b')?.at).toBe(1);
  expect(trailAt('#/lesson/other')).toBeNull();
  const gone = { title: 'no-such', href: '#/list/x' };
  const [first, last] = stops as [(typeof stops)[0], (typeof stops)[0]];
  expect(nextStop({ ...way, stops: [first, gone, last] })).toEqual({ stop: last, at: 2 });
  expect(nextStop({ ...way, stops: [first, gone] })).toBeNull();
  for (const bad of [
    '{',
    '7',
    '{}',
    JSON.stringify({ ...way, at: 2 }),
    JSON.stringify({ ...way, list: { title: 'x', href: 'javascript:1' } }),
  ]) {
    sessionStorage.setItem('faultline.list', bad);
    expect(trail()).toBeNull();
  }
  follow(way);
  leaveTrail();
  expect(trail()).toBeNull();
});

test('everything that can be added is found by beginnings of words, accents and order aside', () => {
  const offer = (title: string, words: string) => ({
    subject: { lesson: 'x' },
    title,
    what: 'Run · Raft',
    says: words,
    words: '',
  });
  const offers = [offer('Split vote', 'nobody wins'), offer('Éclair', 'a lightning')];
  expect(offersFor('', offers)).toEqual(offers);
  expect(offersFor('vot spl', offers).map(({ title }) => title)).toEqual(['Split vote']);
  expect(offersFor('ECLAIR raft', offers)).toHaveLength(1);
  expect(offersFor('plit', offers)).toEqual([]);
});

test('an own lesson keeps its name when its words are mended, and has another when it is another', () => {
  const card = (title: string) => ({
    'card.json': JSON.stringify({ title, protocol: 'raft' }),
    'text.md': title,
  });
  expect(ownId(card('A'))).toBe(ownId({ ...card('A'), 'text.md': 'mended' }));
  expect(ownId(card('A'))).not.toBe(ownId(card('B')));
  expect(ownId({ 'card.json': '{' })).toMatch(/^own-[0-9a-f]{8}$/);
});

test('runs that were made here are offered by their title, as what stands in a list', () => {
  const kept = {
    protocol: 'raft',
    title: 'Two leaders',
    hash: '#/lab/raft?s=AbC&embed=0',
    at: 1,
    own: true,
  };
  const card = { id: 'raft', title: 'Raft', track: 'T2', family: 'Consensus' } as Card;
  const [offer, ...others] = ownOffers(
    [kept, { ...kept, protocol: 'gone' }, { ...kept, hash: '#/lab/raft' }],
    [card],
  );
  expect(offer).toMatchObject({
    subject: { run: '#/lab/raft?s=AbC' },
    title: 'Two leaders',
    what: 'Your run · Raft',
  });
  expect(others).toEqual([]);
  expect(offersFor('two lead', [offer as Offer])).toHaveLength(1);
});

test('how long a list takes is said of the lessons whose length is known', () => {
  expect(minutesIn(list('first-election', 'split-vote').items)).toBe('2 lessons of 17 min together');
  expect(minutesIn(list('first-election').items)).toBe('1 lesson of 8 min');
  const run = itemOf({ scenario: 'raft/split-vote' });
  expect(minutesIn([...list('first-election').items, run, run])).toBe('1 lesson of 8 min, 2 runs');
  expect(minutesIn([run, itemOf({ own: {} })])).toBe('1 lesson of your own, 1 run');
});
