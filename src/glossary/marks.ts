/** Where terms stand in texts: whole words, the longest first, and of each term the first place alone. */
import type { Lexicon, Spelling } from './lexicon.ts';
import { type Token, tokensOf } from './words.ts';

export interface Mark {
  readonly slug: string;
  /** UTF-16 code units. */
  readonly from: number;
  readonly to: number;
}

export interface Marking {
  /** What the texts are about, the nearest first: a protocol, its track. A word that means several things means what it does there. */
  readonly about: readonly string[];
  /** Terms that need no mark: they are linked already, or it is their own page. */
  readonly except?: Iterable<string>;
  /** Marks in all texts together. */
  readonly most: number;
}

/** @param texts read one after the other, as one */
export function marksIn(
  texts: readonly string[],
  lexicon: Lexicon,
  { about, except = [], most }: Marking,
): readonly (readonly Mark[])[] {
  const seen = new Set(except);
  let left = most;
  return texts.map((text) => {
    const tokens = tokensOf(text);
    const marks: Mark[] = [];
    for (let at = 0; at < tokens.length && left > 0; ) {
      const found = spellingAt(tokens, at, lexicon, about);
      if (found === null) {
        at++;
        continue;
      }
      const first = tokens[at] as Token;
      at += found.keys.length;
      if (seen.has(found.slug)) continue;
      seen.add(found.slug);
      left--;
      marks.push({ slug: found.slug, from: first.from, to: (tokens[at - 1] as Token).to });
    }
    return marks;
  });
}

function spellingAt(
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
  about: readonly string[],
): Spelling | null {
  const fitting = (lexicon.get(tokens[at]?.key ?? '') ?? []).filter(
    ({ keys, exact, scope }) =>
      (scope === null || about.includes(scope)) &&
      fits(tokens, at, keys, exact) &&
      free(tokens, at, keys.length),
  );
  const longest = fitting[0]?.keys.length;
  const rank = ({ scope }: Spelling) => (scope === null ? about.length : about.indexOf(scope));
  return fitting.filter(({ keys }) => keys.length === longest).sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

function fits(
  tokens: readonly Token[],
  at: number,
  keys: readonly string[],
  exact: Spelling['exact'],
): boolean {
  return keys.every((key, i) => {
    const token = tokens[at + i];
    const letters = exact[i];
    return token?.key === key && (letters === null || letters === token.text);
  });
}

const IN_A_NAME = /^[_@#/\\$.]$/;

/** Part of nothing longer: no hyphenated word, no name of a program's, no path. */
function free(tokens: readonly Token[], at: number, length: number): boolean {
  const first = tokens[at];
  const before = tokens[at - 1];
  const last = tokens[at + length - 1];
  const after = tokens[at + length];
  const beyond = tokens[at + length + 1];
  if (first?.joint === 'hyphen' || after?.joint === 'hyphen') return false;
  if (before !== undefined && first?.joint === 'none' && IN_A_NAME.test(before.text)) return false;
  if (after === undefined || after.from !== last?.to || !IN_A_NAME.test(after.text)) return true;
  // The full stop at the end of a sentence, or a stroke before a space.
  return beyond === undefined || beyond.from !== after.to || !/^[\p{L}\p{N}_]/u.test(beyond.text);
}
