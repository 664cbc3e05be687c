/** A prefix made as long as it can be made without going back. For when nobody had the time to look for the longest. */
import type { Operation } from '../history.ts';
import type { Machine } from './machine.ts';

/**
 * Places what can come next, in the order of invocation, until none of the operations known to have happened can: neither now, nor
 * after one of unknown outcome has taken effect. Positions of operations, in the order of a linearizable prefix.
 */
export function extended(
  operations: readonly Operation[],
  machine: Machine,
  prefix: readonly number[],
): readonly number[] {
  const order = [...prefix];
  const placed = new Uint8Array(operations.length);
  let state = machine.initial;
  for (const i of prefix) {
    placed[i] = 1;
    state = machine.step(i, state);
  }
  const returned = (i: number) => (operations[i] as Operation).returned;
  const byReturn = operations.map((_, i) => i).sort((a, b) => (returned(a) < returned(b) ? -1 : 1));
  let first = 0;
  let begun = 0;
  let open: number[] = [];
  for (;;) {
    while (first < byReturn.length && placed[byReturn[first] as number] === 1) first++;
    const deadline = first < byReturn.length ? returned(byReturn[first] as number) : Infinity;
    while (begun < operations.length && (operations[begun] as Operation).invoked < deadline)
      open.push(begun++);
    open = open.filter((i) => placed[i] === 0);
    const next = step(open, operations, machine, state);
    if (next.length === 0) return order;
    for (const i of next) {
      placed[i] = 1;
      state = machine.step(i, state);
      order.push(i);
    }
  }
}

/** What can be placed: an operation that is known to have happened, or one that is not and then one that is. */
function step(
  open: readonly number[],
  operations: readonly Operation[],
  machine: Machine,
  state: number,
): readonly number[] {
  const fits = (after: number) =>
    open.find((i) => (operations[i] as Operation).outcome === 'ok' && machine.step(i, after) >= 0);
  const now = fits(state);
  if (now !== undefined) return [now];
  for (const i of open) {
    if ((operations[i] as Operation).outcome === 'ok') continue;
    const after = machine.step(i, state);
    if (after < 0 || after === state) continue;
    const then = fits(after);
    if (then !== undefined) return [i, then];
  }
  return [];
}
