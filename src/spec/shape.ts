/**
 * The pieces schemas are built from. A schema's message is not a sentence but the rest of one: it is written to follow the path of
 * the field it is about ("must be …", "is missing", ": there is no node …"), and `sentence` puts the two together.
 */
import * as v from 'valibot';
import { didYouMean, excerpt, listed } from '../base/text.ts';
import { unturned } from '../base/unturned.ts';

export type Schema<T = unknown> = v.GenericSchema<unknown, T>;
export type Path = readonly (string | number)[];

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `inputs[2].fault.until`. Names that are not plain words are quoted, and cut like any text of a stranger. */
export function pathText(path: Path): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (!/^\w{1,32}$/.test(key)) text += text === '' ? excerpt(key) : `[${excerpt(key)}]`;
    else text += text === '' ? key : `.${key}`;
  }
  return text;
}

/** One sentence: the path of a field and what is wrong with it. A phrase may carry its own full stop and a question after it. */
export function sentence(path: Path, phrase: string): string {
  const text = pathText(path) + (phrase.startsWith(':') ? '' : ' ') + phrase;
  return /[.?]$/.test(text) ? text : `${text}.`;
}

/**
 * Where plain data is nested deeper than `most`, or null if it is nowhere. Walks by hand: the data is a stranger's, and may be
 * deeper than the stack. The path stops where it is too deep.
 */
export function tooDeep(json: unknown, most: number): Path | null {
  const waiting: { readonly value: unknown; readonly path: Path }[] = [{ value: json, path: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= most) return path;
    if (Array.isArray(value)) {
      for (let i = value.length - 1; i >= 0; i--) {
        if (typeof value[i] === 'object') waiting.push({ value: value[i], path: [...path, i] });
      }
    } else {
      for (const key of Object.keys(value)) {
        const field = (value as Record<string, unknown>)[key];
        if (typeof field === 'object') waiting.push({ value: field, path: [...path, key] });
      }
    }
  }
  return null;
}

/** Checks `input`; a refusal is a sentence about the first thing found wrong, its path beginning with `at`. */
export function check<T>(
  schema: Schema<T>,
  input: unknown,
  at: Path,
): { readonly value: T } | { readonly why: string } {
  const result = v.safeParse(schema, input, { abortEarly: true, abortPipeEarly: true });
  if (result.success) return { value: result.output };
  const issue = result.issues[0];
  const below = (issue.path ?? []).map((item) =>
    typeof item.key === 'number' ? item.key : String(item.key),
  );
  return { why: sentence([...at, ...below], issue.message) };
}

/** The message of a value that is not what it should be: "must be an integer, not "7"". */
function mustBe(expected: string): (issue: v.BaseIssue<unknown>) => string {
  return (issue) => `must be ${expected}, not ${excerpt(issue.input)}`;
}

export function integer(min: number, max: number): Schema<number> {
  const isOne = (value: unknown): boolean =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
  return v.custom<number>(isOne, mustBe(`an integer from ${min} to ${max}`));
}

export function fraction(min: number, max: number): Schema<number> {
  const isOne = (value: unknown): boolean => typeof value === 'number' && value >= min && value <= max;
  return v.custom<number>(isOne, mustBe(`a number from ${min} to ${max}`));
}

export const bool: Schema<boolean> = v.boolean(mustBe('true or false'));

/** A field that is true or not there. */
export const onlyTrue: Schema<true> = v.literal(true, mustBe('true or left out'));

/** Length in UTF-16 code units. */
export function text(maxLength: number): Schema<string> {
  return v.pipe(
    v.string(mustBe('a text')),
    v.maxLength(
      maxLength,
      (issue) => `must be at most ${maxLength} characters long, not ${issue.input.length}`,
    ),
  );
}

/** A text that people read, and no run depends on: what would turn the words around it is left out. */
export function prose(maxLength: number): Schema<string> {
  return v.pipe(text(maxLength), v.transform(unturned));
}

