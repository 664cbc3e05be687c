/** A text as the matching of terms sees it: words and signs, and how each is joined to the one before. */

export interface Token {
  /** As terms are compared: lower case, -ise for -ize. */
  readonly key: string;
  readonly text: string;
  /** Where it stands, UTF-16 code units. */
  readonly from: number;
  readonly to: number;
  /** What is between it and the token before: nothing, a hyphen, or white space (and the beginning of the text). */
  readonly joint: 'none' | 'hyphen' | 'space';
}

const TOKEN = /[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu;
const HYPHENS = /^[-‐‑–]$/;
const WORD = /^[\p{L}\p{N}]/u;

export function keyOf(word: string): string {
  return word
    .toLowerCase()
    .replace(/iz(?=[aei])/g, 'is')
    .replace(/^’$/, "'");
}

export function tokensOf(text: string): readonly Token[] {
  const found = [...text.matchAll(TOKEN)].map((match) => ({ text: match[0], from: match.index }));
  const tokens: Token[] = [];
  let hyphen = false;
  for (const [i, { text: word, from }] of found.entries()) {
    const before = found[i - 1];
    const after = found[i + 1];
    const to = from + word.length;
    // A hyphen joins if it stands tight between two words; else it is a sign like any other.
    const joins =
      HYPHENS.test(word) &&
      before !== undefined &&
      after !== undefined &&
      before.from + before.text.length === from &&
      after.from === to &&
      WORD.test(before.text) &&
      WORD.test(after.text);
    if (joins) {
      hyphen = true;
      continue;
    }
    const last = tokens.at(-1);
    const joint = hyphen ? 'hyphen' : last?.to === from ? 'none' : 'space';
    tokens.push({ key: keyOf(word), text: word, from, to, joint });
    hyphen = false;
  }
  return tokens;
}

/** The plural of a word, as English makes it by rule. Others are spelt out where they are needed. */
export function pluralOf(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** Whether this is written in capitals on purpose: "CAP" is not a cap, "ACID" no acid. */
export function isAbbreviation(word: string): boolean {
  return word.length > 1 && /\p{Lu}/u.test(word) && !/\p{Ll}/u.test(word);
}
