/**
 * Dots and causal contexts. A dot names one update of one replica, `R2.5` for the fifth of R2; a context is a set of dots: all up to a
 * number for each replica, and a cloud of others beyond. States that are merged whole never have a cloud; small deltas do.
 *
 * Source: Almeida, Shoker, Baquero, “Delta state replicated data types”.
 */
import { compare, count, joinVectors, put, type Vector } from './records.ts';

export type Context = {
  readonly vector: Vector;
  /** In order; none of them follows directly on the vector. */
  readonly cloud: readonly string[];
};

export const NOTHING: Context = { vector: {}, cloud: [] };

export function dot(id: string, n: number): string {
  return `${id}.${n}`;
}

/** The replica and the number of a dot. */
export function parts(name: string): { readonly id: string; readonly n: number } {
  const cut = name.lastIndexOf('.');
  return { id: name.slice(0, cut), n: Number(name.slice(cut + 1)) };
}

/** By number, then by replica: the order of Lamport times. */
export function compareDots(a: string, b: string): number {
  const [x, y] = [parts(a), parts(b)];
  return x.n - y.n || compare(x.id, y.id);
}

export function includes(context: Context, name: string): boolean {
  const { id, n } = parts(name);
  return n <= count(context.vector, id) || context.cloud.includes(name);
}

/** Whether everything in `b` is in `a`. */
export function covers(a: Context, b: Context): boolean {
  return joinContexts(a, b) === a;
}

/** Gives `a` itself if `b` has nothing new. */
export function joinContexts(a: Context, b: Context): Context {
  if (a === b) return a;
  const vector = joinVectors(a.vector, b.vector);
  const fresh = b.cloud.filter((name) => !includes(a, name));
  if (vector === a.vector && fresh.length === 0) return a;
  return compact(vector, [...a.cloud, ...fresh]);
}

export function contextOf(names: readonly string[]): Context {
  return compact({}, [...new Set(names)]);
}

/** Moves into the vector what follows on it. */
function compact(vector: Vector, names: readonly string[]): Context {
  let held = vector;
  const cloud: string[] = [];
  for (const name of [...names].sort(compareDots)) {
    const { id, n } = parts(name);
    const upTo = count(held, id);
    if (n === upTo + 1) held = put(held, id, n);
    else if (n > upTo) cloud.push(name);
  }
  return { vector: held, cloud };
}

/**
 * Of the dots two states hold for the same thing, those that live on: what both have, and what one has that the other never saw. A dot
 * that the other has seen and no longer has was removed there.
 */
export function survivors(
  a: readonly string[],
  b: readonly string[],
  seenByA: Context,
  seenByB: Context,
): readonly string[] {
  const kept = a.filter((name) => b.includes(name) || !includes(seenByB, name));
  const fresh = b.filter((name) => !a.includes(name) && !includes(seenByA, name));
  if (kept.length === a.length && fresh.length === 0) return a;
  return [...kept, ...fresh].sort(compareDots);
}
