/** Transaction control: ours, for the parser package has only some of it. */
import { syntaxError, unsupported } from '../errors.ts';
import type { ControlStatement, Level, Modes } from './ast.ts';
import type { Token } from './lexer.ts';

const LEVELS: readonly Level[] = ['read uncommitted', 'read committed', 'repeatable read', 'serializable'];
const NAMED = ['savepoint', 'release'];

/** Null: not a statement of transaction control. @throws SqlError */
export function controlOf(tokens: readonly Token[]): ControlStatement | null {
  const words = new Words(tokens);
  if (words.take('begin')) {
    words.take('work') || words.take('transaction');
    return { kind: 'begin', ...modes(words) };
  }
  if (words.take('start')) {
    words.need('transaction');
    return { kind: 'begin', ...modes(words) };
  }
  if (words.take('commit') || words.take('end')) return ending('commit', words);
  if (words.take('abort')) return ending('rollback', words);
  if (words.take('rollback')) return rollback(words);
  if (words.take('set')) return set(words);
  const verb = NAMED.find((v) => words.take(v));
  if (verb === undefined) return null;
  if (verb === 'release') words.take('savepoint');
  return named(verb as 'savepoint' | 'release', words);
}

function rollback(words: Words): ControlStatement {
  words.take('work') || words.take('transaction');
  if (!words.take('to')) return ending('rollback', words);
  words.take('savepoint');
  return named('rollback to', words);
}

function named(kind: 'savepoint' | 'rollback to' | 'release', words: Words): ControlStatement {
  const name = words.name();
  words.end();
  return { kind, name };
}

function ending(kind: 'commit' | 'rollback', words: Words): ControlStatement {
  words.take('work') || words.take('transaction');
  if (words.peek('prepared')) throw unsupported(`${kind.toUpperCase()} PREPARED`);
  let chain = false;
  if (words.take('and')) {
    chain = !words.take('no');
    words.need('chain');
  }
  words.end();
  return { kind, chain };
}

function set(words: Words): ControlStatement {
  if (words.take('session')) {
    if (words.take('characteristics')) words.need('as');
    if (!words.take('transaction')) throw unsupported('SET of anything but the transaction’s modes');
    return { kind: 'set session', ...modes(words) };
  }
  words.take('local');
  if (!words.take('transaction')) throw unsupported('SET of anything but the transaction’s modes');
  if (words.done()) throw syntaxError(null);
  return { kind: 'set transaction', ...modes(words) };
}

function modes(words: Words): Modes {
  let level: Level | null = null;
  let readOnly: boolean | null = null;
  while (!words.done()) {
    if (words.take('isolation')) {
      words.need('level');
      level = LEVELS.find((l) => words.phrase(l)) ?? words.fail();
    } else if (words.take('read')) {
      readOnly = words.take('only');
      if (!readOnly) words.need('write');
    } else if (words.peek('deferrable') || words.peek('not')) throw unsupported('DEFERRABLE');
    else if (words.peek('with')) throw unsupported('WITH CONSISTENT SNAPSHOT');
    else words.fail();
    words.take(',');
  }
  return { level, readOnly };
}

/** A list of tokens with a finger in it. */
class Words {
  private readonly tokens: readonly Token[];
  private at = 0;
  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }
  peek(text: string): boolean {
    return this.tokens[this.at]?.text === text;
  }
  take(text: string): boolean {
    if (!this.peek(text)) return false;
    this.at += 1;
    return true;
  }
  phrase(text: string): boolean {
    const parts = text.split(' ');
    if (!parts.every((part, i) => this.tokens[this.at + i]?.text === part)) return false;
    this.at += parts.length;
    return true;
  }
  need(text: string): void {
    if (!this.take(text)) this.fail();
  }
  name(): string {
    const token = this.tokens[this.at];
    if (token === undefined || (token.kind !== 'word' && token.kind !== 'quoted')) return this.fail();
    this.at += 1;
    return token.name;
  }
  done(): boolean {
    return this.at >= this.tokens.length;
  }
  end(): void {
    if (!this.done()) this.fail();
  }
  fail(): never {
    throw syntaxError(this.tokens[this.at]?.text ?? null);
  }
}
