/** Finds protocols and their runs by words: all of them must be there, the title counts most. */
import { nearest } from '../../base/text.ts';
import type { Card, Scenario } from '../../engine/meta.ts';
import { TRACKS } from './tracks.ts';

export interface Entry {
  readonly card: Card;
  /** Null: the protocol itself, or a page of it. */
  readonly scenario: Scenario | null;
  /** A page that it has beside its lab. */
  readonly page?: Page;
}

export type Page = NonNullable<Card['pages']>[number];

/** What is looked for in other ways, beside the entries: lessons and terms. Only for words that may have been meant. */
export interface Beside {
  readonly texts: readonly string[];
  finds(query: string): boolean;
}

export interface Found {
  readonly entries: readonly Entry[];
  /** Where there are none: a word that is known and looks like the one that is not, if there is one. */
  readonly meant: string | null;
}

interface Field {
  readonly text: string;
  readonly weight: number;
}

/** Words to try, best first; those that find nothing are not offered. */
const IDEAS = ['leader', 'crash', 'partition', 'clock', 'disk', 'lies', 'deadlock', 'vote', 'lost'];
/** How many of them are offered. */
const OFFERED = 4;

/** Lower case, without accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function wordsOf(text: string): readonly string[] {
  return plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function fieldsOf({ card, scenario, page }: Entry): readonly Field[] {
  const track = TRACKS.find(({ id }) => id === card.track);
  const about = `${card.family} ${track?.title ?? ''}`;
  if (page !== undefined) {
    return [
      { text: page.title, weight: 8 },
      { text: page.about, weight: 4 },
      { text: `${card.title} ${about}`, weight: 1 },
    ];
  }
  if (scenario === null) {
    return [
      { text: card.title, weight: 12 },
      { text: about, weight: 6 },
      { text: card.summary, weight: 2 },
    ];
  }
  const faults = scenario.spec.inputs.map((input) => ('fault' in input ? input.fault.type : '')).join(' ');
  return [
    { text: scenario.title, weight: 8 },
    { text: scenario.claim, weight: 4 },
    { text: `${faults} ${scenario.spec.variants.join(' ')}`, weight: 2 },
    { text: `${card.title} ${about} ${scenario.notes}`, weight: 1 },
  ];
}

/** 0 if a word is nowhere; beginnings of words count twice. */
function score(fields: readonly (readonly [readonly string[], number])[], asked: readonly string[]): number {
  let sum = 0;
  for (const word of asked) {
    let best = 0;
    for (const [words, weight] of fields) {
      for (const known of words) {
        if (known.startsWith(word)) best = Math.max(best, known === word ? 3 * weight : 2 * weight);
        else if (word.length > 2 && known.includes(word)) best = Math.max(best, weight);
      }
    }
    if (best === 0) return 0;
    sum += best;
  }
  return sum;
}

export interface Search {
  find(query: string): Found;
  /** Words that find something. */
  readonly ideas: readonly string[];
}

/** @param entries in the order in which equally good ones are listed */
export function createSearch(
  entries: readonly Entry[],
  beside: Beside = { texts: [], finds: () => false },
): Search {
  const prepared = entries.map((entry) => ({
    entry,
    fields: fieldsOf(entry).map(({ text, weight }) => [wordsOf(text), weight] as const),
  }));
  const look = (query: string): readonly Entry[] => {
    const asked = wordsOf(query);
    if (asked.length === 0) return [];
    return prepared
      .map(({ entry, fields }) => ({ entry, score: score(fields, asked) }))
      .filter((found) => found.score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ entry }) => entry);
  };
  let vocabulary: readonly string[] | null = null;
  return {
    ideas: IDEAS.filter((word) => look(word).length > 0).slice(0, OFFERED),
    find(query) {
      const found = look(query);
      if (found.length > 0) return { entries: found, meant: null };
      vocabulary ??= [
        ...new Set([
          ...prepared.flatMap(({ fields }) => fields.flatMap(([words]) => words)),
          ...beside.texts.flatMap(wordsOf),
        ]),
      ];
      const known = vocabulary;
      const corrected = wordsOf(query).map((word) =>
        known.some((k) => k.startsWith(word)) ? word : (nearest(word, known) ?? word),
      );
      const meant = corrected.join(' ');
      return { entries: [], meant: look(meant).length > 0 || beside.finds(meant) ? meant : null };
    },
  };
}

/** Whether a word is asked for that whoever teaches would try. */
export function isForTeaching(query: string): boolean {
  return wordsOf(query).some((word) =>
    /^(lectur|teach|present(?:$|a|i)|slide|course|class(?:$|es)|clicker|lists?$)/.test(word),
  );
}
