/** Finds what somebody may have meant by a few letters. Pure. */

export interface Match {
  /** Higher is better. */
  readonly score: number;
  /** Where the letters were found, ascending: they are set off. */
  readonly at: readonly number[];
  /** Letters that neither begin a word nor follow one that was found: more than one, and nobody meant this. */
  readonly loose: number;
}

const START = 8;
const NEXT = 5;
const FOUND = 1;

/**
 * Whether the letters typed stand in the text in this order, each word of them anywhere; null if not. Beginnings of words and runs of
 * letters count for more, long texts for a little less.
 */
export function match(typed: string, text: string): Match | null {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const lower = text.toLowerCase();
  const at = new Set<number>();
  let score = 0;
  for (const word of words) {
    const found = matchWord(word, lower);
    if (found === null) return null;
    score += found.score;
    for (const i of found.at) at.add(i);
  }
  const places = [...at].sort((a, b) => a - b);
  const loose = places.filter((j) => !isStart(lower, j) && !at.has(j - 1)).length;
  return { score: score - text.length / 100, at: places, loose };
}

/** The best way to find the letters of one word, by dynamic programming over its letters and those of the text. */
function matchWord(word: string, text: string): Omit<Match, 'loose'> | null {
  const n = text.length;
  // score[i][j]: the best with letter i of the word at place j of the text; from[i][j]: where letter i − 1 then stands.
  let scores = new Float64Array(0);
  const from: Int32Array[] = [];
  for (let i = 0; i < word.length; i++) {
    const now = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
    const back = new Int32Array(n).fill(-1);
    let best = Number.NEGATIVE_INFINITY;
    let bestAt = -1;
    for (let j = 0; j < n; j++) {
      if (text[j] === word[i]) {
        const own = FOUND + (isStart(text, j) ? START : 0);
        if (i === 0) now[j] = own;
        else {
          const run = j > 0 ? (scores[j - 1] as number) + NEXT : Number.NEGATIVE_INFINITY;
          const jump = best;
          if (Math.max(run, jump) > Number.NEGATIVE_INFINITY) {
            now[j] = own + Math.max(run, jump);
            back[j] = run >= jump ? j - 1 : bestAt;
          }
        }
      }
      const before = i === 0 ? Number.NEGATIVE_INFINITY : (scores[j] as number);
      if (before > best) {
        best = before;
        bestAt = j;
      }
    }
    scores = now;
    from.push(back);
  }
  let end = -1;
  for (let j = 0; j < n; j++) {
    if ((scores[j] as number) > (end < 0 ? Number.NEGATIVE_INFINITY : (scores[end] as number))) end = j;
  }
  if (end < 0) return null;
  const at: number[] = [];
  for (let i = word.length - 1, j = end; i >= 0; i--) {
    at.unshift(j);
    j = (from[i] as Int32Array)[j] as number;
  }
  return { score: scores[end] as number, at };
}

function isStart(text: string, j: number): boolean {
  return j === 0 || !/[\p{L}\p{N}]/u.test(text[j - 1] ?? ' ');
}
