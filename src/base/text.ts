/** Words for sentences about untrusted input. */

/** How much of a stranger's text a sentence repeats, in code points. */
export const EXCERPT_LENGTH = 32;

/**
 * A value as a sentence may show it: short, on one line, without invisible or direction-changing characters.
 * Texts are quoted and cut to `EXCERPT_LENGTH`; lists and objects are only named.
 */
export function excerpt(value: unknown): string {
  if (typeof value === 'string') return `"${tame(value)}"`;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** `text` cut to `EXCERPT_LENGTH` code points, with controls, line ends and unpaired surrogates made visible. */
export function tame(text: string): string {
  // Cut before looking closer: the text may be a megabyte.
  const points = Array.from(text.slice(0, 2 * EXCERPT_LENGTH + 2));
  const cut = points.length > EXCERPT_LENGTH;
  const kept = cut ? points.slice(0, EXCERPT_LENGTH - 1) : points;
  return kept.join('').replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd') + (cut ? '…' : '');
}

/** "a server", "an acceptor". */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** "S1", "S1 and S2", "S1, S2 and S3". */
export function listed(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;
}

/** ` Did you mean "seed"?`, with the space before it, or nothing if no candidate is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const found = nearest(word, candidates);
  return found === undefined ? '' : ` Did you mean "${found}"?`;
}

/**
 * The candidate a person who typed `word` most likely meant: at most two slips of the finger away (one for words of up to four
 * letters), letter case aside, or else one that begins with it. The earliest candidate wins a tie.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length < 2 || word.length > 40) return undefined;
  const typed = word.toLowerCase();
  const slips = typed.length <= 4 ? 1 : 2;
  let best: string | undefined;
  let bestDistance = slips + 1;
  for (const candidate of candidates) {
    const distance = editDistance(typed, candidate.toLowerCase());
    if (distance < bestDistance && distance < candidate.length) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? candidates.find((c) => typed.length >= 3 && c.toLowerCase().startsWith(typed));
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (row[j - 1] as number) + 1,
        (above[j] as number) + 1,
        (above[j - 1] as number) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      }
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length] as number;
}
