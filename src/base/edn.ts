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

/** A value at the top of a text, with the line it begins on, from 1. */
export interface EdnForm {
  readonly value: Edn;
  readonly line: number;
}

/** `message` is a phrase that can follow "line 3: ". */
export class EdnError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** Nesting deeper than this is refused: the text may be a stranger's. */
const MAX_DEPTH = 100;
const DELIMITERS = '()[]{}"; \t\n\r\f,';
const CLOSER: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['newline', '\n'],
  ['return', '\r'],
  ['space', ' '],
  ['tab', '\t'],
  ['formfeed', '\f'],
  ['backspace', '\b'],
]);
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  b: '\b',
  '"': '"',
  '\\': '\\',
};
const INTEGER = /^[+-]?\d+N?$/;
const DECIMAL = /^[+-]?\d+(\.\d*)?([eE][+-]?\d+)?M?$/;
const RATIO = /^([+-]?\d+)\/(\d+)$/;
const HEXADECIMAL = /^[+-]?0[xX][0-9a-fA-F]+N?$/;

/**
 * Every value of a text, in order.
 * @throws EdnError where the text is not EDN
 */
export function readEdn(text: string): EdnForm[] {
  const reader = new Reader(text);
  const forms: EdnForm[] = [];
  for (;;) {
    const form = reader.form();
    if (form === null) return forms;
    forms.push(form);
  }
}

class Reader {
  private readonly text: string;
  private at = 0;
  private line = 1;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The next value, null at the end of the text. */
  form(): EdnForm | null {
    for (;;) {
      this.skipSpace();
      const { line } = this;
      if (this.at >= this.text.length) return null;
      const value = this.read();
      if (value !== DISCARDED) return { value, line };
    }
  }

  private fail(why: string, line = this.line): never {
    throw new EdnError(line, why);
  }

  private skipSpace(): void {
    for (; this.at < this.text.length; this.at++) {
      const c = this.text[this.at] as string;
      if (c === '\n') this.line++;
      else if (c === ';') {
        const end = this.text.indexOf('\n', this.at);
        this.at = (end < 0 ? this.text.length : end) - 1;
      } else if (c !== ',' && c !== '\uFEFF' && c.trim() !== '') return;
    }
  }

  private read(): Edn | typeof DISCARDED {
    const c = this.text[this.at] as string;
    switch (c) {
      case '(':
        return { list: this.items(c) };
      case '[':
        return this.items(c);
      case '{': {
        const { line } = this;
        return { map: pairs(this.items(c), () => this.fail('a map has a key without a value', line)), line };
      }
      case '"':
        return this.string();
      case '\\':
        return this.character();
      case '#':
        return this.dispatch();
      case '^':
        // What stands before a value to describe it is no part of it.
        this.at++;
        this.nested(() => this.value('what "^" describes with'));
        return this.nested(() => this.value('what "^" describes'));
      case ')':
      case ']':
      case '}':
        return this.fail(`"${c}" closes nothing`);
      default:
        return this.atom(this.token());
    }
  }

  /** A value, comments and discarded values before it skipped. */
  private value(what: string): Edn {
    const { line } = this;
    const form = this.form();
    return form === null ? this.fail(`the text ends before ${what}`, line) : form.value;
  }

  private items(open: string): Edn[] {
    const { line } = this;
    const close = CLOSER[open] as string;
    if (++this.depth > MAX_DEPTH) this.fail(`values are nested deeper than ${MAX_DEPTH}`);
    this.at++;
    const items: Edn[] = [];
    for (;;) {
      this.skipSpace();
      if (this.at >= this.text.length) this.fail(`"${open}" is never closed`, line);
      if (this.text[this.at] === close) break;
      const value = this.read();
      if (value !== DISCARDED) items.push(value);
    }
    this.at++;
    this.depth--;
    return items;
  }

  private string(): string {
    const { line } = this;
    const parts: string[] = [];
    let from = ++this.at;
    for (; ; this.at++) {
      const c = this.text[this.at];
      if (c === undefined) return this.fail('a string is never closed', line);
      if (c === '\n') this.line++;
      if (c !== '"' && c !== '\\') continue;
      parts.push(this.text.slice(from, this.at));
      if (c === '"') {
        this.at++;
        return parts.join('');
      }
      const letter = this.text[++this.at] ?? '';
      const hex = this.text.slice(this.at + 1, this.at + 5);
      if (letter === 'u' && /^[0-9a-fA-F]{4}$/.test(hex)) {
        parts.push(String.fromCharCode(Number.parseInt(hex, 16)));
        this.at += 4;
      } else {
        parts.push(ESCAPES[letter] ?? this.fail('a string has an unknown escape'));
      }
      from = this.at + 1;
    }
  }