export function oneOf(options: readonly string[]): Schema<string> {
  const isOne = (value: unknown): boolean => typeof value === 'string' && options.includes(value);
  const choice = options.map((o) => `"${o}"`);
  const expected = choice.length === 1 ? `${choice[0]}` : `one of ${listed(choice, 'or')}`;
  return v.custom<string>(isOne, (issue) => {
    const meant = typeof issue.input === 'string' ? didYouMean(issue.input, options) : '';
    return `${mustBe(expected)(issue)}.${meant}`;
  });
}

/** `[low, high]`, integers, low ≤ high. */
export function range(min: number, max: number): Schema<readonly [number, number]> {
  const isEnd = (value: unknown): boolean =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
  const isPair = (value: unknown): value is [number, number] =>
    Array.isArray(value) && value.length === 2 && value.every(isEnd);
  return v.custom<readonly [number, number]>(
    (value) => isPair(value) && value[0] <= value[1],
    (issue) =>
      isPair(issue.input)
        ? `must be [low, high], but ${issue.input[0]} is more than ${issue.input[1]}`
        : `must be [low, high], two integers from ${min} to ${max}`,
  );
}

/** A list of at most `most` (`things` names them). Its length is checked before its elements. */
export function list<T>(element: Schema<T>, most: number, things: string): Schema<T[]> {
  return v.pipe(
    v.custom<unknown[]>(Array.isArray, mustBe('a list')),
    v.maxLength(most, (issue) => `: ${issue.input.length} ${things} are too many; at most ${most} fit`),
    v.array(element),
  );
}

/**
 * An object with these fields and no others. `kind` completes "… is not", for instance "a field of a run". An unknown field is
 * reported before a missing one: it is usually the missing one, misspelt.
 */
export function fields<E extends v.ObjectEntries>(
  kind: string,
  entries: E,
): Schema<v.InferOutput<v.ObjectSchema<E, undefined>>> {
  const known = Object.keys(entries);
  return v.pipe(
    v.custom<Record<string, unknown>>(isRecord, mustBe('an object')),
    v.rawCheck(({ dataset, addIssue }) => {
      const input = dataset.value as Record<string, unknown>;
      // Own names only: `__proto__` and `constructor` are fields like any other, and unknown ones.
      const stranger = Object.keys(input).find((key) => !Object.hasOwn(entries, key));
      if (stranger === undefined) return;
      addIssue({
        message: `is not ${kind}.${didYouMean(stranger, known)}`,
        path: [{ type: 'object', origin: 'key', input, key: stranger, value: undefined }],
      });
    }),
    v.object(entries, 'is missing'),
  ) as unknown as Schema<v.InferOutput<v.ObjectSchema<E, undefined>>>;
}

/** A schema that always refuses, with a phrase about one of the input's fields, or about the input itself. */
export function never(phrase: string, field?: string): Schema<never> {
  return v.pipe(
    v.unknown(),
    v.rawCheck(({ dataset, addIssue }) => {
      const input = dataset.value as Record<string, unknown>;
      addIssue(
        field === undefined
          ? { message: phrase }
          : {
              message: phrase,
              path: [{ type: 'object', origin: 'value', input, key: field, value: input[field] }],
            },
      );
    }),
  ) as unknown as Schema<never>;
}

/** An object whose field `key` says which of the `options` it is; `thing` names what is chosen: "fault". */
export function choice<T>(
  thing: string,
  key: string,
  options: Readonly<Record<string, Schema<T>>>,
): Schema<T> {
  const known = Object.keys(options);
  return v.lazy((input): Schema<T> => {
    if (!isRecord(input)) return never(`must be an object, not ${excerpt(input)}`);
    const chosen = input[key];
    if (typeof chosen === 'string' && Object.hasOwn(options, chosen)) return options[chosen] as Schema<T>;
    if (chosen === undefined) return never(`is missing: it is one of ${listed(known, 'or')}`, key);
    const meant = typeof chosen === 'string' ? didYouMean(chosen, known) : '';
    return never(`: there is no ${thing} ${excerpt(chosen)}.${meant}`, key);
  });
}

/** An optional field. */
export function optional<T>(schema: Schema<T>): v.OptionalSchema<Schema<T>, undefined> {
  return v.optional(schema);
}
