/**
 * The search for a linearization of one object's operations.
 *
 * Wing and Gong (1993): among the operations invoked before any that is left has returned, take one that the object's state
 * allows, and go on from there; where none is left to take, go back. Lowe (2017): enter no configuration (set of linearized
 * operations, state) twice; the events stay in a doubly linked list from which the taken are cut.
 *
 * Prunings of ours leave the answer, and how many operations the largest prefix has, as they are; a naive twin tests that:
 * - A pure operation that is legal now (a read that returned what is held) is taken at once, without alternatives: moved to the
 *   front of any linearization from here, it changes nothing for the others.
 * - An operation of unknown outcome is never taken where it has no effect: it may as well never have happened.
 * - It is taken only where one that wants the value it leaves can come next: if another followed, it would have been for nothing.
 * - Of interchangeable operations of unknown outcome the one invoked first is taken first: swapped in any linearization, the
 *   earlier may stand where the later stood, and the later stands later still.
 * - Of interchangeable operations that both can come next, the one that returned first is taken (of unknown outcome: never): swapped,
 *   the other has its place, and whatever waits for the other waits for this one too.
 * - Where a write that is known to have happened can come next, and no operation left wants its value, no other write is taken before
 *   it: put right before that write, it changes nothing for the others, and where it stood a write came next anyway.
 */
import type { Operation } from '../history.ts';
import { atOneGo, type Sliced } from '../sliced.ts';
import { ConfigurationSet, type MemoryBudget } from './configurations.ts';
import { END, EventList, eventsOf, HEAD } from './events.ts';
import type { Machine } from './machine.ts';
import { Rivals } from './rivals.ts';
import { TakenSet } from './taken.ts';

export type SearchOutcome = 'yes' | 'no' | 'memory';

/** Operations are named by their position in the list given, which is in the order of invocation. */
export class Search {
  /** Events examined so far: a measure of work that is the same on every machine. */
  steps = 0;
  outcome: SearchOutcome | null = null;
  private readonly machine: Machine;
  private readonly least: number;
  private readonly has: (i: number) => boolean;

  /** What is left: an invocation each, a return each if the operation is known to be ok. */
  private readonly list: EventList;
  private readonly rivals: Rivals;
  /** The operation of the same kind and of unknown outcome invoked before this one, −1 for none. */
  private readonly sibling: Int32Array;

  private readonly taken: TakenSet;
  private readonly seen: ConfigurationSet;

  private readonly stack: Int32Array;
  /** `states[d]` before the d-th operation of the stack took effect. */
  private readonly states: Int32Array;
  private depth = 0;
  private state: number;
  private at: number;
  /** Looking for pure operations, or for the others. */
  private pure = true;
  /** Operations that must still be linearized. */
  private missing = 0;

  private readonly best: Int32Array;
  private bestDepth = 0;
  private bestMissing: number;
  /** The stack agrees with `best` up to this depth. */
  private shared = 0;

  /**
   * A search that is ready to begin, made in a few pieces.
   * @param hopeless 1 for operations to leave out: those that no prefix has a place for
   * @param least how many operations that must be linearized cannot be, as is known before
   */
  static *prepare(
    operations: readonly Operation[],
    machine: Machine,
    memory: MemoryBudget,
    { hopeless = null, least = 0 }: { readonly hopeless?: Uint8Array | null; readonly least?: number } = {},
  ): Sliced<Search> {
    const without = machine.idle.slice();
    if (hopeless !== null) for (let i = 0; i < without.length; i++) without[i] ||= hopeless[i] as number;
    const events = eventsOf(operations, without);
    yield* atOneGo(operations.length);
    const list = new EventList(events, operations.length);
    yield* atOneGo(operations.length);
    const rivals = new Rivals(operations.length, machine, list);
    yield* atOneGo(operations.length);
    return new Search(operations, machine, memory, list, rivals, without, least);
  }

  private constructor(
    operations: readonly Operation[],
    machine: Machine,
    memory: MemoryBudget,
    list: EventList,
    rivals: Rivals,
    without: Uint8Array,
    least: number,
  ) {
    const n = operations.length;
    this.machine = machine;
    this.least = least;
    const unknown = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      if (operations[i]?.outcome !== 'ok' || without[i] === 1) unknown[i] = 1;
      else this.missing++;
    }
    this.list = list;
    this.rivals = rivals;
    this.has = (i) => this.taken.has(i);

