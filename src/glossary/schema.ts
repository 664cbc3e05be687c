/** The shape of a file of terms. What needs the other files (unique slugs, links that lead somewhere) is tested in `terms.test.ts`. */
import * as v from 'valibot';
import { excerpt } from '../base/text.ts';
import { fields, isRecord, list, onlyTrue, optional, type Schema, text } from '../spec/shape.ts';
import type { Entry } from './types.ts';

/** How much a file may hold: one is read in one sitting. */
export const MOST_IN_FILE = 25;
/** UTF-16 code units. */
const MEANS = 520;
const WRONG = 360;
const SOURCE = 160;
const SPELLING = 60;

const slug: Schema<string> = v.custom<string>(
  (value) => typeof value === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && value.length <= 48,
  (issue) => `must be small letters, digits and single hyphens, not ${excerpt(issue.input)}`,
);
const spelling: Schema<string> = v.pipe(
  text(SPELLING),
  v.check((value) => /[\p{L}\p{N}]/u.test(value), 'must be a word'),
);
const spellings = list(spelling, 14, 'spellings');
const said = (most: number): Schema<string> =>
  v.pipe(
    text(most),
    v.check((value) => /[.?!)”]$/.test(value), 'must end like a sentence'),
    v.check((value) => value === value.trim() && !value.includes('  '), 'must have no spaces to spare'),
  );
const within: Schema<Record<string, string[]>> = v.pipe(
  v.custom<Record<string, unknown>>(isRecord, 'must be an object'),
  v.record(v.string(), spellings),
) as Schema<Record<string, string[]>>;
const link: Schema<string> = v.custom<string>(
  (value) => typeof value === 'string' && /^#\/[a-z0-9-]+(\/[a-z0-9-]+){0,2}$/.test(value),
  (issue) => `must be an address like #/lab/raft/figure-8, not ${excerpt(issue.input)}`,
);

const entry: Schema<Entry> = fields('a field of a term', {
  slug,
  term: spelling,
  also: optional(spellings),
  within: optional(within),
  quiet: optional(onlyTrue),
  means: said(MEANS),
  wrong: optional(said(WRONG)),
  sources: v.pipe(
    list(text(SOURCE), 5, 'sources'),
    v.check((given) => given.length > 0, 'must name one at least'),
  ),
  see: optional(list(slug, 8, 'related terms')),
  show: optional(list(link, 4, 'runs and lessons')),
});

export const fileSchema: Schema<Entry[]> = list(entry, MOST_IN_FILE, 'terms');
