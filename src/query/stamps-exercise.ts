/**
 * Exercises on stamps: what somebody fills in is judged by the stamps of the run itself, and a wrong answer gets its reason. Pure, so that
 * lessons and retrieval practice can ask the same questions.
 */
import { K, type Trace } from '../engine/trace.ts';
import { compareStamps, type Stamp, type StampColumns, stampAt } from './stamps.ts';
import { drawer } from './stamps-drawing.ts';

export type StampKind = 'lamport' | 'vector' | 'hlc';

/** An event as it is asked about. */
export interface Asked {
  readonly stamp: Stamp;
  /** The event before it on its lane, null for the first. */
  readonly before: Stamp | null;
  /** The sending of the message that it receives, null if it receives none. */
  readonly from: Stamp | null;
}

/** The events of a run in the order of its steps. A pass over all rows: for short runs, such as somebody draws. */
export function askedOf(trace: Trace, columns: StampColumns): readonly Asked[] {
  const latest = new Map<number, Stamp>();
  const byStep = new Map<number, Stamp>();
  const asked: Asked[] = [];
  const { kind, step, cause } = trace.columns;
  for (let row = 0; row < trace.rows; row++) {
    const s = step[row] as number;
    if (row > 0 && step[row - 1] === s) continue;
    const stamp = stampAt(columns, s);
    if (stamp === null) continue;
    const source = kind[row] === K.deliver ? step[cause[row] as number] : undefined;
    const from = source === undefined ? null : (byStep.get(source) ?? null);
    asked.push({ stamp, before: latest.get(stamp.lane) ?? null, from });
    latest.set(stamp.lane, stamp);
    byStep.set(s, stamp);
  }
  return asked;
}

export type Verdict =
  | { readonly right: true }
  /** What was given cannot be read as a stamp, or is wrong: `why` is one sentence, and does not give the answer away. */
  | { readonly right: false; readonly why: string };

/**
 * Judges a stamp as it was typed: `3`; `1 0 2` or `[1, 0, 2]`; for HLC `30 0` with the first in ms.
 * @param ids names of the lanes
 */
export function judgeStamp(kind: StampKind, asked: Asked, answer: string, ids: readonly string[]): Verdict {
  const given = numbersIn(answer);
  const { stamp } = asked;
  const right =
    kind === 'lamport'
      ? [stamp.lamport]
      : kind === 'vector'
        ? stamp.vector
        : [tenths(stamp.hlc.l), stamp.hlc.c];
  if (given === null || given.length !== right.length) return { right: false, why: formOf(kind, ids) };
  if (given.every((n, i) => n === right[i])) return { right: true };
  return { right: false, why: ruleOf(kind, asked, given, ids) };
}

/** µs as they are read: in ms, to a tenth. */
function tenths(l: number): number {
  return Math.round(l / 100) / 10;
}

/** The numbers of an answer, null if there is anything else in it. */
function numbersIn(answer: string): readonly number[] | null {
  const bare = answer.replace(/[[\](),;]/g, ' ').trim();
  if (!/^\d+(\.\d+)?( +\d+(\.\d+)?)*$/.test(bare)) return null;
  return bare.split(/ +/).map(Number);
}

function formOf(kind: StampKind, ids: readonly string[]): string {
  if (kind === 'lamport') return 'A Lamport stamp is one whole number.';
  if (kind === 'hlc') return 'An HLC stamp is two numbers: l in ms, and c.';
  return `A vector has ${ids.length} numbers, one for each of ${ids.join(', ')}.`;
}

