/** The shape of a lesson's files. What needs the protocol, the runs or the text is checked in `read.ts`. */
import * as v from 'valibot';
import { excerpt, listed } from '../base/text.ts';
import { FAULT_KINDS, type FaultType } from '../engine/faultkinds.ts';
import { MAX_TIME } from '../spec/bounds.ts';
import {
  bool,
  choice,
  fields,
  integer,
  isRecord,
  list,
  oneOf,
  optional,
  prose,
  type Schema,
} from '../spec/shape.ts';
import { type LessonCard, PANELS, type Panel } from './types.ts';

/** Lengths of a lesson's texts, UTF-16 code units. */
const LINE = 200;
const SENTENCES = 800;
export const MOST_STEPS = 12;

const id: Schema<string> = v.custom<string>(
  (value) => typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,47}$/.test(value),
  (issue) => `must be a name of small letters, digits and hyphens, not ${excerpt(issue.input)}`,
);
const time = integer(0, MAX_TIME);
/** Checked where the protocol is known. */
const later: Schema<unknown> = v.custom<unknown>((value) => value !== undefined, 'is missing');

export const cardSchema: Schema<LessonCard> = fields('a field of a lesson’s card', {
  title: prose(80),
  question: prose(LINE),
  protocol: v.string((issue) => `must be the id of a protocol, not ${excerpt(issue.input)}`),
  minutes: integer(1, 60),
  order: integer(1, 99),
  after: optional(list(id, 8, 'lessons')),
});

const panels: Schema<Panel[]> = list(oneOf(PANELS) as Schema<Panel>, PANELS.length, 'panels');
const run = v.custom<string | { readonly of: string }>(
  (value) => typeof value === 'string' || (isRecord(value) && typeof value.of === 'string'),
  (issue) => `must be the name of a run, or { "of": "the id of a step" }, not ${excerpt(issue.input)}`,
);
const base = { id, kind: v.string(), title: prose(80), panels, run, as: optional(v.string()) };
const hints = v.pipe(
  list(prose(SENTENCES), 3, 'hints'),
  v.check((given) => given.length === 3, 'must be three: a nudge, the way, and what to do'),
);
const replies = optional(
  list(fields('a field of a reply', { when: later, reply: prose(SENTENCES) }), 8, 'replies'),
);

const faultTypes = FAULT_KINDS.map(({ type }) => type);
const faults = v.custom<boolean | readonly FaultType[]>(
  (value) =>
    typeof value === 'boolean' || (Array.isArray(value) && value.every((one) => faultTypes.includes(one))),
  () => `must be true, false or a list of ${listed(faultTypes, 'or')}`,
);
const some = v.custom<boolean | readonly string[]>(
  (value) =>
    typeof value === 'boolean' || (Array.isArray(value) && value.every((one) => typeof one === 'string')),
  'must be true, false or a list of ids',
);
export const maySchema = fields('something that may be done', {
  faults: optional(faults),
  commands: optional(bool),
  fire: optional(bool),
  change: optional(bool),
  params: optional(some),
  variants: optional(some),
  seed: optional(bool),
  nodes: optional(bool),
  until: optional(bool),
});

const EDITS: readonly (readonly string[])[] = [
  ['add'],
  ['remove'],
  ['change', 'to'],
  ['param', 'value'],
  ['variant', 'on'],
  ['nodes', 'count'],
  ['seed'],
  ['until'],
];
const edit = v.custom<Record<string, unknown>>(
  (value) =>
    isRecord(value) &&
    EDITS.some((words) => words.length === Object.keys(value).length && words.every((word) => word in value)),
  () =>
    `must be one of ${listed(
      EDITS.map((words) => `{ ${words.map((w) => `"${w}"`).join(', ')} }`),
      'or',
    )}`,
);
const attempt = {
  name: prose(120),
  edits: optional(list(edit, 60, 'edits')),
  run: optional(v.string()),
};

const steps = {
  watch: fields('a field of a step to watch', { ...base, from: optional(time), to: time }),
  predict: fields('a field of a prediction', {
    ...base,
    at: time,
    to: optional(time),
    plan: optional(bool),
    ask: prose(LINE),
    choices: v.pipe(
      list(
        fields('a field of a choice', {
          text: prose(LINE),
          right: optional(bool),
          belief: optional(prose(LINE)),
          when: v.optional(v.unknown()),
          reply: prose(SENTENCES),
        }),
        6,
        'choices',
      ),
      v.check((given) => given.length >= 2, 'must be two at least'),
      v.check(
        (given) => given.filter(({ right }) => right === true).length === 1,
        'must have one that is right, and no more',
      ),
    ),
  }),
  do: fields('a field of an exercise', {
    ...base,
    from: optional(time),
    goal: prose(LINE),
    until: later,
    may: optional(maySchema),
    hints,
    solutions: v.pipe(
      list(fields('a field of a solution', attempt), 6, 'solutions'),
      v.check((given) => given.length > 0, 'must have one at least: the test plays it'),
    ),
    wrongTurns: v.pipe(
      list(fields('a field of a wrong turn', { ...attempt, reply: prose(SENTENCES) }), 6, 'wrong turns'),
      v.check((given) => given.length > 0, 'must have one at least: a goal that anything meets asks nothing'),
    ),
    replies,
    done: prose(SENTENCES),
  }),
  explain: fields('a field of an explanation', {
    ...base,
    from: optional(time),
    to: optional(time),
    ask: prose(LINE),
    answer: later,
    hints,
    replies,
    otherwise: prose(SENTENCES),
    done: prose(SENTENCES),
  }),
};

export const lessonSchema = fields('a field of a lesson', {
  schema: v.literal(1, 'must be 1'),
  steps: v.pipe(
    list(
      choice('kind of step', 'kind', steps as unknown as Record<string, Schema<RawStep>>),
      MOST_STEPS,
      'steps',
    ),
    v.check((given) => given.length > 0, 'must have one at least'),
  ),
  end: fields('a field of the end', {
    idea: prose(SENTENCES),
    next: list(
      fields('a field of what to try next', { text: prose(LINE), link: prose(300) }),
      4,
      'things to try',
    ),
    cards: v.pipe(
      list(fields('a field of a card', { front: prose(LINE), back: prose(400) }), 3, 'cards'),
      v.check((given) => given.length >= 2, 'must be two or three'),
    ),
    sources: list(prose(LINE), 8, 'sources'),
  }),
});

type Raw<K extends keyof typeof steps> = Omit<v.InferOutput<(typeof steps)[K]>, 'kind'> & {
  readonly kind: K;
};
export type RawStep = { [K in keyof typeof steps]: Raw<K> }[keyof typeof steps];
export type RawAttempt = {
  readonly name: string;
  readonly edits?: readonly unknown[];
  readonly run?: string;
};
