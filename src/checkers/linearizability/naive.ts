/**
 * The definition of linearizability, tried out: every order of every choice of operations that real time allows, on a map of
 * all keys at once, without cache, partitions or prunings. It shares no code with the search; it is its twin in tests and its
 * baseline in the bench. Exponential: for histories of a dozen operations.
 */
import { canonicalJson, type Json } from '../../base/json.ts';
import type { Operation } from '../history.ts';

export interface NaiveAnswer {
  /** Null if it was stopped. */
  readonly valid: boolean | null;
  /** The most operations known to have happened that any order could place. */
  readonly placed: number;
}

/** `shouldStop` is asked at every operation placed. */
export function checkNaively(operations: readonly Operation[], shouldStop = () => false): NaiveAnswer {
  const required = operations.filter(({ outcome }) => outcome === 'ok').length;
  let placed = 0;
  let stopped = false;

  const place = (left: readonly Operation[], state: ReadonlyMap<string, Json>, done: number): boolean => {
    placed = Math.max(placed, done);
    if (done === required) return true;
    for (const operation of left) {
      stopped ||= shouldStop();
      if (stopped) return false;
      if (left.some((other) => other.returned < operation.invoked)) continue;
      const after = apply(operation, state);
      if (after === null) continue;
      const rest = left.filter((other) => other !== operation);
      if (place(rest, after, operation.outcome === 'ok' ? done + 1 : done)) return true;
    }
    return false;
  };

  const valid = place(operations, new Map(), 0);
  return { valid: stopped && !valid ? null : valid, placed };
}

/** The map after an operation took effect; null if it cannot have. */
export function apply(
  { f, key, value, result, outcome }: Operation,
  state: ReadonlyMap<string, Json>,
): ReadonlyMap<string, Json> | null {
  const name = canonicalJson(key ?? null);
  const held = state.get(name) ?? null;
  if (f === 'write') return new Map(state).set(name, value);
  // Nobody knows what it returned, so it may have returned anything.
  if (f === 'read') return outcome !== 'ok' || equal(held, result) ? state : null;
  const [old, next] = value as readonly [Json, Json];
  if (outcome === 'ok' && result === false) return equal(held, old) ? null : state;
  if (equal(held, old)) return new Map(state).set(name, next);
  return outcome === 'ok' ? null : state;
}

/** Why a sequence of operations is no linearization of some of a history, or null if it is. `all`: every known one must be in it. */
export function refuteOrder(
  order: readonly Operation[],
  operations: readonly Operation[],
  all: boolean,
): string | null {
  let state: ReadonlyMap<string, Json> = new Map();
  const left = new Set(operations);
  for (const operation of order) {
    if (!left.delete(operation)) return `operation ${operation.id} is not of this history, or there twice`;
    for (const other of left) {
      if (other.returned < operation.invoked)
        return `${operation.id} stands before ${other.id}, which had returned`;
    }
    const after = apply(operation, state);
    if (after === null) return `operation ${operation.id} is not legal`;
    state = after;
  }
  const forgotten = [...left].find(({ outcome }) => outcome === 'ok');
  return all && forgotten ? `operation ${forgotten.id} is missing` : null;
}

function equal(a: Json, b: Json): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
