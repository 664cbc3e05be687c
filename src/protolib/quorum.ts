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
  const sorted = [...values].sort((a, b) => b - a);
  return sorted[majority(values.length) - 1] as number;
}
