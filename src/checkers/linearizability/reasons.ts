/**
 * Contradictions that a person sees at once. A history that is not linearizable need not have one, but most do: each is a proof by
 * itself, from the operations it names and from who else wrote the value in question, whatever a search comes upon.
 */
import type { Json } from '../../base/json.ts';
import type { Operation } from '../history.ts';
import { PIECE, type Sliced } from '../sliced.ts';
import { Facts, INITIAL } from './facts.ts';

/** Operations are named by their `id`. `operation` found a value (a read returned it, or a cas that succeeded expected it). */
export type Reason =
  /** Nobody ever asked for the value to be written, or only operations that failed for certain. */
  | { readonly kind: 'unwritten'; readonly operation: number }
  /** Whoever asked for it did so after `operation` had returned; `writer` was the first. */
  | { readonly kind: 'unwritten-yet'; readonly operation: number; readonly writer: number }
  /** Whoever asked for it in time, `writer` first, expected a value that cannot have been there by then. */
  | { readonly kind: 'unfounded'; readonly operation: number; readonly writer: number }
  /** `by` had put another value in its place before `operation` began, and began itself after every write of it was over. */
  | { readonly kind: 'overwritten'; readonly operation: number; readonly by: number }
  /** `witness` had found another value before `operation` began, of which every write began after every write of this one was over. */
  | { readonly kind: 'outdated'; readonly operation: number; readonly witness: number }
  /** `witness` had found another value before `operation` began, and began itself after every write of this one was over. */
  | { readonly kind: 'reverted'; readonly operation: number; readonly witness: number }
  /** `witness` found another value at about the same time; both began after every write of either value was over. */
  | { readonly kind: 'split'; readonly operation: number; readonly witness: number }
  /** `operation` and `witness` both found the value and put another in its place, and it was there only once. */
  | { readonly kind: 'spent'; readonly operation: number; readonly witness: number };

/** What can be known of a history before any search. */
export interface Findings {
  readonly facts: Facts;
  /** Whether no order can place every operation that is known to have happened. */
  readonly impossible: boolean;
  /**
   * By position, 1 for operations that no linearizable prefix has a place for: those that contradict all that must stand before them,
   * and whatever began after one of these had returned. Null if none is known.
   */
  readonly hopeless: Uint8Array | null;
}

/** Pairs of operations compared at most: beyond them a split is left for the search to find. */
const MOST_PAIRS = 500_000;

/**
 * @param operations of one object, in the order of their invocations
 * @param initial what it held at first
 */
export function* examine(operations: readonly Operation[], initial: Json): Sliced<Findings> {
  const facts = yield* Facts.gather(operations, initial);
  let deadline = Infinity;
  const misfits: number[] = [];
  for (const [k, i] of facts.finders.entries()) {
    if (k % PIECE === PIECE - 1) yield PIECE;
    if (against(facts, i) === null) continue;
    misfits.push(i);
    deadline = Math.min(deadline, facts.returned(i));
  }
  if (misfits.length === 0) {
    return { facts, impossible: overspent(facts) || (yield* anySplit(facts)), hopeless: null };
  }
  const hopeless = Uint8Array.from(operations, ({ invoked }) => (invoked > deadline ? 1 : 0));
  for (const i of misfits) hopeless[i] = 1;
  return { facts, impossible: true, hopeless };
}

/** @param suspects positions of those to look at first */
export function reasonFor(facts: Facts, suspects: readonly number[] = []): Reason | null {
  const pairs = { left: MOST_PAIRS };
  for (const i of [...suspects, ...facts.finders]) {
    const reason = against(facts, i) ?? splitFrom(facts, i, pairs) ?? spentBy(facts, i);
    if (reason === null) continue;
    // Of two that say the same of one another, the suspect is told of.
    const own = reason.kind === 'split' && suspects.some((s) => facts.operations[s]?.id === reason.witness);
    return own ? { ...reason, operation: reason.witness, witness: reason.operation } : reason;
  }
  return null;
}

/** Why no linearizable prefix has a place for an operation: what must stand before it left another value. */
function against(facts: Facts, i: number): Reason | null {
  const value = facts.found[i] as number;
  if (value < 0) return null;
  const id = (k: number) => (facts.operations[k] as Operation).id;
  const operation = id(i);
  const returned = facts.returned(i);
  const { count, over } = facts.writersBefore(value, returned);
  const first = facts.writers(value)[0];
  if (count === 0 && value !== INITIAL) {
    return first === undefined
      ? { kind: 'unwritten', operation }
      : { kind: 'unwritten-yet', operation, writer: id(first) };
  }
  if (!facts.possible(value, returned)) return { kind: 'unfounded', operation, writer: id(first as number) };
  // While somebody may still be writing it, the value may come back at any time.
  if (over === Infinity) return null;
  const invoked = facts.invoked(i);
  const by = facts.writeWithin(over, invoked);
  if (by !== null) return { kind: 'overwritten', operation, by: id(by) };
  const newer = facts.newerBefore(over, invoked);
  if (newer !== null) return { kind: 'outdated', operation, witness: id(newer) };
  const other = facts.otherWithin(value, over, invoked);
  return other === null ? null : { kind: 'reverted', operation, witness: id(other) };
}

function* anySplit(facts: Facts): Sliced<boolean> {
  const pairs = { left: MOST_PAIRS };
  let told = pairs.left;
  for (const [k, i] of facts.finders.entries()) {
    if (splitFrom(facts, i, pairs) !== null) return true;
    if (pairs.left <= 0) return false;
    if (told - pairs.left < PIECE && k % PIECE !== PIECE - 1) continue;
    yield PIECE;
    told = pairs.left;
  }
  return false;
}

/** Two that overlap: told of the one that began first. */
function splitFrom(facts: Facts, i: number, pairs: { left: number }): Reason | null {
  const value = facts.found[i] as number;
  if (value < 0 || pairs.left <= 0) return null;
  const over = facts.writersBefore(value, facts.returned(i)).over;
  const [from, until] = facts.findersWithin(facts.invoked(i), facts.returned(i));
  for (let k = from; k < until && pairs.left-- > 0; k++) {
    const j = facts.finders[k] as number;
    const other = facts.found[j] as number;
    if (other === value || facts.invoked(j) < over) continue;
    if (facts.writersBefore(other, facts.returned(j)).over > facts.invoked(i)) continue;
    const [operation, witness] = [i, j].map((n) => (facts.operations[n] as Operation).id) as [number, number];
    return { kind: 'split', operation, witness };
  }
  return null;
}

function overspent(facts: Facts): boolean {
  return facts.finders.some((i) => facts.overdrawn(facts.found[i] as number).length > 0);
}

/** Where more than two share what was not enough, it takes too many words. */
function spentBy(facts: Facts, i: number): Reason | null {
  const takers = facts.overdrawn(facts.found[i] as number);
  const witness = takers.find((k) => k !== i);
  if (takers.length !== 2 || witness === undefined || !takers.includes(i)) return null;
  const [operation, other] = [i, witness].map((n) => (facts.operations[n] as Operation).id) as [
    number,
    number,
  ];
  return { kind: 'spent', operation, witness: other };
}
