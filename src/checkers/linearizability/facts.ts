/**
 * One object's history by value: who may have put each value there, and when the last of them was over. From this, contradictions
 * between a few operations follow without a search, each question in the time of a bisection.
 */
import { canonicalJson, type Json } from '../../base/json.ts';
import type { Operation } from '../history.ts';
import { atOneGo, PIECE, type Sliced } from '../sliced.ts';

/** The number of the value that was there before any was written. */
export const INITIAL = 0;
const NONE = -1;

/** The value an operation must have found, undefined for one that finds any, and for one of which nobody knows whether it did. */
function need({ f, value, result, outcome }: Operation): Json | undefined {
  if (outcome !== 'ok') return undefined;
  if (f === 'read') return result;
  return f === 'cas' && result !== false ? (value as readonly [Json, Json])[0] : undefined;
}

/** The value an operation leaves behind if it takes effect; undefined for one that changes nothing. */
function leaves({ f, value, result, outcome }: Operation): Json | undefined {
  if (f === 'write') return value;
  if (f !== 'cas' || (outcome === 'ok' && result === false)) return undefined;
  return (value as readonly [Json, Json])[1];
}

/** Who may have put a value there: not by a cas that expects what it leaves, which brings nothing back. */
interface Writers {
  /** Positions of operations, in the order of their invocations. */
  readonly list: number[];
  /** When the last of the first so many had returned. */
  readonly over: number[];
}
const NOBODY: Writers = { list: [], over: [] };

/** Operations are named by their position in the list given, which is in the order of invocation. */
export class Facts {
  readonly operations: readonly Operation[];
  /** The number of the value that an operation certainly found, −1 for none. */
  readonly found: Int32Array;
  private readonly left: Int32Array;
  /** The number of the value that a cas expects, whether or not it is known to have found it. */
  private readonly expects: Int32Array;
  private readonly writersOf = new Map<number, Writers>();
  /** By value, since when it can have been there: some writes can only follow others. Absent: never. */
  private readonly since = new Map<number, number>([[INITIAL, NONE]]);
  /** By value, those that found it and left another: each needs a write of its own. */
  private readonly takers = new Map<number, number[]>();

  private readonly writes: number[] = [];
  /** Positions of those that found a value. */
  readonly finders: number[] = [];
  /** Of the writes, and of the finders, from each on: the one that returned first; of finders also the first that found another value. */
  private firstWrite = new Int32Array(0);
  private firstFinder = new Int32Array(0);
  private otherFinder = new Int32Array(0);
  /** Finders in the order in which they returned, and of each and those before it the one whose value was first written last. */
  private byReturn = new Float64Array(0);
  private newest = new Int32Array(0);

  private constructor(operations: readonly Operation[]) {
    this.operations = operations;
    this.found = new Int32Array(operations.length);
    this.left = new Int32Array(operations.length);
    this.expects = new Int32Array(operations.length).fill(NONE);
  }

  /** @param initial the value that was there before any was written */
  static *gather(operations: readonly Operation[], initial: Json): Sliced<Facts> {
    const facts = new Facts(operations);
    yield* facts.number(initial);
    yield* facts.follow();
    yield* facts.index();
    return facts;
  }

  /** Gives every value a number, and every write its place. */
  private *number(initial: Json): Sliced<void> {
    const numbers = new Map([[canonicalJson(initial), INITIAL]]);
    const numberOf = (value: Json | undefined): number => {
      if (value === undefined) return NONE;
      const id = canonicalJson(value);
      const known = numbers.get(id) ?? numbers.size;
      numbers.set(id, known);
      return known;
    };
    for (const [i, operation] of this.operations.entries()) {
      if (i % PIECE === PIECE - 1) yield PIECE;
      const found = numberOf(need(operation));
      const left = numberOf(leaves(operation));
      this.found[i] = found;
      if (found >= 0) this.finders.push(i);
      const expects = numberOf(expected(operation));
      const keeps = left >= 0 && left === expects;
      this.expects[i] = expects;
      this.left[i] = keeps ? NONE : left;
      if (left < 0 || keeps) continue;
      this.writes.push(i);
      const writers = this.writersOf.get(left) ?? { list: [], over: [] };
      this.writersOf.set(left, writers);
      writers.over.push(Math.max(writers.over.at(-1) ?? NONE, operation.returned));
      writers.list.push(i);
      if (found < 0) continue;
      const takers = this.takers.get(found);
      if (takers) takers.push(i);
      else this.takers.set(found, [i]);
    }
  }

  /** Since when each value can have been there: in the order of time, so that a cas counts from when its own value can have been. */
  private *follow(): Sliced<void> {
    const waiting = new Map<number, number[]>();
    for (const [k, i] of this.writes.entries()) {
      if (k % PIECE === PIECE - 1) yield PIECE;
      const from = this.expects[i] as number;
      if (from >= 0 && !this.since.has(from)) {
        const others = waiting.get(from);
        if (others) others.push(i);
        else waiting.set(from, [i]);
        continue;
      }
      const time = (this.operations[i] as Operation).invoked;
      for (const due = [i]; due.length > 0; ) {
        const value = this.left[due.pop() as number] as number;
        if (this.since.has(value)) continue;
        this.since.set(value, time);
        for (const other of waiting.get(value) ?? []) due.push(other);
      }
    }
  }

