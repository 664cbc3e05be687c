/** Which line is missing? A condition is left out of a protocol’s pseudocode; the wrong choices are conditions from other places of it. */
import { fmix } from '../base/hash.ts';
import type { RuleBlock, RuleBook } from '../engine/meta.ts';
import type { Question } from './question.ts';

/** What a rule book is asked about. */
export interface Book {
  readonly protocol: string;
  readonly title: string;
  readonly rules: RuleBook;
}

interface Spot {
  readonly book: Book;
  readonly block: RuleBlock;
  readonly line: number;
}

/** Anything shorter could stand anywhere. */
const LEAST = 18;
const CONDITION = /^\s*(?:else )?(?:if|when|unless|once|until|for|on) /;

const bare = (text: string): string => text.trim().replace(/:$/, '');
const depth = (text: string): number => text.length - text.trimStart().length;
const isAsked = (text: string): boolean => CONDITION.test(text) && bare(text).length >= LEAST;

/** Conditions that stand in one place only, in blocks long enough to tell what is missing, with two at least from elsewhere to mistake them for. */
function spots(book: Book): readonly Spot[] {
  const { blocks } = book.rules;
  const all = blocks.flatMap(({ lines }) => lines.map(({ text }) => bare(text)));
  return blocks.flatMap((block) => {
    if (block.lines.length < 4 || elsewhere(book, block, '').length < 2) return [];
    return block.lines.flatMap(({ text }, line) =>
      isAsked(text) && all.filter((one) => one === bare(text)).length === 1 ? [{ book, block, line }] : [],
    );
  });
}

/** Conditions of other blocks that this one does not have, those as deep as `like` first. */
function elsewhere({ rules }: Book, block: RuleBlock, like: string): readonly string[] {
  const own = new Set(block.lines.map(({ text }) => bare(text)));
  const others = rules.blocks.filter((one) => one !== block).flatMap(({ lines }) => lines);
  const found = others.map(({ text }) => text).filter((text) => isAsked(text) && !own.has(bare(text)));
  const sorted = [
    ...found.filter((text) => depth(text) === depth(like)),
    ...found.filter((text) => depth(text) !== depth(like)),
  ];
  return [...new Set(sorted.map(bare))];
}

/** Null if none of the books has such a line. @param labOf address of a protocol’s lab */
export function missingQuestion(
  seed: number,
  books: readonly Book[],
  labOf: (protocol: string) => string,
): Question | null {
  // First the book, so that none is asked about because it is long.
  const all = books.map(spots).filter((own) => own.length > 0);
  const own = all[(fmix(seed + 3) >>> 0) % Math.max(1, all.length)];
  const spot = own?.[(fmix(seed) >>> 0) % own.length];
  if (spot === undefined) return null;
  const { book, block, line } = spot;
  const text = block.lines[line]?.text ?? '';
  const others = elsewhere(book, block, text);
  const start = (fmix(seed + 1) >>> 0) % others.length;
  const wrong = [0, 1, 2].flatMap((i) =>
    i < others.length ? [others[(start + i) % others.length] ?? ''] : [],
  );
  const choices = [
    { text: bare(text), right: true, why: '' },
    ...wrong.map((one) => ({ text: one, right: false, why: whereIs(book, one) })),
  ];
  const turn = (fmix(seed + 2) >>> 0) % choices.length;
  return {
    kind: 'line',
    seed,
    lead: `${book.title}, from its pseudocode:`,
    ask: 'Which line is missing?',
    picture: { kind: 'code', title: block.title, lines: block.lines.map((one) => one.text), missing: line },
    choices: choices.slice(turn).concat(choices.slice(0, turn)),
    evidence: [`Where these lines come from: ${block.source}.`],
    lab: labOf(book.protocol),
  };
}

function whereIs({ rules }: Book, text: string): string {
  const block = rules.blocks.find(({ lines }) => lines.some((one) => bare(one.text) === text));
  return `That one stands under “${block?.title ?? ''}”.`;
}
