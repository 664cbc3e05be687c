/** What a search goes through: the ends of operations, in the order of real time. */
import type { Operation } from '../history.ts';

/**
 * An invocation by the position of its operation, a return as −1 − that position. Operations of unknown outcome never return; those
 * with a 1 in `without` are left out.
 */
export function eventsOf(operations: readonly Operation[], without: Uint8Array): Int32Array {
  const n = operations.length;
  // Position and operation in one number: sorting numbers is quick enough to be done at one go.
  const returns = new Float64Array(n);
  let known = 0;
  for (const [i, { outcome, returned }] of operations.entries()) {
    if (outcome === 'ok' && without[i] === 0) returns[known++] = returned * n + i;
  }
  const sorted = returns.subarray(0, known).sort();
  const events = new Int32Array(n + known);
  let [count, next] = [0, 0];
  for (let i = 0; i <= n; i++) {
    const invoked = i < n ? (operations[i] as Operation).invoked : Infinity;
    for (; next < known && (sorted[next] as number) < invoked * n; next++) {
      events[count++] = -1 - ((sorted[next] as number) % n);
    }
    if (i < n && without[i] === 0) events[count++] = i;
  }
  return events.subarray(0, count);
}
