/** The glossary is sound: files, names, links, and that each can be found by its own name. */
import { describe, expect, test } from 'vitest';
import { METAS, scenariosOf } from '../cli/catalog.ts';
import { LESSONS } from '../lessons/cards.ts';
import { inlines } from '../lessons/markdown.ts';
import { check } from '../spec/shape.ts';
import { lexiconOf, type Spelling, spellingsOf } from './lexicon.ts';
import { marksIn } from './marks.ts';
import { fileSchema } from './schema.ts';
import { termOf, terms } from './terms.ts';
import { tokensOf } from './words.ts';

const files = import.meta.glob<unknown>('./content/*/*.json', { eager: true, import: 'default' });
const TERMS = terms();
const TRACKS = Array.from({ length: 10 }, (_, i) => `T${i + 1}`);

test.each(Object.entries(files))('%s has the shape of a file of terms', (_, file) => {
  expect(check(fileSchema, file, [])).not.toHaveProperty('why');
});

test('every track has terms, and every slug is there once', () => {
  expect([...new Set(TERMS.map(({ track }) => track))]).toEqual(TRACKS);
  const slugs = TERMS.map(({ slug }) => slug);
  expect(slugs.filter((slug, i) => slugs.indexOf(slug) !== i)).toEqual([]);
  const names = TERMS.map(({ term }) => term.toLowerCase());
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test('related terms are there, and none is its own', () => {
  const lost = TERMS.flatMap(({ slug, see = [] }) =>
    see.filter((one) => one === slug || termOf(one) === undefined).map((one) => `${slug} → ${one}`),
  );
  expect(lost).toEqual([]);
});

test('runs, lessons and pages that are to show a term are there', async () => {
  const pages = new Set(
    [...METAS.keys()].flatMap((id) => (METAS.get(id)?.pages ?? []).map((page) => `#/${id}/${page.id}`)),
  );
  const known = new Set([...pages, ...LESSONS.map(({ id }) => `#/lesson/${id}`)]);
  for (const id of METAS.keys()) {
    known.add(`#/lab/${id}`);
    for (const scenario of await scenariosOf(id)) known.add(`#/lab/${id}/${scenario.id}`);
  }
  const lost = TERMS.flatMap(({ slug, show = [] }) =>
    show.filter((link) => !known.has(link)).map((link) => `${slug} → ${link}`),
  );
  expect(lost).toEqual([]);
});

test('what a spelling means where is one thing: a protocol or a track is known', () => {
  const known = new Set<string>([...METAS.keys(), ...TRACKS]);
  const scopes = TERMS.flatMap(({ within = {} }) => Object.keys(within));
  expect(scopes.filter((scope) => !known.has(scope))).toEqual([]);
});

test('no two terms are spelt alike in the same place', () => {
  const owners = new Map<string, string>();
  const clashes: string[] = [];
  const idOf = ({ keys, exact, scope }: Spelling) => JSON.stringify([keys, exact.join(' '), scope]);
  for (const spelling of TERMS.flatMap(spellingsOf)) {
    const owner = owners.get(idOf(spelling));
    if (owner === undefined) owners.set(idOf(spelling), spelling.slug);
    else if (owner !== spelling.slug)
      clashes.push(`${owner} and ${spelling.slug}: ${spelling.keys.join(' ')}`);
  }
  expect(clashes).toEqual([]);
});

test('nothing is spelt out that is understood by itself', () => {
  const idOf = ({ keys, exact }: Spelling) => JSON.stringify([keys, exact]);
  const again = TERMS.filter(({ quiet }) => !quiet).flatMap((term) => {
    const { also = [], within = {} } = term;
    const groups = [also, ...Object.values(within)];
    return groups.flatMap((texts) =>
      texts.filter((text) => {
        const named = texts === also ? term.term : '(nothing)';
        const others = { ...term, term: named, also: texts.filter((one) => one !== text), within: {} };
        const [own] = spellingsOf({ ...others, term: ' (nothing)', also: [text] });
        return own !== undefined && spellingsOf(others).some((one) => idOf(one) === idOf(own));
      }),
    );
  });
  expect(again).toEqual([]);
});

test('each is found by every spelling of its own', () => {
  const lexicon = lexiconOf(TERMS);
  const missed = TERMS.flatMap((term) => {
    const everywhere = term.quiet ? [] : (term.also ?? []);
    const there = Object.entries(term.within ?? {}).flatMap(([scope, texts]) =>
      texts.map((text) => [text, scope]),
    );
    return [...everywhere.map((text) => [text, '']), ...there].flatMap(([text = '', scope = '']) => {
      const [marks] = marksIn([`We say ${text} here.`], lexicon, { about: [scope], most: 9 });
      const found = marks?.find(({ slug }) => slug === term.slug);
      return found !== undefined && found.to - found.from === text.length ? [] : [`${term.slug}: ${text}`];
    });
  });
  expect(missed).toEqual([]);
});

describe('texts', () => {
  test.each(TERMS.map((term) => [term.slug, term] as const))('%s', (_, { means, wrong }) => {
    for (const text of [means, ...(wrong === undefined ? [] : [wrong])]) {
      // Marks are closed, and no link is hidden in them.
      expect(inlines(text).some(({ kind }) => kind === 'link')).toBe(false);
      expect(text).not.toMatch(/ [-–] |\.\.\.|"|'/);
      const sentences = tokensOf(text).filter(({ text: sign }) => /[.?!]/.test(sign)).length;
      expect(sentences).toBeLessThanOrEqual(6);
    }
  });
});
