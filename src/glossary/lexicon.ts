/** Terms by the words they are spelt with, so that they can be found in a text. */
import type { Entry } from './types.ts';
import { isAbbreviation, keyOf, pluralOf, tokensOf } from './words.ts';

export interface Spelling {
  readonly slug: string;
  readonly keys: readonly string[];
  /** For each key: the letters that must stand there exactly, or null. */
  readonly exact: readonly (string | null)[];
  /** A protocol or a track in whose texts alone it means this; null: everywhere. */
  readonly scope: string | null;
}

/** By their first key, the longest first. */
export type Lexicon = ReadonlyMap<string, readonly Spelling[]>;

/** The spellings of a term, plurals included. */
export function spellingsOf(entry: Entry): readonly Spelling[] {
  const { slug, term, also = [], within = {}, quiet } = entry;
  const named = quiet === true || / \(.*\)$/.test(term) ? [] : [term];
  const all: (readonly [string, string | null])[] = [
    ...(quiet === true ? [] : [...named, ...also]).map((text) => [text, null] as const),
    ...Object.entries(within).flatMap(([scope, texts]) => texts.map((text) => [text, scope] as const)),
  ];
  const seen = new Set<string>();
  return all
    .flatMap(([text, scope]) => forms(text).map((form) => ({ slug, ...form, scope })))
    .filter(({ keys, exact, scope }) => {
      const id = JSON.stringify([keys, exact, scope]);
      return !seen.has(id) && seen.add(id);
    });
}

function forms(text: string): readonly Pick<Spelling, 'keys' | 'exact'>[] {
  const tokens = tokensOf(text);
  const words = tokens.map((token) => token.text);
  const last = words.at(-1) ?? '';
  const plural = isAbbreviation(last) ? `${last}s` : pluralOf(last);
  const variants = /^\p{L}+$/u.test(last) ? [words, [...words.slice(0, -1), plural]] : [words];
  return variants.map((variant) => ({
    keys: variant.map(keyOf),
    exact: variant.map((word, i) => (isAbbreviation(words[i] ?? '') ? word : null)),
  }));
}

export function lexiconOf(entries: readonly Entry[]): Lexicon {
  const lexicon = new Map<string, Spelling[]>();
  for (const spelling of entries.flatMap(spellingsOf)) {
    const [first] = spelling.keys;
    if (first === undefined) continue;
    const known = lexicon.get(first);
    if (known === undefined) lexicon.set(first, [spelling]);
    else known.push(spelling);
  }
  for (const spellings of lexicon.values()) spellings.sort((a, b) => b.keys.length - a.keys.length);
  return lexicon;
}
