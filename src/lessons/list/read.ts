/** Reads a list from JSON. It comes from anybody: whatever is wrong is said in one sentence that names the place. */
import * as v from 'valibot';
import { type Result, refuse } from '../../base/result.ts';
import { excerpt, listed } from '../../base/text.ts';
import { MAX_DEPTH, MAX_PAYLOAD } from '../../spec/bounds.ts';
import {
  check,
  fields,
  isRecord,
  list,
  optional,
  prose,
  type Schema,
  sentence,
  tooDeep,
} from '../../spec/shape.ts';
import { filesOf } from '../bundle.ts';
import type { LessonFiles } from '../read.ts';
import type { LessonList, ListItem, Subject } from './types.ts';

export const MOST_ITEMS = 60;
/** Lengths of its texts, UTF-16 code units. */
export const MOST_TITLE = 80;
export const MOST_ABOUT = 600;
export const MOST_NOTE = 600;
export const MOST_SAY = 1200;

const SUBJECTS = ['lesson', 'scenario', 'run', 'document', 'own'] as const;

const lesson: Schema<string> = v.custom<string>(
  (value) => typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,47}$/.test(value),
  (issue) => `must be the id of a lesson, such as "first-election", not ${excerpt(issue.input)}`,
);
const scenario: Schema<string> = v.custom<string>(
  (value) => typeof value === 'string' && /^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/.test(value),
  (issue) => `must be a protocol and a scenario, such as "raft/figure-8", not ${excerpt(issue.input)}`,
);
const run: Schema<string> = v.custom<string>(
  (value) => typeof value === 'string' && runLink(value) !== null,
  (issue) => `must be a link to a run, with “#/lab/” and “?s=” in it, not ${excerpt(issue.input)}`,
);
const record: Schema<Record<string, unknown>> = v.custom<Record<string, unknown>>(
  isRecord,
  (issue) => `must be an object, not ${excerpt(issue.input)}`,
);

const item = fields('a field of an item', {
  lesson: optional(lesson),
  scenario: optional(scenario),
  run: optional(run),
  document: optional(record),
  own: optional(record),
  note: optional(prose(MOST_NOTE)),
  say: optional(prose(MOST_SAY)),
});

const shape = fields('a field of a list', {
  kind: v.literal('list', 'must be "list"'),
  schema: v.literal(1, (issue) =>
    typeof issue.input === 'number' && issue.input > 1
      ? ': this list was made by a newer Faultline'
      : `must be 1, not ${excerpt(issue.input)}`,
  ),
  title: prose(MOST_TITLE),
  about: optional(prose(MOST_ABOUT)),
  items: list(item, MOST_ITEMS, 'items'),
});

/** The part of an address that names a run, without what belongs to a frame; null if it is no link to a run. */
export function runLink(address: string): string | null {
  const text = address.trim();
  if (text.length > 2 * MAX_PAYLOAD) return null;
  const found = /(?:^|[^#]*)(#\/lab\/[a-z0-9-]{1,64})\?(\S+)$/.exec(text);
  const payload = found?.[2]?.split('&').find((one) => /^s=[\w-]+$/.test(one));
  return found === null || payload === undefined ? null : `${found[1]}?${payload}`;
}

/** Whether this may be meant as a list: what else is wrong with it is then said of a list. */
export function meansList(json: unknown): boolean {
  return isRecord(json) && (json.kind === 'list' || (Array.isArray(json.items) && !('spec' in json)));
}

/** @param json parsed JSON; never trusted, never changed */
export function readList(json: unknown): Result<{ list: LessonList }> {
  if (!isRecord(json)) return refuse(`A list is a JSON object, not ${excerpt(json)}.`);
  const deep = tooDeep(json, MAX_DEPTH + 4);
  if (deep !== null) return refuse(sentence(deep.slice(0, 4), ': it is nested too deep'));
  const found = check(shape, json, []);
  if ('why' in found) return refuse(found.why);
  const { title, about = '', items } = found.value;
  const read: ListItem[] = [];
  for (const [i, one] of items.entries()) {
    const result = subjectOf(one);
    if (!result.ok)
      return refuse(sentence(['items', i, ...(result.at === '' ? [] : [result.at])], result.why));
    read.push({ ...result.subject, note: one.note ?? '', say: one.say ?? '' });
  }
  return { ok: true, list: { title, about, items: read } };
}

type Read = { ok: true; subject: Subject } | { ok: false; at: string; why: string };

function subjectOf(one: v.InferOutput<typeof item>): Read {
  const named = SUBJECTS.filter((subject) => one[subject] !== undefined);
  if (named.length !== 1) {
    const has = named.length === 0 ? 'none of them' : listed(named);
    return { ok: false, at: '', why: `must have one of ${listed(SUBJECTS, 'or')}, and has ${has}` };
  }
  if (one.lesson !== undefined) return { ok: true, subject: { lesson: one.lesson } };
  if (one.scenario !== undefined) return { ok: true, subject: { scenario: one.scenario } };
  if (one.run !== undefined) return { ok: true, subject: { run: runLink(one.run) ?? one.run } };
  if (one.document !== undefined) return { ok: true, subject: { document: one.document } };
  const files = ownFiles(one.own ?? {});
  return files.ok
    ? { ok: true, subject: { own: files.files } }
    : { ok: false, at: 'own', why: `: ${files.why.charAt(0).toLowerCase()}${files.why.slice(1)}` };
}

/** The files of a lesson as they travel: JSON without its white space. Files may stand in a list as text, or as the JSON they are. */
export function ownFiles(given: Readonly<Record<string, unknown>>): Result<{ files: LessonFiles }> {
  const texts = Object.entries(given).map(
    ([path, value]) =>
      [path, typeof value === 'string' ? tight(path, value) : JSON.stringify(value)] as const,
  );
  return filesOf(Object.fromEntries(texts));
}

function tight(path: string, value: string): string {
  if (!path.endsWith('.json')) return value;
  try {
    return JSON.stringify(JSON.parse(value));
  } catch {
    // What is wrong with it is said where the lesson is read.
    return value;
  }
}

/** The list as JSON: what is empty is left out. */
export function plainList({ title, about, items }: LessonList): Readonly<Record<string, unknown>> {
  return {
    kind: 'list',
    schema: 1,
    title,
    ...(about === '' ? {} : { about }),
    items: items.map(({ note, say, ...subject }) => ({
      ...subject,
      ...(note === '' ? {} : { note }),
      ...(say === '' ? {} : { say }),
    })),
  };
}
