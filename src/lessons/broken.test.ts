import { expect, test } from 'vitest';
import { METAS } from '../cli/catalog.ts';
import { filesFromJson, filesFromZip, filesOf } from './bundle.ts';
import { loadFiles } from './content.ts';
import { type LessonFiles, readLesson } from './read.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

/** Every place in some JSON. */
function places(json: Json, path: Path = []): Path[] {
  if (typeof json !== 'object' || json === null) return [path];
  const entries = Array.isArray(json) ? json.map((one, i) => [i, one] as const) : Object.entries(json);
  return [path, ...entries.flatMap(([key, value]) => places(value, [...path, key]))];
}

/** A copy in which something else stands at a place; `undefined`: nothing. */
function changed(json: Json, path: Path, to: Json | undefined): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  const copy = (Array.isArray(json) ? [...json] : { ...(json as object) }) as Record<string | number, Json>;
  const value = changed(copy[key] as Json, rest, to);
  if (value !== undefined) copy[key] = value;
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete copy[key];
  return copy as Json;
}

const STRANGE: readonly (Json | undefined)[] = [
  undefined,
  null,
  -1,
  1e12,
  'x',
  '',
  [],
  {},
  [[]],
  true,
  { toString: 1 },
];

test('whatever stands wherever in a lesson, it is read or refused with one sentence that names the file', async () => {
  const found = await loadFiles('first-election');
  if (found === null) throw new Error('no lesson');
  let refused = 0;
  let read = 0;
  for (const file of ['card.json', 'lesson.json', 'runs/short.json']) {
    const json = JSON.parse(found.files[file] ?? 'null') as Json;
    for (const [i, path] of places(json).entries()) {
      // Each place has some of them, all places together have each many times.
      for (const to of [STRANGE[i % STRANGE.length], STRANGE[(i * 7 + 3) % STRANGE.length]]) {
        const files: LessonFiles = {
          ...found.files,
          [file]: JSON.stringify(changed(json, path, to) ?? null),
        };
        const result = readLesson({ id: 'x', track: '', files }, METAS);
        if (result.ok) read++;
        else {
          refused++;
          expect(result.why).toMatch(/^(card\.json|lesson\.json|text\.md|runs\/|There is no run)/);
          expect(result.why).toMatch(/[.?!]$/);
          expect(result.why.length).toBeLessThan(400);
          expect(result.why).not.toMatch(/undefined|\[object|NaN|TypeError/);
        }
      }
    }
  }
  expect(refused).toBeGreaterThan(200);
  expect(read).toBeGreaterThan(10);
});

test('whatever is dropped instead of a lesson is refused with one sentence', async () => {
  const card = '{"title":"T","question":"Q?","protocol":"raft","minutes":5,"order":1}';
  const folders: readonly Readonly<Record<string, string>>[] = [
    {},
    { 'photo.jpg': 'x' },
    { 'a/b/c/card.json': card },
    { 'card.json': card },
    { 'card.json': card, 'lesson.json': '' },
    { 'card.json': card, 'lesson.json': '{', 'text.md': '' },
    { 'card.json': card, 'lesson.json': '{"schema":1}', 'text.md': '' },
    { 'card.json': '\uFEFF', 'lesson.json': '[]' },
    { 'card.json': card.replace('raft', 'rafft'), 'lesson.json': '{}' },
    { 'card.json': card.replace('raft', '__proto__'), 'lesson.json': '{}' },
    { 'Card.JSON': card },
    { 'card.json': '['.repeat(100_000) },
  ];
  const zip = new Uint8Array([80, 75, 3, 4, 20, 0, 0, 0, 255, 255]);
  for (const files of folders) {
    const taken = filesOf(files);
    const result = taken.ok ? readLesson({ id: 'x', track: '', files: taken.files }, METAS) : taken;
    expect(result).toMatchObject({ ok: false, why: expect.stringMatching(/[.?]$/) });
  }
  for (const refused of [
    filesFromZip(zip),
    filesFromZip(new Uint8Array()),
    filesFromJson('7'),
    filesFromJson('{"a":1}'),
    filesFromJson(''),
  ])
    expect(refused).toMatchObject({ ok: false, why: expect.stringMatching(/[.?]$/) });
});
