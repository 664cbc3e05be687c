/** What the judge answers: yes, no, or that it ran out; with what proves it, or what it had. */
import type { Json } from '../../base/json.ts';
import { extended } from './extend.ts';
import type { Facts } from './facts.ts';
import type { Machine } from './machine.ts';
import type { Partition } from './problem.ts';
import { type Reason, reasonFor } from './reasons.ts';

/** Operations are named by their `id`. */
export type Judgement =
  | { readonly verdict: 'yes'; readonly linearizations: readonly Linearization[]; readonly steps: number }
  | {
      readonly verdict: 'no';
      /** What stands in the way, for one key (the first found); the other keys may or may not be linearizable. */
      readonly obstacle: Obstacle;
      readonly steps: number;
    }
  | {
      readonly verdict: 'unknown';
      /** `stopped`: by the caller. `memory`: the limit was reached. */
      readonly why: 'stopped' | 'memory';
      /** The keys that turned out linearizable before. */
      readonly linearizations: readonly Linearization[];
      /** How far it got with the others; there may be no violation in them. */
      readonly attempts: readonly Attempt[];
      readonly steps: number;
    };

/** The operations of one key (undefined: of the register) in an order that explains all they returned. */
export interface Linearization {
  readonly key: Json | undefined;
  readonly order: readonly number[];
}

/** The largest linearizable prefix met before the search was given up. */
export interface Attempt {
  readonly key: Json | undefined;
  readonly prefix: readonly number[];
  /** How many operations that are known to have happened were still to be placed. */
  readonly missing: number;
}

export interface Obstacle {
  readonly key: Json | undefined;
  /** A linearizable prefix: operations in an order that explains what they returned, and to which none of `blocked` can be added. */
  readonly prefix: readonly number[];
  /** Whether no order can place more operations that are known to have happened. If not, it is the longest that was met. */
  readonly largest: boolean;
  /** What the object holds after it. */
  readonly held: Json;
  /** The operations that could come next in real time and cannot be placed; one of them had to come. Never empty. */
  readonly blocked: readonly Blocked[];
  /** Operations of unknown outcome, invoked by then and not placed: that they take effect next helps none of the blocked. Empty if
   * the prefix is not known to be the largest. */
  readonly untaken: readonly number[];
  /** A contradiction between a few operations that needs no search to be seen; null if there is none so simple. */
  readonly reason: Reason | null;
}

export interface Blocked {
  readonly operation: number;
  /** "the read returned 3, but the register held 4" */
  readonly why: string;
}

/**
 * Why nothing can follow a prefix.
 * @param largest whether it is as large as can be; if not, it is made as large as it can be without a search
 */
export function explain(
  { key, operations }: Partition,
  machine: Machine,
  facts: Facts,
  found: readonly number[],
  largest: boolean,
): Obstacle {
  const prefix = largest ? found : extended(operations, machine, found);
  let state = machine.initial;
  for (const i of prefix) state = machine.step(i, state);
  const placed = new Set(prefix);
  const left = operations.map((_, i) => i).filter((i) => !placed.has(i));
  // Whatever was invoked after this must wait for an operation that is left.
  const deadline = left.reduce((first, i) => Math.min(first, operations[i]?.returned ?? Infinity), Infinity);
  const blocked: Blocked[] = [];
  const untaken: number[] = [];
  const suspects: number[] = [];
  for (const i of left) {
    const operation = operations[i];
    if (!operation || operation.invoked > deadline) continue;
    if (operation.outcome === 'ok') {
      blocked.push({ operation: operation.id, why: machine.why(i, state) });
      suspects.push(i);
    } else if (largest && operation.f !== 'read') untaken.push(operation.id);
  }
  return {
    key,
    prefix: idsOf(prefix, operations),
    largest,
    held: machine.show(state),
    blocked,
    untaken,
    reason: reasonFor(facts, suspects),
  };
}

/** Ids of operations named by their positions. */
export function idsOf(indexes: readonly number[], operations: Partition['operations']): number[] {
  return indexes.map((i) => operations[i]?.id ?? -1);
}
