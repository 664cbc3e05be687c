/**
 * SQL cut into words. The parser package gets its text from here, written out anew: it takes `x-1` for two numbers, and knows
 * no back-quotes.
 */
import { SqlError, syntaxError } from '../errors.ts';

export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol';
  /** As the parser is to read it. */
  readonly text: string;
  /** Of a word in lower case; of a quoted name without its quotes. */
  readonly name: string;
}

const MAX_LENGTH = 10_000;
const MAX_DEPTH = 60;
const PATTERN =
  /\s+|--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|"((?:[^"]|"")+)"|`((?:[^`]|``)+)`|('(?:[^']|'')*')|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(::|<=|>=|<>|!=|\|\||[-+*/%^=<>(),;.[\]:$])/y;

/** Statements of a text, each a list of tokens; empty ones are left out. @throws SqlError 42601 */
export function statementsOf(sql: string): readonly (readonly Token[])[] {
  if (sql.length > MAX_LENGTH)
    throw new SqlError('54000', `the statement is longer than ${MAX_LENGTH} characters`);
  const statements: Token[][] = [[]];
  let depth = 0;
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < sql.length) {
    const at = PATTERN.lastIndex;
    const found = PATTERN.exec(sql);
    if (found === null) throw unreadable(sql, at);
    const token = tokenOf(found);
    if (token === null) continue;
    if (token.text === ';') {
      statements.push([]);
      continue;
    }
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (depth > MAX_DEPTH) throw new SqlError('54001', 'the statement is nested too deeply');
    (statements.at(-1) as Token[]).push(token);
  }
  return statements.filter((tokens) => tokens.length > 0);
}

function tokenOf(found: RegExpExecArray): Token | null {
  const [, word, quoted, back, string, number, symbol] = found;
  if (word !== undefined) {
    const name = word.toLowerCase();
    return { kind: 'word', text: name, name };
  }
  const name = quoted?.replaceAll('""', '"') ?? back?.replaceAll('``', '`');
  if (name !== undefined) return { kind: 'quoted', text: `"${name.replaceAll('"', '""')}"`, name };
  if (string !== undefined) return { kind: 'string', text: string, name: '' };
  if (number !== undefined) return { kind: 'number', text: number, name: '' };
  if (symbol !== undefined) return { kind: 'symbol', text: symbol, name: '' };
  return null;
}

function unreadable(sql: string, at: number): SqlError {
  const rest = sql.slice(at);
  if (rest.startsWith("'"))
    return new SqlError('42601', `unterminated quoted string at or near "${rest.slice(0, 30)}"`);
  if (/^["`]/.test(rest))
    return new SqlError('42601', `unterminated quoted name at or near "${rest.slice(0, 30)}"`);
  if (rest.startsWith('/*')) return new SqlError('42601', 'unterminated /* comment');
  return syntaxError(rest.slice(0, 1));
}

/** The text of some tokens, as the parser is to have it. */
export function written(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join(' ');
}
