/** Lessons by words: each must begin a word of its title, its question or its track; those with all of them in the title come first. */
import { LESSONS, type Listed } from '../../lessons/cards.ts';
import { TRACKS } from '../home/tracks.ts';

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

export function findLessons(query: string, lessons: readonly Listed[] = LESSONS): readonly Listed[] {
  const asked = wordsOf(query);
  if (asked.length === 0) return [];
  const begins = (text: string) => {
    const known = wordsOf(text);
    return asked.every((word) => known.some((one) => one.startsWith(word)));
  };
  const found = lessons.filter(({ track, card }) => {
    const title = TRACKS.find(({ id }) => id === track)?.title ?? '';
    return begins(`${card.title} ${card.question} ${card.protocol} ${title} lesson`);
  });
  const named = found.filter(({ card }) => begins(card.title));
  return [...named, ...found.filter((lesson) => !named.includes(lesson))];
}
