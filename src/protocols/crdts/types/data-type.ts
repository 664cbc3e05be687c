/**
 * What a replicated data type is, in each of the three ways of replicating it. All of it is pure: states are immutable plain data,
 * and equal states have equal JSON.
 *
 * Source: Shapiro, Preguiça, Baquero, Zawirski, “A comprehensive study of Convergent and Commutative Replicated Data Types”, INRIA
 * RR-7506, 2011; deltas: Almeida, Shoker, Baquero, “Delta state replicated data types”, 2018.
 */
import type { Json, JsonObject } from '../../../base/json.ts';
import { type Refusal, type Result, refuse } from '../../../base/result.ts';

/** What a user does at one replica. Positions and counts are in characters that can be seen. */
export type Edit =
  | { readonly type: 'increment' | 'decrement'; readonly by: number }
  | { readonly type: 'add' | 'remove'; readonly element: string }
  | { readonly type: 'write'; readonly value: string }
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'item'; readonly key: string; readonly by: number; readonly note?: string }
  | { readonly type: 'delete'; readonly key: string }
  | { readonly type: 'type'; readonly at: number; readonly text: string }
  | { readonly type: 'erase'; readonly at: number; readonly count: number };

/** Who makes an update, and with what it can be told from all others. */
export interface Author {
  /** The replica. */
  readonly id: string;
  /** Its own updates are counted from 1. */
  readonly n: number;
  /** Lamport time: greater than that of any update it has seen. A text of k characters takes k ticks, of which this is the first. */
  readonly clock: number;
  /** What a last-writer-wins register goes by: Lamport time or a wall clock. Greater than those the replica gave before. */
  readonly stamp: number;
}

export interface Updated<S> {
  readonly state: S;
  /** A small state that holds what is new: joined to the state before it gives `state`. */
  readonly delta: S;
}

/** States form a join-semilattice and updates only go up in it (RR-7506). */
export interface StateBased<S = JsonObject> {
  bottom(): S;
  update(state: S, edit: Edit, by: Author): Result<Updated<S>>;
  /** The least upper bound. Gives `a` itself if `b` has nothing that `a` has not. */
  join(a: S, b: S): S;
  /** What a user sees. */
  value(state: S): Json;
}

/**
 * An update is prepared where it is made and takes its effect at every replica once, after those it depends on (RR-7506, Definition
 * 2.4). Effects of concurrent operations commute.
 */
export interface OpBased<S = JsonObject, O = JsonObject> {
  bottom(): S;
  prepare(state: S, edit: Edit, by: Author): Result<{ readonly operation: O }>;
  effect(state: S, operation: O): S;
  value(state: S): Json;
}

/** For an edit that another type has. */
export function unsuited(edit: Edit): Refusal {
  return refuse(`this type has no “${edit.type}”`);
}
