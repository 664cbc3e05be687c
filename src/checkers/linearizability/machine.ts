/** What the search runs: a sequential specification compiled for one partition of one history. States are small integers. */
import type { Json } from '../../base/json.ts';
import type { Operation } from '../history.ts';
import type { Sliced } from '../sliced.ts';

/** Operations are named by their position in the list the machine was compiled for. */
export interface Machine {
  readonly initial: number;
  /** The state after the operation takes effect in `state`; −1 if it cannot have, given what it returned. */
  step(operation: number, state: number): number;
  /** 1 for an operation that leaves every state in which it is legal as it is. */
  readonly pure: Uint8Array;
  /**
   * 1 for an operation of unknown outcome that need not be considered: if the others have a linearization with it, they have
   * one without it.
   */
  readonly idle: Uint8Array;
  /** Operations of unknown outcome with the same number are interchangeable. */
  readonly kind: Int32Array;
  /** The state that an operation must find; ANY for one that is legal in all, NOT_ONE for one that is in all but one. */
  readonly wants: Int32Array;
  /** The state that an operation leaves whatever it found; −1 where that depends, or where it leaves what it found. */
  readonly leaves: Int32Array;
  /** A state, for people. */
  show(state: number): Json;
  /** Why `step` answered −1: "the read returned 3, but the register held 4". */
  why(operation: number, state: number): string;
}

export const ANY = -1;
export const NOT_ONE = -2;

export interface Model {
  readonly id: string;
  /** Whether each key is an object of its own (Herlihy and Wing's locality: each may be judged alone). */
  readonly keyed: boolean;
  /** A phrase that says why the invocation is none of this model's, or null. */
  refuse(invocation: { readonly f: string; readonly value: Json }): string | null;
  /** `key` as the partition has it; undefined if the model is not keyed. `initial`: what the object holds at first. */
  compile(operations: readonly Operation[], key: Json | undefined, initial: Json): Sliced<Machine>;
}
