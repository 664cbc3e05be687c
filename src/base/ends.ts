/** Lists that differ in their middle: what an edit leaves of a long one need not be said again. */

/** So many elements at the beginning, and so many at the end. */
export interface Ends {
  readonly first: number;
  readonly last: number;
}

/** The longest ends that two lists share, told by identity; null if there are none. They never overlap. */
export function sharedEnds(old: readonly unknown[], now: readonly unknown[]): Ends | null {
  const most = Math.min(old.length, now.length);
  let first = 0;
  while (first < most && old[first] === now[first]) first++;
  let last = 0;
  while (last < most - first && old[old.length - 1 - last] === now[now.length - 1 - last]) last++;
  return first + last > 0 ? { first, last } : null;
}

/** What lies between the ends of a list. */
export function between<T>(list: readonly T[], { first, last }: Ends): readonly T[] {
  return list.slice(first, list.length - last);
}

/** A list put together from the ends of another and what lies between them. */
export function joined<T>(old: readonly T[], { first, last }: Ends, middle: readonly T[]): readonly T[] {
  return [...old.slice(0, first), ...middle, ...old.slice(old.length - last)];
}
