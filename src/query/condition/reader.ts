/** What all parts of a condition are read with: where one is, and what words are known. */
import type { Json } from '../../base/json.ts';
import { didYouMean, excerpt, listed } from '../../base/text.ts';
import { ENGINE_PARAMS } from '../../engine/params.ts';
import type { Vocabulary } from './read.ts';
import { MOST_DEPTH, MOST_TESTS, type Range, type Value } from './types.ts';

/** One sentence for people. */
export class Refused extends Error {}

export class Reader {
  readonly vocabulary: Vocabulary;
  private readonly path: string[];
  private tests = 0;

  constructor(vocabulary: Vocabulary, at: string) {
    this.vocabulary = vocabulary;
    this.path = [at];
  }

  /** The rest of a sentence that begins with where one is. */
  fail(what: string): never {
    const where = this.path.join('.').replace(/\.\[/g, '[');
    const text = where + (what.startsWith(':') ? '' : ' ') + what;
    throw new Refused(/[.?]$/.test(text) ? text : `${text}.`);
  }

  in<T>(name: string, read: () => T): T {
    if (this.path.length > MOST_DEPTH) this.fail('is nested too deep');
    this.path.push(name);
    const result = read();
    this.path.pop();
    return result;
  }

  /** Counts one test more. */
  test(): void {
    if (++this.tests > MOST_TESTS) this.fail(`comes to more than ${MOST_TESTS} tests`);
  }

  object(json: unknown): Readonly<Record<string, unknown>> {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      this.fail(json === undefined ? 'is missing' : `must be an object, not ${excerpt(json)}`);
    }
    return json as Readonly<Record<string, unknown>>;
  }

  list(json: unknown, name: string): readonly unknown[] {
    if (!Array.isArray(json)) this.fail(`: "${name}" takes a list, not ${excerpt(json)}`);
    return json;
  }

  only(object: Readonly<Record<string, unknown>>, known: readonly string[], what: string): void {
    const stranger = Object.keys(object).find((key) => !known.includes(key));
    if (stranger !== undefined)
      this.fail(`: ${excerpt(stranger)} is not ${what}.${didYouMean(stranger, known)}`);
  }

  /** One of these ids; `thing` names what they are. */
  known(json: unknown, ids: readonly string[], name: string, thing: string): string {
    if (typeof json === 'string' && ids.includes(json)) return json;
    if (typeof json !== 'string') this.fail(`: "${name}" takes a ${thing}, not ${excerpt(json)}`);
    const meant = didYouMean(json, ids);
    const all = meant === '' && ids.length > 0 && ids.length <= 12 ? ` There is ${listed(ids)}.` : meant;
    this.fail(`: ${this.vocabulary.meta.title} has no ${thing} ${excerpt(json)}.${all}`);
  }

  word(json: unknown, words: readonly string[], name: string): string {
    if (typeof json === 'string' && words.includes(json)) return json;
    const meant = typeof json === 'string' ? didYouMean(json, words) : '';
    this.fail(`: "${name}" is one of ${listed(words, 'or')}, not ${excerpt(json)}.${meant}`);
  }

  property(json: unknown, name: string): string {
    return this.known(
      json,
      this.vocabulary.meta.properties.map(({ id }) => id),
      name,
      'promise',
    );
  }

  param(json: unknown): string {
    const ids = [...this.vocabulary.meta.params, ...ENGINE_PARAMS].map(({ id }) => id);
    return this.known(json, ids, 'param', 'parameter');
  }

  node(json: unknown, name: string): string {
    const [node, ...more] = this.nodes(json, name);
    if (node === undefined || more.length > 0) this.fail(`: "${name}" takes one node`);
    return node;
  }

  /** A node's id, a list of them, a role (all its nodes), or `*`. */
  nodes(json: unknown, name: string): readonly string[] {
    const { nodes, meta } = this.vocabulary;
    if (json === '*') return nodes.map(({ id }) => id);
    const all = Array.isArray(json) ? json : [json];
    const roles = meta.roles.map(({ id }) => id);
    return all.flatMap((one) => this.nodesOf(one, name, roles));
  }

  private nodesOf(one: unknown, name: string, roles: readonly string[]): readonly string[] {
    const { nodes } = this.vocabulary;
    const own = nodes.filter(({ id, role }) => id === one || role === one).map(({ id }) => id);
    if (own.length > 0 || (typeof one === 'string' && roles.includes(one))) return own;
    if (typeof one !== 'string')
      this.fail(`: "${name}" takes a node, a role or a list of them, not ${excerpt(one)}`);
    const ids = nodes.map(({ id }) => id);
    const meant = didYouMean(one, [...ids, ...roles]);
    this.fail(`: this run has no node or role ${excerpt(one)}.${meant || ` It has ${listed(ids)}.`}`);
  }

  run(json: unknown, name: string): number {
    const most = (this.vocabulary.runs ?? 1) - 1;
    if (Number.isInteger(json) && (json as number) >= 0 && (json as number) <= most) return json as number;
    this.fail(`: "${name}" takes the number of a run, from 0 to ${most}, not ${excerpt(json)}`);
  }

  micros(json: unknown, name: string): number {
    if (Number.isSafeInteger(json) && (json as number) >= 0) return json as number;
    this.fail(`: "${name}" takes a time in µs, not ${excerpt(json)}`);
  }

  flag(json: unknown, name: string): boolean {
    if (typeof json === 'boolean') return json;
    this.fail(`: "${name}" is true or false, not ${excerpt(json)}`);
  }

  range(json: unknown): Range {
    if (typeof json === 'number') return { min: json, max: json };
    const object = this.object(json);
    this.only(object, ['min', 'max'], 'an end of a range, which are min and max');
    for (const end of [object.min, object.max]) {
      if (end !== undefined && typeof end !== 'number')
        this.fail(`: a range has numbers, not ${excerpt(end)}`);
    }
    return object as Range;
  }

  /** See `Value`. */
  value(json: unknown): Value {
    if (json === undefined) this.fail('is missing');
    if (typeof json !== 'object' || json === null || Array.isArray(json))
      return { op: 'equals', value: json as Json };
    const object = json as Readonly<Record<string, unknown>>;
    const words = ['min', 'max', 'oneOf', 'not', 'has', 'every', 'length', 'fields', 'equals'];
    this.only(object, words, `a word about a value, which are ${listed(words)}`);
    const parts: Value[] = [];
    const { min, max, ...others } = object;
    if (min !== undefined || max !== undefined)
      parts.push({
        op: 'range',
        range: this.range({ ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }),
      });
    for (const [word, inner] of Object.entries(others)) {
      this.in(word, () => {
        if (word === 'equals') parts.push({ op: 'equals', value: inner as Json });
        else if (word === 'oneOf')
          parts.push({ op: 'oneOf', values: this.list(inner, word) as readonly Json[] });
        else if (word === 'fields') parts.push({ op: 'fields', fields: this.fields(inner) });
        else parts.push({ op: word as 'not' | 'has' | 'every' | 'length', of: this.value(inner) });
      });
    }
    if (parts.length === 0) this.fail(': an empty object says nothing');
    return parts.length === 1 ? (parts[0] as Value) : { op: 'all', of: parts };
  }

  fields(json: unknown): readonly (readonly [string, Value])[] {
    return Object.entries(this.object(json)).map(([path, value]) => [
      path,
      this.in(path, () => this.value(value)),
    ]);
  }
}
