/** All terms, in the order of tracks and of teaching. They weigh some: import this module only when somebody needs it. */
import type { Entry, Term } from './types.ts';

const files = import.meta.glob<readonly Entry[]>('./content/*/*.json', { eager: true, import: 'default' });

const trackOf = (path: string) => path.split('/')[2] ?? '';
const number = (track: string) => Number(track.slice(1));

const TERMS: readonly Term[] = Object.entries(files)
  .map(([path, entries]) => ({ path, track: trackOf(path), entries }))
  .sort((a, b) => number(a.track) - number(b.track) || (a.path < b.path ? -1 : 1))
  .flatMap(({ track, entries }) => entries.map((entry) => ({ ...entry, track })));

const bySlug: ReadonlyMap<string, Term> = new Map(TERMS.map((term) => [term.slug, term]));

export function terms(): readonly Term[] {
  return TERMS;
}

export function termOf(slug: string): Term | undefined {
  return bySlug.get(slug);
}
