/**
 * Extensible data notation (github.com/edn-format/edn), the text form of Clojure's data, in which Jepsen writes histories.
 * Vectors are arrays; whatever JSON lacks is an object with one telling field.
 */

export type Edn =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Edn[]
  | EdnKeyword
  | EdnSymbol
  | EdnCharacter
  | EdnList
  | EdnSet
  | EdnMap
  | EdnTagged;

export interface EdnKeyword {
  /** Without the colon. */
  readonly keyword: string;
}
export interface EdnSymbol {
  readonly symbol: string;
}
export interface EdnCharacter {
  readonly character: string;
}
export interface EdnList {
  readonly list: readonly Edn[];
}
export interface EdnSet {
  readonly set: readonly Edn[];
}
export interface EdnMap {
  /** In the order of the text. */
  readonly map: readonly (readonly [Edn, Edn])[];
  /** Line of its opening brace, from 1; absent in maps that were not read from a text. */
  readonly line?: number;
}
export interface EdnTagged {
  /** Without the `#`. */
  readonly tag: string;
  readonly value: Edn;
}

/** Of a backslash and a name, the character that is meant. */
export const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['newline', '\n'],
  ['return', '\r'],
  ['space', ' '],
  ['tab', '\t'],
  ['formfeed', '\f'],
  ['backspace', '\b'],
]);
/** Of the letter after a backslash in a string, what is meant. */
export const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  b: '\b',
  '"': '"',
  '\\': '\\',
};

/** The text of a value, on one line, such that `readEdn` gives the value back. */
export function writeEdn(value: Edn): string {
  if (value === null) return 'nil';
  switch (typeof value) {
    case 'boolean':
      return String(value);
    case 'bigint':
      return `${value}N`;
    case 'number':
      return number(value);
    case 'string':
      return quoted(value);
  }
  if (isVector(value)) return `[${value.map(writeEdn).join(' ')}]`;
  if ('keyword' in value) return `:${value.keyword}`;
  if ('symbol' in value) return value.symbol;
  if ('character' in value) return character(value.character);
  if ('list' in value) return `(${value.list.map(writeEdn).join(' ')})`;
  if ('set' in value) return `#{${value.set.map(writeEdn).join(' ')}}`;
  if ('map' in value) return `{${value.map.map(([k, v]) => `${writeEdn(k)} ${writeEdn(v)}`).join(', ')}}`;
  return `#${value.tag} ${writeEdn(value.value)}`;
}

/** `Array.isArray` does not narrow read-only arrays. */
export function isVector(value: Edn): value is readonly Edn[] {
  return Array.isArray(value);
}

function number(value: number): string {
  if (Number.isNaN(value)) return '##NaN';
  if (!Number.isFinite(value)) return value > 0 ? '##Inf' : '##-Inf';
  // Whole numbers too large to be exact would be read as integers they are not.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return value.toExponential();
  return Object.is(value, -0) ? '-0.0' : String(value);
}

function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
  const escaped = text.replace(/["\\\u0000-\u001f\u2028\u2029]/g, (c) => {
    for (const [letter, meant] of Object.entries(ESCAPES)) if (meant === c) return `\\${letter}`;
    return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

function character(c: string): string {
  for (const [name, meant] of CHARACTERS) if (meant === c) return `\\${name}`;
  return c.length === 1 && (c < '!' || c > '~')
    ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`
    : `\\${c}`;
}

/** The value of a keyword key in a map, undefined if there is none. */
export function mapField(map: EdnMap, keyword: string): Edn | undefined {
  for (const [key, value] of map.map) {
    if (typeof key === 'object' && key !== null && 'keyword' in key && key.keyword === keyword) return value;
  }
  return undefined;
}