    this.sibling = new Int32Array(n).fill(-1);
    const latest = new Map<number, number>();
    for (let i = 0; i < n; i++) {
      if (unknown[i] === 0 || without[i] === 1) continue;
      const kind = machine.kind[i] as number;
      this.sibling[i] = latest.get(kind) ?? -1;
      latest.set(kind, i);
    }
    this.taken = new TakenSet(unknown, without);
    this.seen = new ConfigurationSet(this.taken.fixed, memory);

    this.stack = new Int32Array(n);
    this.states = new Int32Array(n);
    this.best = new Int32Array(n);
    this.state = machine.initial;
    this.at = this.list.next[HEAD] as number;
    this.bestMissing = this.missing;
  }

  /** Works for at most so many steps (a step takes well under a microsecond, now and then a few). Null: not done yet. */
  advance(steps: number): SearchOutcome | null {
    const until = this.steps + steps;
    while (this.outcome === null && this.steps < until) {
      this.steps++;
      this.outcome = this.step();
      // Looking at rivals is cheaper than the rest.
      if (this.rivals.steps > 3) this.countRivals();
    }
    if (this.outcome !== null) this.seen.clear();
    return this.outcome;
  }

  private countRivals(): void {
    this.steps += this.rivals.steps >> 2;
    this.rivals.steps &= 3;
  }

  /** The operations in an order that is a linearization, once the outcome is yes. */
  linearization(): number[] {
    return Array.from(this.stack.subarray(0, this.depth));
  }

  /**
   * The largest linearizable prefix met: the one with most operations that are known to have happened (the first such).
   * If the outcome is no, there is none larger. May be asked for at any time.
   */
  largestPrefix(): number[] {
    if (this.missing < this.bestMissing) this.keepBest();
    let depth = this.bestDepth;
    while (depth > 0 && this.list.return[this.best[depth - 1] as number] === 0) depth--;
    return Array.from(this.best.subarray(0, depth));
  }

  private step(): SearchOutcome | null {
    if (this.missing === this.least) return this.least === 0 ? 'yes' : 'no';
    const { at, machine, list, taken } = this;
    const i = at === END ? -1 : (list.event[at] as number);
    if (i < 0) {
      if (!this.pure) return this.goBack();
      this.pure = false;
      this.at = this.list.next[HEAD] as number;
      return null;
    }
    this.at = list.next[at] as number;
    if ((machine.pure[i] === 1) !== this.pure) return null;
    const state = machine.step(i, this.state);
    if (state < 0) return null;
    if (list.return[i] === 0) {
      const sibling = this.sibling[i] as number;
      if (state === this.state || (sibling >= 0 && !this.taken.has(sibling))) return null;
    }
    if (!this.pure && this.rivals.outrank(i, state, this.has)) return null;
    taken.add(i);
    if (this.seen.add(taken.hash, state, taken.bits, taken.first, taken.last)) {
      this.take(i, state);
      return this.seen.full ? 'memory' : null;
    }
    this.taken.delete(i);
    // The configuration after a pure step is as good as this one, and it led nowhere.
    return this.pure ? this.goBack() : null;
  }

  private take(i: number, state: number): void {
    this.stack[this.depth] = i;
    this.states[this.depth++] = this.state;
    this.state = state;
    const { list } = this;
    list.cut(list.invocation[i] as number);
    const end = list.return[i] as number;
    if (end > 0) {
      list.cut(end);
      this.missing--;
    }
    this.rivals.taken(i);
    this.pure = true;
    this.at = this.list.next[HEAD] as number;
  }

  private goBack(): 'no' | null {
    if (this.missing < this.bestMissing) this.keepBest();
    const { list } = this;
    while (this.depth > 0) {
      const i = this.stack[--this.depth] as number;
      this.state = this.states[this.depth] as number;
      const end = list.return[i] as number;
      if (end > 0) {
        list.restore(end);
        this.missing++;
      }
      list.restore(list.invocation[i] as number);
      this.rivals.givenBack(i);
      this.taken.delete(i);
      if (this.machine.pure[i] === 1) continue;
      this.shared = Math.min(this.shared, this.depth);
      this.pure = false;
      this.at = list.next[list.invocation[i] as number] as number;
      return null;
    }
    return 'no';
  }

  private keepBest(): void {
    for (let d = this.shared; d < this.depth; d++) this.best[d] = this.stack[d] as number;
    this.bestDepth = this.depth;
    this.bestMissing = this.missing;
    this.shared = this.depth;
  }
}
