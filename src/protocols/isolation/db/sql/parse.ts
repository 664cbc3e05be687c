/** Text to statements. Queries are parsed by pgsql-ast-parser (MIT), transaction control and forms of other dialects by us. */
import { parse as parseTree } from 'pgsql-ast-parser';
import { SqlError, syntaxError, unsupported } from '../errors.ts';
import type { Statement } from './ast.ts';
import { controlOf } from './control.ts';
import { statementOf } from './convert.ts';
import { statementsOf, type Token, written } from './lexer.ts';

const OURS = new Set(['select', 'insert', 'update', 'delete', 'create']);
/** What is SQL elsewhere: refused by name, and not as a mistake in writing. */
const ELSEWHERE = new Set(
  (
    'alter analyze call checkpoint close cluster comment copy deallocate declare discard do drop execute explain fetch grant ' +
    'import listen load lock merge move notify prepare reassign refresh reindex replace reset revoke show table truncate unlisten use vacuum values with'
  ).split(' '),
);

const remembered = new Map<string, readonly Statement[]>();
const REMEMBERED = 2000;

/**
 * The statements of a text, one after the other.
 * @throws SqlError 42601 where it is wrong, 0A000 where it is SQL that this database does not have
 */
export function parseSql(sql: string): readonly Statement[] {
  const known = remembered.get(sql);
  if (known !== undefined) return known;
  const statements = statementsOf(sql).map(parseOne);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(sql, statements);
  return statements;
}

function parseOne(tokens: readonly Token[]): Statement {
  const verb = tokens[0] as Token;
  const control = verb.kind === 'word' ? controlOf(tokens) : null;
  if (control !== null) return control;
  if (ELSEWHERE.has(verb.text)) throw unsupported(verb.text.toUpperCase());
  if (!OURS.has(verb.text)) throw syntaxError(verb.text);
  return statementOf(treeOf(dialects(tokens)));
}

/** Forms of MySQL and MariaDB, in PostgreSQL’s words. */
function dialects(tokens: readonly Token[]): readonly Token[] {
  const texts = tokens.map(({ text }) => text);
  if (texts.slice(-4).join(' ') === 'lock in share mode') {
    return [...tokens.slice(0, -4), ...['for', 'share'].map(word)];
  }
  const engine = texts.lastIndexOf('engine');
  if (texts[0] === 'create' && engine > 0 && texts[engine - 1] === ')') return tokens.slice(0, engine);
  const limit = texts.indexOf('of', texts.lastIndexOf('for'));
  if (texts[0] === 'select' && texts.includes('for') && limit > 0) throw unsupported('FOR UPDATE OF');
  return tokens;
}

function word(text: string): Token {
  return { kind: 'word', text, name: text };
}

function treeOf(tokens: readonly Token[]): ReturnType<typeof parseTree>[number] {
  const text = written(tokens);
  try {
    const [tree] = parseTree(text);
    if (tree === undefined) throw syntaxError(null);
    return tree;
  } catch (error) {
    if (error instanceof SqlError) throw error;
    // Its own message is a page long. Of an end that comes too soon it gives no token.
    const { token } = error as { token?: { text?: string } };
    throw syntaxError(token?.text?.slice(0, 40) ?? null);
  }
}