/** The rule that was not followed, with the numbers it begins from. */
function ruleOf(
  kind: StampKind,
  { stamp, before, from }: Asked,
  given: readonly number[],
  ids: readonly string[],
): string {
  if (kind === 'lamport') {
    const own = before?.lamport ?? 0;
    if (from === null) return `An event adds 1 to what its lane had before: here to ${own}.`;
    return `A receive takes max(own, message’s) + 1: here max(${own}, ${from.lamport}) + 1.`;
  }
  if (kind === 'vector') {
    const lane = stamp.vector.findIndex((n, i) => n !== given[i]);
    const id = ids[lane] ?? '';
    const own = before?.vector[lane] ?? 0;
    if (lane === stamp.lane)
      return `The entry of ${id} is its own: every event adds 1 to it, receives too, here to ${own}.`;
    if (from === null)
      return `Nothing is received here: the entry of ${id} stays as its lane had it, ${own}.`;
    return `A receive takes the greater of each other entry: for ${id} here max(${own}, ${from.vector[lane] ?? 0}).`;
  }
  const own = before?.hlc ?? { l: 0, c: 0 };
  const all = [own.l, ...(from === null ? [] : [from.hlc.l]), stamp.wall].map(tenths).join(', ');
  if (given[0] !== tenths(stamp.hlc.l))
    return `l is the greatest of ${from === null ? '' : 'the message’s l, '}the l before on the lane and the wall clock: here of ${all}.`;
  const mine = own.l === stamp.hlc.l;
  const theirs = from?.hlc.l === stamp.hlc.l;
  if (mine && theirs)
    return `Lane (c = ${own.c}) and message (c = ${from.hlc.c}) both have this l: c is the greater + 1.`;
  if (mine) return `The lane had this l already, with c = ${own.c}: c counts on from there.`;
  if (theirs) return `The message has this l, with c = ${from.hlc.c}: c counts on from there.`;
  return 'Nobody had this l before, the wall clock is ahead of all: c begins at 0.';
}

export type Order = 'before' | 'after' | 'concurrent';

/**
 * Two different events to be compared; null if there are not two. Of many rounds about a third are concurrent, where the run has such
 * pairs, and events of one lane are asked about only where there is nothing else.
 */
export function pairToAsk(seed: number, asked: readonly Asked[]): readonly [Asked, Asked] | null {
  const draw = drawer(seed);
  const pairs = asked.flatMap((a) => asked.filter((b) => b !== a).map((b) => [a, b] as const));
  const across = pairs.filter(([a, b]) => a.stamp.lane !== b.stamp.lane);
  const wanted: Order = (['before', 'after', 'concurrent'] as const)[draw(0, 2)] as Order;
  const fit = across.filter(([a, b]) => compareStamps(a.stamp, b.stamp) === wanted);
  const from = fit.length > 0 ? fit : across.length > 0 ? across : pairs;
  return from.length === 0 ? null : (from[draw(0, from.length - 1)] as readonly [Asked, Asked]);
}

/** @param names what the two events are called */
export function judgeOrder(
  [a, b]: readonly [Asked, Asked],
  answer: Order,
  names: readonly [string, string],
  ids: readonly string[],
): Verdict & { readonly why: string } {
  const order = compareStamps(a.stamp, b.stamp) as Order;
  const [x, y, first, second] =
    order === 'after' ? [b.stamp, a.stamp, names[1], names[0]] : [a.stamp, b.stamp, names[0], names[1]];
  const knows = (who: Stamp, of: Stamp) => {
    const n = who.vector[of.lane] as number;
    return `${n === 0 ? 'no event' : n === 1 ? '1 event' : `${n} events`} of ${ids[of.lane]}`;
  };
  const why =
    order === 'concurrent'
      ? `${second} knows ${knows(y, x)}, and ${first} is number ${x.vector[x.lane]}; ${first} knows ${knows(x, y)}, and ${second} is number ${y.vector[y.lane]}: concurrent.`
      : `${second} knows ${knows(y, x)}, and ${first} is number ${x.vector[x.lane]}: ${first} happened before ${second}.`;
  return { right: order === answer, why };
}

/** A shortest chain of messages and stays on a lane from the earlier of two events to the later, as steps; empty if they are concurrent. */
export function chainBetween(asked: readonly Asked[], a: Asked, b: Asked): readonly number[] {
  const order = compareStamps(a.stamp, b.stamp);
  if (order !== 'before' && order !== 'after') return [];
  const [first, last] = order === 'before' ? [a.stamp.step, b.stamp.step] : [b.stamp.step, a.stamp.step];
  const byStep = new Map(asked.map((event) => [event.stamp.step, event]));
  /** By step: the step after it on the way to the last. */
  const next = new Map<number, number>();
  for (let queue = [last]; queue.length > 0 && !next.has(first); ) {
    const reached: number[] = [];
    for (const step of queue) {
      const event = byStep.get(step);
      for (const from of [event?.from?.step, event?.before?.step]) {
        if (from === undefined || next.has(from)) continue;
        next.set(from, step);
        reached.push(from);
      }
    }
    queue = reached;
  }
  const chain = [first];
  for (let step = first; step !== last; chain.push(step)) step = next.get(step) as number;
  return chain;
}