  /** What the questions below are bisected in. */
  private *index(): Sliced<void> {
    const { writes, finders, found } = this;
    this.firstWrite = new Int32Array(writes.length);
    for (let k = writes.length - 1, first = NONE; k >= 0; k--) {
      if (k % PIECE === PIECE - 1) yield PIECE;
      first = this.earlier(writes[k] as number, first);
      this.firstWrite[k] = first;
    }
    this.firstFinder = new Int32Array(finders.length);
    this.otherFinder = new Int32Array(finders.length);
    for (let k = finders.length - 1, first = NONE, other = NONE; k >= 0; k--) {
      if (k % PIECE === PIECE - 1) yield PIECE;
      const i = finders[k] as number;
      if (first < 0 || found[i] === found[first]) first = this.earlier(i, first);
      else if (this.earlier(i, first) === i) [first, other] = [i, first];
      else other = other < 0 ? i : this.earlier(i, other);
      this.firstFinder[k] = first;
      this.otherFinder[k] = other;
    }
    // Position and operation in one number: sorting numbers is quick enough to be done at one go.
    const n = this.operations.length;
    this.byReturn = new Float64Array(finders.length);
    for (let k = 0; k < finders.length; k++)
      this.byReturn[k] = this.returned(finders[k] as number) * n + (finders[k] as number);
    yield* atOneGo(finders.length);
    this.byReturn.sort();
    yield* atOneGo(finders.length);
    this.newest = new Int32Array(finders.length);
    let newest = NONE;
    for (let k = 0; k < finders.length; k++) {
      if (k % PIECE === PIECE - 1) yield PIECE;
      const i = this.finder(k);
      if (newest < 0 || this.begun(i) > this.begun(newest)) newest = i;
      this.newest[k] = newest;
    }
  }

  /** The k-th finder to return. */
  private finder(k: number): number {
    return (this.byReturn[k] as number) % this.operations.length;
  }

  invoked(i: number): number {
    return (this.operations[i] as Operation).invoked;
  }

  returned(i: number): number {
    return (this.operations[i] as Operation).returned;
  }

  /** Those that may have put a value there before a time: how many, and when the last of them had returned. */
  writersBefore(value: number, time: number): { readonly count: number; readonly over: number } {
    const { list, over } = this.writersOf.get(value) ?? NOBODY;
    const count = bisect(list.length, (k) => this.invoked(list[k] as number) < time);
    return { count, over: over[count - 1] ?? NONE };
  }

  writers(value: number): readonly number[] {
    return (this.writersOf.get(value) ?? NOBODY).list;
  }

  /** Those that found a value and left another, if there are more than there are writes of it (the first value was there without one). */
  overdrawn(value: number): readonly number[] {
    const takers = this.takers.get(value) ?? [];
    return takers.length > this.writers(value).length + (value === INITIAL ? 1 : 0) ? takers : [];
  }

  /** Whether the value can have been there before a time. */
  possible(value: number, time: number): boolean {
    return (this.since.get(value) ?? Infinity) < time;
  }

  /** A write that began after `from` and had returned before `until`; the one that returned first. */
  writeWithin(from: number, until: number): number | null {
    const k = bisect(this.writes.length, (j) => this.invoked(this.writes[j] as number) <= from);
    return this.within(this.firstWrite[k], until);
  }

  /** One that found another value, began after `from` and had returned before `until`. */
  otherWithin(value: number, from: number, until: number): number | null {
    const k = bisect(this.finders.length, (j) => this.invoked(this.finders[j] as number) <= from);
    const first = this.firstFinder[k] ?? NONE;
    return this.within(first >= 0 && this.found[first] === value ? this.otherFinder[k] : first, until);
  }

  /** One that had returned before `until` and had found a value of which every write began after `from`. */
  newerBefore(from: number, until: number): number | null {
    const k = bisect(this.byReturn.length, (j) => this.returned(this.finder(j)) < until);
    const i = this.newest[k - 1] ?? NONE;
    return i >= 0 && this.begun(i) > from ? i : null;
  }

  /** Positions in `finders` of those invoked within (from, until). */
  findersWithin(from: number, until: number): readonly [number, number] {
    const at = (time: number) =>
      bisect(this.finders.length, (j) => this.invoked(this.finders[j] as number) <= time);
    return [at(from), at(until)];
  }

  /** When the first write of what an operation found began; −1 if nobody need have written it, or nobody can have. */
  private begun(i: number): number {
    const value = this.found[i] as number;
    const first = value === INITIAL ? undefined : this.writers(value)[0];
    if (first === undefined || this.invoked(first) > this.returned(i)) return NONE;
    return this.invoked(first);
  }

  private within(i: number | undefined, until: number): number | null {
    return i !== undefined && i >= 0 && this.returned(i) < until ? i : null;
  }

  private earlier(a: number, b: number): number {
    return b < 0 || this.returned(a) <= this.returned(b) ? a : b;
  }
}

function expected({ f, value }: Operation): Json | undefined {
  return f === 'cas' ? (value as readonly [Json, Json])[0] : undefined;
}

/** How many of n in a row, from the first on, it holds for. */
function bisect(n: number, holds: (k: number) => boolean): number {
  let low = 0;
  for (let high = n; low < high; ) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
