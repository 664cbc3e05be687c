/** Reads extensible data notation (see `edn.ts`): texts of strangers, so bounded and refused with a phrase that names the line. */
import { CHARACTERS, type Edn, type EdnCharacter, ESCAPES } from './edn.ts';
import { DECIMAL, decimal, HEXADECIMAL, INTEGER, integer, RATIO } from './edn-numbers.ts';

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
    if (next === '"') return this.pattern();
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

  /** Clojure's regular expressions, as symbols that no text can have otherwise. A backslash in them is their own affair. */
  private pattern(): Edn {
    const { line, at } = this;
    for (this.at++; this.text[this.at] !== '"'; this.at++) {
      if (this.text[this.at] === '\\') this.at++;
      if (this.at >= this.text.length) this.fail('a regular expression is never closed', line);
      if (this.text[this.at] === '\n') this.line++;
    }
    return { symbol: `#${this.text.slice(at, ++this.at)}` };
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
