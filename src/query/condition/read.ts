/** Reads a condition from JSON: what is misspelt is refused with one sentence that names it. */
import type { Json } from '../../base/json.ts';
import { type Result, refuse } from '../../base/result.ts';
import { didYouMean, listed } from '../../base/text.ts';
import type { Meta } from '../../engine/meta.ts';
import type { NodeInfo } from '../../engine/runspec.ts';
import { Reader, Refused } from './reader.ts';
import { readEvent } from './readevent.ts';
import { readWorld } from './readworld.ts';
import type { Condition, EventPattern, Stage } from './types.ts';

/** What the words of a condition can mean: those of the protocol, and the nodes of the run. */
export interface Vocabulary {
  readonly meta: Meta;
  readonly nodes: readonly NodeInfo[];
  /** How many runs there are to speak of: 1, or more with branches. */
  readonly runs?: number;
}

/** @param at how the condition is called in the sentence of a refusal, such as `steps[2].until` */
export function readCondition(
  json: unknown,
  vocabulary: Vocabulary,
  at = 'the condition',
): Result<{ condition: Condition }> {
  try {
    const reader = new Reader(vocabulary, at);
    return { ok: true, condition: condition(reader, json) };
  } catch (error) {
    if (error instanceof Refused) return refuse(error.message);
    throw error;
  }
}

export function readPattern(
  json: unknown,
  vocabulary: Vocabulary,
  at = 'the event',
): Result<{ event: EventPattern }> {
  try {
    return { ok: true, event: readEvent(new Reader(vocabulary, at), json) };
  } catch (error) {
    if (error instanceof Refused) return refuse(error.message);
    throw error;
  }
}

/** Each kind of condition by its telling word, with the other words it takes. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  all: [],
  any: [],
  not: [],
  some: ['where'],
  each: ['where'],
  event: ['times'],
  sometime: [],
  always: [],
  atEnd: [],
  at: ['world'],
  inOrder: [],
  before: [],
  concurrent: [],
  broken: [],
  holds: [],
  ended: [],
  param: ['is'],
  variant: [],
  in: ['where'],
  sameFor: ['runs'],
};

function condition(r: Reader, json: unknown): Condition {
  r.test();
  const object = r.object(json);
  const words = Object.keys(object);
  const kind = words.find((word) => Object.hasOwn(KINDS, word) && word !== 'times');
  if (kind === undefined) {
    const meant = words[0] === undefined ? '' : didYouMean(words[0], Object.keys(KINDS));
    r.fail(`says nothing that is known: a condition has one of ${listed(Object.keys(KINDS), 'or')}.${meant}`);
  }
  r.only(object, [kind, ...(KINDS[kind] as readonly string[])], 'a word of such a condition');
  const value = object[kind];
  const list = () => r.list(value, kind);
  switch (kind) {
    case 'all':
    case 'any':
      return { op: kind, of: list().map((part, i) => r.in(`${kind}[${i}]`, () => condition(r, part))) };
    case 'not':
      return { op: 'not', of: r.in('not', () => condition(r, value)) };
    case 'some':
    case 'each':
      return quantified(r, kind, value, object.where);
    case 'event':
      return {
        op: 'event',
        event: r.in('event', () => readEvent(r, value)),
        times: object.times === undefined ? { min: 1 } : r.in('times', () => r.range(object.times)),
      };
    case 'sometime':
    case 'always':
    case 'atEnd':
      return { op: kind, world: r.in(kind, () => readWorld(r, value)) };
    case 'at':
      return { op: 'at', at: r.micros(value, 'at'), world: r.in('world', () => readWorld(r, object.world)) };
    case 'inOrder':
      return { op: 'inOrder', of: list().map((part, i) => r.in(`inOrder[${i}]`, () => stage(r, part))) };
    case 'before':
    case 'concurrent': {
      const pair = list();
      if (pair.length !== 2) r.fail(`: "${kind}" takes a list of two events`);
      const [a, b] = pair.map((part, i) => r.in(`${kind}[${i}]`, () => readEvent(r, part)));
      return { op: kind, a: a as EventPattern, b: b as EventPattern };
    }
    case 'broken':
    case 'holds':
      return { op: kind, property: r.property(value, kind) };
    case 'ended':
      return { op: 'ended', how: r.word(value, ['whole', 'stopped'], 'ended') as 'whole' | 'stopped' };
    case 'param':
      return { op: 'param', param: r.param(value), is: r.in('is', () => r.value(object.is)) };
    case 'variant': {
      const ids = r.vocabulary.meta.variants.map(({ id }) => id);
      return { op: 'variant', variant: r.known(value, ids, 'variant', 'variant') };
    }
    case 'in':
      return { op: 'in', run: r.run(value, 'in'), of: r.in('where', () => condition(r, object.where)) };
    default:
      return { op: 'same', node: r.node(value, 'sameFor'), runs: runsOf(r, object.runs) };
  }
}

function runsOf(r: Reader, json: unknown): readonly [number, number] {
  if (json === undefined) return [0, 1];
  const list = r.list(json, 'runs').map((one) => r.run(one, 'runs'));
  if (list.length !== 2) r.fail(': "runs" takes the numbers of two runs');
  return [list[0] as number, list[1] as number];
}

function stage(r: Reader, json: unknown): Stage {
  const object = r.object(json);
  r.only(object, ['event', 'world'], 'an event or a world');
  if (object.event !== undefined) return { event: r.in('event', () => readEvent(r, object.event)) };
  return { world: r.in('world', () => readWorld(r, object.world)) };
}

/** `{ "some": { "a": "server", "b": "server" }, "where": … }`: different names stand for different nodes. */
function quantified(r: Reader, kind: 'some' | 'each', json: unknown, where: unknown): Condition {
  const names = r.object(json);
  let choices: Readonly<Record<string, string>>[] = [{}];
  for (const [name, of] of Object.entries(names)) {
    const nodes = r.in(kind, () => r.nodes(of, name));
    choices = choices.flatMap((chosen) =>
      nodes
        .filter((id) => !Object.values(chosen).includes(id))
        .map((id) => ({ ...chosen, [`$${name}`]: id })),
    );
    if (choices.length > 500) r.fail(': that is too many nodes to try one by one');
  }
  const of = choices.map((chosen) => r.in('where', () => condition(r, named(where, chosen))));
  return { op: kind === 'some' ? 'any' : 'all', of };
}

/** With every `"$a"` replaced by the node it stands for. */
function named(json: unknown, chosen: Readonly<Record<string, string>>): Json {
  if (typeof json === 'string') return chosen[json] ?? json;
  if (Array.isArray(json)) return json.map((part) => named(part, chosen));
  if (typeof json !== 'object' || json === null) return json as Json;
  return Object.fromEntries(Object.entries(json).map(([key, part]) => [key, named(part, chosen)]));
}
