/** What a hand does to an input: pure edits, for drag and for keys alike. */
import type { Fault, FaultInput, Input, Micros } from '../engine/runspec.ts';
import { stretches, untilOf } from './words.ts';

/** No fault is made shorter than this, µs. */
export const SHORTEST = 1000;

/** Moves the whole input by `delta` µs, its length kept, inside [0, runEnd]. */
export function moveInput(input: Input, delta: Micros, runEnd: Micros): Input {
  const at = clamp(input.at + delta, 0, runEnd);
  if (!('fault' in input)) return { ...input, at };
  const until = untilOf(input);
  if (until === undefined) return { ...input, at };
  return withUntil({ ...input, at }, until + (at - input.at));
}

/** An input and its place in the run. */
export interface InputEdit {
  readonly index: number;
  readonly input: Input;
}

/** Moves all of these by `delta` µs, or by so much of it that none begins outside of [0, runEnd]. */
export function moveTogether(
  edits: readonly InputEdit[],
  delta: Micros,
  runEnd: Micros,
): readonly InputEdit[] {
  const times = edits.map(({ input }) => input.at);
  const shift = clamp(delta, -Math.min(...times), runEnd - Math.max(...times));
  return edits.map(({ index, input }) => ({ index, input: moveInput(input, shift, runEnd) }));
}

/** Moves one end to `time`. Stretching the end to the end of the run, or beyond, makes the fault last. */
export function stretchInput(input: Input, end: 'start' | 'end', time: Micros, runEnd: Micros): Input {
  if (!('fault' in input) || !stretches(input)) return input;
  const until = untilOf(input);
  if (end === 'start') return { ...input, at: clamp(time, 0, (until ?? runEnd) - SHORTEST) };
  // One that ends after the run does is made shorter, not to last.
  const shorter = until !== undefined && time < until;
  if (time >= runEnd && !shorter) return withUntil(input, undefined);
  return withUntil(input, Math.max(input.at + SHORTEST, Math.round(time)));
}

/** The end of an input, µs; the end of the run if it lasts; its own time if it is an instant. */
export function endOf(input: Input, runEnd: Micros): Micros {
  if (!('fault' in input) || !stretches(input)) return input.at;
  return untilOf(input) ?? Math.max(runEnd, input.at);
}

/** The side of a partition a node is on, −1 if on none. */
export function sideOf(input: Input | undefined, node: string): number {
  if (!input || !('fault' in input) || input.fault.type !== 'partition') return -1;
  return input.fault.groups.findIndex((group) => group.includes(node));
}

/**
 * Gives a node the next side of a partition: first each other side in turn, and only after all of them none. A side is never
 * left empty: the input itself comes back when the node is alone on its side.
 * @param home the side where its turn began (see `Turns`), −1 for none
 */
export function turnSide(input: Input, node: string, home: number): Input {
  if (!('fault' in input) || input.fault.type !== 'partition') return input;
  const { groups } = input.fault;
  const from = sideOf(input, node);
  if (from >= 0 && (groups[from]?.length ?? 0) <= 1) return input;
  const start = Math.max(0, home);
  const after = (from + 1) % groups.length;
  // Around once from home; who has been everywhere, or was on no side to begin with, leaves before home comes again.
  const to = from < 0 ? start : after === start ? -1 : after;
  const next = groups.map((group, i) => {
    const without = group.filter((id) => id !== node);
    return i === to ? [...without, node].sort((a, b) => (a < b ? -1 : 1)) : without;
  });
  return { ...input, fault: { ...input.fault, groups: next } };
}

/** Remembers, while one partition is picked, on which side each node stood when it was first turned. */
export class Turns {
  #input = -1;
  readonly #homes = new Map<string, number>();

  /** The input after turning the node of partition `index` once more. */
  turn(index: number, input: Input, node: string): Input {
    if (index !== this.#input) this.#homes.clear();
    this.#input = index;
    const home = this.#homes.get(node) ?? sideOf(input, node);
    this.#homes.set(node, home);
    return turnSide(input, node, home);
  }

  forget(): void {
    this.#input = -1;
    this.#homes.clear();
  }
}

function withUntil(input: FaultInput, until: Micros | undefined): FaultInput {
  const { until: _, ...rest } = input.fault as Fault & { until?: Micros };
  return { ...input, fault: (until === undefined ? rest : { ...rest, until }) as Fault };
}

function clamp(value: number, low: number, high: number): number {
  return Math.round(Math.min(Math.max(low, high), Math.max(low, value)));
}