  private character(): EdnCharacter {
    this.at++;
    const first = this.text[this.at];
    // A delimiter may itself be the character: `\(`.
    if (first === undefined || first.trim() === '') return this.fail('a backslash stands alone');
    this.at++;
    const name = first + (DELIMITERS.includes(first) ? '' : this.token());
    const code = /^u[0-9a-fA-F]{4}$/.test(name)
      ? String.fromCharCode(Number.parseInt(name.slice(1), 16))
      : null;
    const character = CHARACTERS.get(name) ?? code ?? name;
    return Array.from(character).length === 1 ? { character } : this.fail('a character has an unknown name');
  }

  private dispatch(): Edn | typeof DISCARDED {
    const next = this.text[++this.at];
    if (next === '{') return { set: this.items('{') };
    if (next === '_') {
      this.at++;
      this.nested(() => this.value('the value that "#_" discards'));
      return DISCARDED;
    }
    if (next === '#') {
      this.at++;
      const name = this.token();
      if (name === 'NaN') return Number.NaN;
      if (name === 'Inf' || name === '-Inf') return name === 'Inf' ? Infinity : -Infinity;
      return this.fail('"##" is followed by no number');
    }
    const tag = this.token();
    if (!/^:?[A-Za-z]/.test(tag)) return this.fail('"#" is followed by no tag');
    return { tag, value: this.nested(() => this.value(`the value of "#${tag.slice(0, 40)}"`)) };
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) this.fail(`values are nested deeper than ${MAX_DEPTH}`);
    const value = read();
    this.depth--;
    return value;
  }

  /** Clojure's fractions, as symbols that no text can have otherwise: in lowest terms, so that equal ones are the same. */
  private ratio(over: bigint, under: bigint): Edn {
    if (under === 0n) return this.fail('a fraction divides by zero');
    let [a, b] = [over < 0n ? -over : over, under];
    while (b !== 0n) [a, b] = [b, a % b];
    return under === a ? integer(String(over / a)) : { symbol: `${over / a}/${under / a}` };
  }

  private token(): string {
    const from = this.at;
    while (this.at < this.text.length && !DELIMITERS.includes(this.text[this.at] as string)) this.at++;
    return this.text.slice(from, this.at);
  }

  private atom(token: string): Edn {
    if (token === 'nil') return null;
    if (token === 'true' || token === 'false') return token === 'true';
    if (token.startsWith(':')) {
      return token.length > 1 ? { keyword: token.slice(1) } : this.fail('a colon stands alone');
    }
    if (!/^[+-]?\d/.test(token)) return { symbol: token };
    if (INTEGER.test(token) || HEXADECIMAL.test(token)) return integer(token.replace(/N$/, ''));
    if (DECIMAL.test(token)) return decimal(token);
    const ratio = RATIO.exec(token);
    if (ratio) return this.ratio(BigInt(ratio[1] as string), BigInt(ratio[2] as string));
    return this.fail(`"${token.slice(0, 40)}" is no number`);
  }
}

const DISCARDED = Symbol('discarded');

function pairs(items: readonly Edn[], odd: () => never): (readonly [Edn, Edn])[] {
  if (items.length % 2 !== 0) odd();
  const found: (readonly [Edn, Edn])[] = [];
  for (let i = 0; i < items.length; i += 2) found.push([items[i] as Edn, items[i + 1] as Edn]);
  return found;
}

/** A number where it is exact, a bigint beyond. */
function integer(digits: string): number | bigint {
  const negative = digits.startsWith('-');
  const size = BigInt(digits.replace(/^[+-]/, ''));
  const value = negative ? -size : size;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/**
 * A number where it is exact: of decimals those that end in M are, digit for digit. One that a number cannot hold is a symbol that no text can
 * have otherwise; any other is the nearest number, as it is for Clojure.
 */
function decimal(token: string): Edn {
  const digits = token.replace(/M$/, '');
  const near = Number(digits);
  if (digits === token || exactText(digits) === exactText(String(near))) return near;
  return { symbol: `${exactText(digits)}M` };
}

/** One text for all texts of the same decimal number: its digits without zeros at either end, and their power of ten. */
export function exactText(text: string): string {
  const [, sign = '', whole = '', part = '', power = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + part).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return '0';
  const exponent = BigInt(power) - BigInt(part.length) + BigInt(digits.length - kept.length);
  return `${sign === '-' ? '-' : ''}${kept}e${exponent}`;
}

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
