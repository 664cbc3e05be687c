/**
 * Contradictions that a person sees at once. A history that is not linearizable need not have one, but most do: each is a proof by
 * itself, from the operations it names and from who else wrote the value in question, whatever the search came upon.
 */
import { canonicalJson, type Json } from '../../base/json.ts';
import type { Operation } from '../history.ts';

/** Operations are named by their `id`. `operation` found a value (a read returned it, or a cas that succeeded expected it). */
export type Reason =
  /** Nobody ever asked for the value to be written, or only operations that failed for certain. */
  | { readonly kind: 'unwritten'; readonly operation: number }
  /** Whoever asked for it did so after `operation` had returned; `writer` was the first. */
  | { readonly kind: 'unwritten-yet'; readonly operation: number; readonly writer: number }
  /** `by` had put another value in its place before `operation` began, and began itself after every write of it was over. */
  | { readonly kind: 'overwritten'; readonly operation: number; readonly by: number }
  /** `witness` had found another value before `operation` began, of which every write began after every write of this one was over. */
  | { readonly kind: 'outdated'; readonly operation: number; readonly witness: number }
  /** `witness` had found another value before `operation` began, and began itself after every write of this one was over. */
  | { readonly kind: 'reverted'; readonly operation: number; readonly witness: number }
  /** `witness` found another value at about the same time; both began after every write of either value was over. */
  | { readonly kind: 'split'; readonly operation: number; readonly witness: number };

/**
 * Bounds, so that no search for words takes long: beyond them a history is left to the search's own. Of one object, operations, and
 * comparisons of two.
 */
const MOST_OPERATIONS = 20_000;
const MOST_COMPARISONS = 2_000_000;

/**
 * @param operations of one object, in the order of their invocations
 * @param suspects ids of those to look at first
 */
export function reasonFor(operations: readonly Operation[], suspects: ReadonlySet<number>): Reason | null {
  if (operations.length > MOST_OPERATIONS) return null;
  const facts = new Facts(operations);
  const first = operations.filter(({ id }) => suspects.has(id));
  const others = operations.filter(({ id }) => !suspects.has(id));
  for (const operation of [...first, ...others]) {
    const reason = facts.against(operation);
    if (reason !== null || facts.comparisons > MOST_COMPARISONS) return reason;
  }
  return null;
}

/** The value an operation must have found, undefined for one that finds any, and for one of which nobody knows what it found. */
function need({ f, value, result, outcome }: Operation): Json | undefined {
  if (outcome !== 'ok') return undefined;
  if (f === 'read') return result;
  if (f === 'cas' && result !== false) return (value as readonly [Json, Json])[0];
  return undefined;
}

/** The value an operation leaves behind if it takes effect; undefined for one that changes nothing. */
function leaves({ f, value, result, outcome }: Operation): Json | undefined {
  if (f === 'write') return value;
  if (f !== 'cas' || (outcome === 'ok' && result === false)) return undefined;
  return (value as readonly [Json, Json])[1];
}

/** An operation with what it found and left as numbers, −1 for neither. */
interface Fact {
  readonly operation: Operation;
  readonly found: number;
  readonly left: number;
}

/** The number of the value that was there before any was written. */
const INITIAL = 0;

class Facts {
  /** How often two operations were compared. */
  comparisons = 0;
  private readonly facts: readonly Fact[];
  /** The number of the value an operation found. */
  private readonly found: ReadonlyMap<Operation, number>;
  /** Who may have written a value, by its number. */
  private readonly writers: Operation[][] = [];

  constructor(operations: readonly Operation[]) {
    const numbers = new Map([[canonicalJson(null), INITIAL]]);
    const number = (value: Json | undefined): number => {
      if (value === undefined) return -1;
      const id = canonicalJson(value);
      const known = numbers.get(id) ?? numbers.size;
      numbers.set(id, known);
      return known;
    };
    this.facts = operations.map((operation) => {
      const fact = { operation, found: number(need(operation)), left: number(leaves(operation)) };
      if (fact.left >= 0) {
        const writers = this.writers[fact.left] ?? [];
        writers.push(operation);
        this.writers[fact.left] = writers;
      }
      return fact;
    });
    this.found = new Map(this.facts.map(({ operation, found }) => [operation, found]));
  }

  against(operation: Operation): Reason | null {
    const value = this.found.get(operation) ?? -1;
    if (value < 0) return null;
    const { id } = operation;
    const writers = this.before(value, operation);
    if (writers.length === 0 && value !== INITIAL) {
      const writer = this.writers[value]?.find((w) => w !== operation);
      return writer === undefined
        ? { kind: 'unwritten', operation: id }
        : { kind: 'unwritten-yet', operation: id, writer: writer.id };
    }
    const over = lastReturn(writers);
    // While somebody may still be writing it, the value may come back at any time.
    return over === Infinity ? null : this.againstOld(operation, value, over);
  }

  /** `over`: when the last write of the value was over. */
  private againstOld(operation: Operation, value: number, over: number): Reason | null {
    let by: Operation | null = null;
    let newer: Operation | null = null;
    let later: Operation | null = null;
    let beside: Operation | null = null;
    this.comparisons += this.facts.length;
    for (const { operation: other, found, left } of this.facts) {
      if (other === operation || other.invoked > operation.returned) continue;
      const before = other.returned < operation.invoked;
      if (before && left >= 0 && left !== value && other.invoked > over) by = other;
      if (found < 0 || found === value) continue;
      if (before && this.writtenAfter(over, found, other)) newer = other;
      else if (other.invoked < over) continue;
      else if (before) later = other;
      else if (lastReturn(this.before(found, other)) < operation.invoked) beside = other;
    }
    if (by !== null) return { kind: 'overwritten', operation: operation.id, by: by.id };
    if (newer !== null) return { kind: 'outdated', operation: operation.id, witness: newer.id };
    if (later !== null) return { kind: 'reverted', operation: operation.id, witness: later.id };
    return beside && { kind: 'split', operation: operation.id, witness: beside.id };
  }

  /** Whether a value that an operation found was certainly written after `over`. */
  private writtenAfter(over: number, value: number, operation: Operation): boolean {
    if (value === INITIAL) return false;
    const writers = this.before(value, operation);
    return writers.length > 0 && writers.every(({ invoked }) => invoked > over);
  }

  /** Who may have written a value in time for an operation to find it. */
  private before(value: number, operation: Operation): Operation[] {
    const writers = this.writers[value] ?? [];
    this.comparisons += writers.length;
    return writers.filter((w) => w !== operation && w.invoked < operation.returned);
  }
}

/** When the last of them had returned; before everything if there is none. */
function lastReturn(operations: readonly Operation[]): number {
  return operations.reduce((last, { returned }) => Math.max(last, returned), -1);
}
