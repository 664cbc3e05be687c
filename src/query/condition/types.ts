/**
 * Conditions: what must be true of a run, as plain JSON. They read rows, states and promises, never what a hand did, so any way of
 * reaching a goal counts. Each is a finite test over a finite run: it always ends. `docs/lessons.md` shows how each is written.
 */
import type { Json } from '../../base/json.ts';
import type { Micros } from '../../engine/runspec.ts';
import type { Kind } from '../../engine/trace.ts';

/** How often, or how large: `3`, `{ min: 2 }`, `{ min: 2, max: 4 }`. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
}

/**
 * What a value must be: a number, text, true, false, null or list is meant to the letter; an object says it in words, and all of its
 * words must hold. `has`: some element of the list; `every`: all of them; `fields`: these fields of the object, whatever else it has.
 */
export type Value =
  | { readonly op: 'equals'; readonly value: Json }
  | { readonly op: 'range'; readonly range: Range }
  | { readonly op: 'oneOf'; readonly values: readonly Json[] }
  | { readonly op: 'not' | 'has' | 'every' | 'length'; readonly of: Value }
  | { readonly op: 'fields'; readonly fields: readonly (readonly [path: string, value: Value])[] }
  | { readonly op: 'all'; readonly of: readonly Value[] };

/** Which rows are meant. What is left out may be anything. */
export interface EventPattern {
  readonly kind?: Kind;
  /** Ids of nodes, one of which the row belongs to; and the other end of a message. */
  readonly node?: readonly string[];
  readonly peer?: readonly string[];
  readonly message?: string;
  readonly note?: string;
  readonly fields?: Value;
  readonly timer?: string;
  readonly rule?: string;
  /** Type of a fault that starts. */
  readonly fault?: string;
  /** Id of a property: the step after which it did not hold. */
  readonly breaks?: string;
  readonly operation?: Value;
  readonly epoch?: Value;
  /** Stamps given from outside (`query/stamps.ts`): a number; a list with an entry for each node. */
  readonly lamport?: Value;
  readonly vector?: Value;
  readonly from?: Micros;
  readonly to?: Micros;
  /** It happened before some such event; after some such event. */
  readonly causes?: EventPattern;
  readonly causedBy?: EventPattern;
  /** Of all that match only this one. */
  readonly pick?: 'first' | 'last';
}

/** What a node is like at one moment. */
export interface Facts {
  readonly up?: boolean;
  readonly paused?: boolean;
  /** Index into `meta.statuses`. */
  readonly status?: number;
  readonly epoch?: Value;
  readonly state?: readonly (readonly [path: string, value: Value])[];
}

/** What the world is like right after one step. */
export type WorldTest =
  | { readonly op: 'all' | 'any'; readonly of: readonly WorldTest[] }
  | { readonly op: 'not'; readonly of: WorldTest }
  /** So many of these nodes are like this; `every`: all of them. */
  | {
      readonly op: 'nodes';
      readonly nodes: readonly string[];
      readonly facts: Facts;
      readonly count: Range | 'every';
    }
  /** Those of these nodes that are up hold the same in a field. */
  | { readonly op: 'agree'; readonly nodes: readonly string[]; readonly on: string };

export type Stage =
  | { readonly event: EventPattern; readonly world?: undefined }
  | { readonly world: WorldTest; readonly event?: undefined };

export type Condition =
  | { readonly op: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
  | { readonly op: 'event'; readonly event: EventPattern; readonly times: Range }
  | { readonly op: 'sometime' | 'always' | 'atEnd'; readonly world: WorldTest }
  | { readonly op: 'at'; readonly at: Micros; readonly world: WorldTest }
  | { readonly op: 'inOrder'; readonly of: readonly Stage[] }
  /** Some event of the first kind happened before one of the second; or neither before the other. */
  | { readonly op: 'before' | 'concurrent'; readonly a: EventPattern; readonly b: EventPattern }
  | { readonly op: 'broken' | 'holds'; readonly property: string }
  | { readonly op: 'ended'; readonly how: 'whole' | 'stopped' }
  | { readonly op: 'param'; readonly param: string; readonly is: Value }
  | { readonly op: 'variant'; readonly variant: string }
  /** Of another run: 0 the main one, else a branch, counted from 1. */
  | { readonly op: 'in'; readonly run: number; readonly of: Condition }
  /** A node cannot tell the two runs apart: it does, and is told, the same at the same times. */
  | { readonly op: 'same'; readonly runs: readonly [number, number]; readonly node: string };

/** Most tests a condition may come to once everything said of "some node" is said of each. */
export const MOST_TESTS = 5000;
/** How deep a condition may be nested. */
export const MOST_DEPTH = 24;
