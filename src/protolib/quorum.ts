/** Quorums by counting. */

/** The smallest number that is more than half of `n`. */
export function majority(n: number): number {
  return Math.floor(n / 2) + 1;
}

/** Whether `votes` of `n` are more than half. */
export function isMajority(votes: number, n: number): boolean {
  return votes > n / 2;
}

/**
 * The largest value that more than half of `values` reach: at least a majority of them are equal to it or above.
 * @throws RangeError for no values, of which there is no majority.
 */
export function majorityReached(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('no values, no majority');
  // Sorted by insertion, largest first: there are never more than a few.
  const sorted: number[] = [];
  for (const value of values) {
    let place = sorted.length;
    while (place > 0 && (sorted[place - 1] as number) < value) {
      sorted[place] = sorted[place - 1] as number;
      place--;
    }
    sorted[place] = value;
  }
  return sorted[majority(values.length) - 1] as number;
}
