import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { loadFiles } from '../content.ts';
import { decodeList, encodeList } from './link.ts';
import { MOST_ITEMS, ownFiles, plainList, readList, runLink } from './read.ts';
import type { LessonList } from './types.ts';

const item = { note: '', say: '' };
const LIST: LessonList = {
  title: 'Week 3: agreement',
  about: 'For the second year.',
  items: [
    { ...item, lesson: 'first-election', note: 'Before the lecture.' },
    { ...item, scenario: 'raft/figure-8', say: 'Ask who would call it committed.' },
    { ...item, run: '#/lab/raft?s=AbC-_09' },
    { ...item, document: { kind: 'run', spec: { protocol: 'raft' } } },
  ],
};

const payloadOf = (list: LessonList) => (encodeList(list) ?? '').replace('#/list/', '');
const plain = (change: object) => ({ ...plainList(LIST), ...change });
const why = (json: unknown) => {
  const read = readList(json);
  return read.ok ? '' : read.why;
};

test('a list goes through a link and through a file, and comes out as it was', () => {
  expect(decodeList(payloadOf(LIST))).toEqual({ ok: true, list: LIST });
  expect(readList(JSON.parse(JSON.stringify(plainList(LIST))))).toEqual({ ok: true, list: LIST });
  expect(payloadOf(LIST).length).toBeLessThan(420);
});

test('one changed, lost or added character of a link is noticed, wherever it is', () => {
  const payload = payloadOf(LIST);
  for (let i = 0; i < payload.length; i++) {
    const other = payload[i] === 'A' ? 'B' : 'A';
    expect(decodeList(payload.slice(0, i) + other + payload.slice(i + 1)).ok).toBe(false);
  }
  expect(decodeList(payload.slice(0, -1))).toMatchObject({ why: expect.stringContaining('damaged') });
  expect(decodeList(`${payload}A`).ok).toBe(false);
  expect(decodeList('')).toMatchObject({ ok: false });
  expect(decodeList('A'.repeat(70_000))).toMatchObject({ why: expect.stringContaining('too long') });
});

test('an own lesson travels in the link, and one too large for it does not', async () => {
  const found = await loadFiles('figure-8');
  const files = ownFiles(found?.files ?? {});
  if (!files.ok) throw new Error(files.why);
  const own: LessonList = { title: 'Mine', about: '', items: [{ ...item, own: files.files }] };
  expect(payloadOf(own).length).toBeLessThan(16_000);
  expect(decodeList(payloadOf(own))).toEqual({ ok: true, list: own });
  // What deflate cannot make smaller.
  const noise = randomBytes(60_000).toString('base64');
  const large = { ...own, items: [{ ...item, own: { ...files.files, 'text.md': noise } }] };
  expect(encodeList(large) === null).toBe(true);
});

test('what is wrong with a list is said in one sentence that names the place', () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [null, 'not null'],
    [[], 'not a list'],
    [{}, 'kind'],
    [plain({ schema: 2 }), 'newer'],
    [plain({ schema: '1' }), 'schema must be 1'],
    [plain({ title: 7 }), 'title must be a text'],
    [plain({ title: 'x'.repeat(81) }), 'title must be at most 80'],
    [plain({ titel: 'x' }), 'Did you mean "title"?'],
    [plain({ items: {} }), 'items must be a list'],
    [plain({ items: Array.from({ length: MOST_ITEMS + 1 }, () => ({ lesson: 'a' })) }), 'too many'],
    [
      plain({ items: [{}] }),
      'items[0] must have one of lesson, scenario, run, document or own, and has none',
    ],
    [plain({ items: [{ lesson: 'a', run: '#/lab/raft?s=x' }] }), 'has lesson and run'],
    [plain({ items: [{ lesson: '../../etc' }] }), 'items[0].lesson must be the id of a lesson'],
    [plain({ items: [{ scenario: 'figure-8' }] }), '"raft/figure-8"'],
    [plain({ items: [{ run: 'javascript:alert(1)' }] }), 'must be a link to a run'],
    [plain({ items: [{ lessn: 'a' }] }), 'Did you mean "lesson"?'],
    [plain({ items: [{ lesson: 'a', note: 'n'.repeat(601) }] }), 'items[0].note must be at most 600'],
    [plain({ items: [{ own: { 'text.md': 'x' } }] }), 'items[0].own: there is no card.json'],
    [plain({ items: [{ document: 'x' }] }), 'items[0].document must be an object'],
    [JSON.parse('{"kind":"list","schema":1,"title":"","items":[],"__proto__":{}}'), '__proto__'],
  ];
  for (const [json, said] of cases) {
    expect(why(json)).toContain(said);
    expect(why(json)).toMatch(/[.?]$/);
  }
});

test('the files of an own lesson may stand as text or as JSON, in a folder or not; nothing else comes along', () => {
  const given = {
    'x/card.json': { title: 'T' },
    'x/lesson.json': '{ "schema": 1 }',
    'x/text.md': '## a\n\nb',
    'x/photo.png': 'no',
    'x/runs/start.json': '{broken',
  };
  expect(ownFiles(given)).toEqual({
    ok: true,
    files: {
      'card.json': '{"title":"T"}',
      'lesson.json': '{"schema":1}',
      'text.md': '## a\n\nb',
      'runs/start.json': '{broken',
    },
  });
});

test('a link to a run is found in a whole address, without what a frame adds', () => {
  expect(runLink(' https://x.org/app/#/lab/raft?s=Ab_-9&embed=1 ')).toBe('#/lab/raft?s=Ab_-9');
  expect(runLink('#/lab/raft?embed=1&s=Ab')).toBe('#/lab/raft?s=Ab');
  for (const not of [
    '#/lab/raft',
    '#/lab/raft/figure-8',
    '#/list/abc',
    '',
    'x',
    '#/lab/raft?s=',
    '#/lab/raft?s=a b',
  ])
    expect(runLink(not)).toBeNull();
});
