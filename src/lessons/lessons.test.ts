/** Every lesson is sound: its files, its words, and what it says of its runs. */
import { describe, expect, test } from 'vitest';
import { METAS, scenariosOf } from '../cli/catalog.ts';
import { parseRunSpec } from '../spec/resolve.ts';
import { asking, finish, pointing } from '../worker/ask/ask.ts';
import { loadProtocol } from '../worker/discover.ts';
import { LESSONS } from './cards.ts';
import { claimsOf, judged } from './claims.ts';
import { FOLDERS, loadFiles } from './content.ts';
import { linksOf } from './markdown.ts';
import { readLesson } from './read.ts';
import type { Lesson } from './types.ts';

async function lessonOf(id: string): Promise<Lesson> {
  const found = await loadFiles(id);
  if (found === null) throw new Error(`no lesson ${id}`);
  const read = readLesson({ ...found.folder, files: found.files }, METAS);
  if (!read.ok) throw new Error(read.why);
  return read.lesson;
}

function resolved(spec: unknown) {
  const parsed = parseRunSpec(spec, METAS);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.resolved;
}

/** What a lesson claims and its runs do not show. */
async function troublesOf(lesson: Lesson): Promise<readonly string[]> {
  const protocol = await loadProtocol(lesson.card.protocol);
  const troubles: string[] = [];
  for (const claim of claimsOf(lesson)) {
    const result =
      claim.kind === 'pattern'
        ? finish(pointing(protocol, resolved(claim.spec), claim.pattern))
        : finish(asking(protocol, claim.specs.map(resolved), claim.condition));
    if (!result.ok) troubles.push(`${claim.what}: ${result.why}`);
    else {
      const why = judged(claim, 'steps' in result ? result : result.asked.finding);
      if (why !== null) troubles.push(why);
    }
  }
  return troubles;
}

test('there are lessons, each with a card, and none shares a name', () => {
  expect(LESSONS.length).toBeGreaterThan(0);
  expect(LESSONS.map(({ id }) => id).sort()).toEqual(FOLDERS.map(({ id }) => id).sort());
  expect(new Set(LESSONS.map(({ id }) => id)).size).toBe(LESSONS.length);
});

describe.each(FOLDERS)('$track/$id', ({ id }) => {
  test('every solution meets its goal, every wrong turn and wrong choice does not', async () => {
    expect(await troublesOf(await lessonOf(id))).toEqual([]);
  });

  test('its links lead somewhere', async () => {
    const lesson = await lessonOf(id);
    const texts = lesson.steps.flatMap((step) => [
      ...step.text,
      ...('done' in step ? step.done : []),
      ...(step.kind === 'predict' ? step.choices.flatMap(({ reply }) => reply) : []),
    ]);
    const links = [...linksOf(texts), ...lesson.end.next.map(({ link }) => link)];
    const ids = new Set(FOLDERS.map((folder) => folder.id));
    for (const link of links) {
      const lab = /^#\/lab\/([^/]+)(?:\/([^/]+))?$/.exec(link);
      const other = /^#\/lesson\/([^/]+)$/.exec(link);
      const page = /^#\/([^/]+)\/([^/]+)$/.exec(link);
      const there = lab
        ? METAS.has(lab[1] as string) &&
          (lab[2] === undefined || scenariosOf(lab[1] as string).some((s) => s.id === lab[2]))
        : other
          ? ids.has(other[1] as string)
          : page
            ? METAS.get(page[1] as string)?.pages?.some((one) => one.id === page[2]) === true
            : // A term of the glossary leads nowhere for as long as there is none.
              link.startsWith('https:') || link === '#/lessons' || link === '#/log';
      expect(there, link).toBe(true);
    }
    for (const before of lesson.card.after ?? []) expect(ids, before).toContain(before);
  });
});

test('the whole small lesson in the documentation is sound', async () => {
  const { default: page } = await import('../../docs/lessons.md?raw');
  const part = page.slice(page.indexOf('## A whole small lesson'), page.indexOf('## What the tests do'));
  const files = Object.fromEntries(
    [...part.matchAll(/`([a-z/]+\.(?:json|md))`\n```(?:json)?\n([\s\S]*?)\n```/g)].map(([, name, text]) => [
      name,
      text,
    ]),
  );
  expect(Object.keys(files).sort()).toEqual(['card.json', 'lesson.json', 'runs/start.json', 'text.md']);
  const read = readLesson({ id: 'small', track: 'T2', files: files as Record<string, string> }, METAS);
  expect(read.ok ? null : read.why).toBeNull();
  if (read.ok) expect(await troublesOf(read.lesson)).toEqual([]);
});
