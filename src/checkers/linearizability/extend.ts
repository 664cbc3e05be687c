/** A prefix made as long as it can be made without going back. For when nobody had the time to look for the longest. */
import type { Operation } from '../history.ts';
import { ANY, type Machine, NOT_ONE } from './machine.ts';

/**
 * Places what can come next, until none of the operations known to have happened can: neither now, nor
 * after one of unknown outcome has taken effect. Positions of operations, in the order of a linearizable prefix.
 */
export function extended(
  operations: readonly Operation[],
  machine: Machine,
  prefix: readonly number[],
): readonly number[] {
  const order = [...prefix];
  const open = new Open(machine, operations.length);
  let state = machine.initial;
  for (const i of prefix) {
    open.placed[i] = 1;
    state = machine.step(i, state);
  }
  const ends = returnsOf(operations);
  let first = 0;
  let begun = 0;
  for (;;) {
    while (first < ends.length && open.placed[ends[first] as number] === 1) first++;
    const deadline = operations[ends[first] ?? -1]?.returned ?? Infinity;
    for (; begun < operations.length && (operations[begun] as Operation).invoked < deadline; begun++) {
      open.add(begun, operations[begun] as Operation);
    }
    const next = open.next(state);
    if (next.length === 0) return order;
    for (const i of next) {
      open.placed[i] = 1;
      state = machine.step(i, state);
      order.push(i);
    }
  }
}

/** Those known to have happened, in the order in which they returned. */
function returnsOf(operations: readonly Operation[]): Float64Array {
  const n = operations.length;
  // Position and operation in one number: sorting numbers is quick.
  const keys = new Float64Array(n);
  let known = 0;
  for (const [i, { outcome, returned }] of operations.entries()) {
    if (outcome === 'ok') keys[known++] = returned * n + i;
  }
  return keys
    .subarray(0, known)
    .sort()
    .map((key) => key % n);
}

/** What may come next, by what it wants and what it leaves: in a history of many clients there are too many to look through each time. */
class Open {
  readonly placed: Uint8Array;
  private readonly machine: Machine;
  /** Those known to have happened, by the state they want. */
  private readonly known = new Map<number, Queue>();
  /** Those of unknown outcome, by the state they want and then by the one they leave; and all of them. */
  private readonly unknown = new Map<number, Map<number, Queue>>();
  private readonly others: Queue = { items: [], head: 0 };
  /** By the state that some of unknown outcome leave, the states that they want. */
  private readonly sources = new Map<number, Set<number>>();
  /** By the state that some of unknown outcome want, those that they leave: all that a known one wants are among them. */
  private readonly ready = new Map<number, Set<number>>();

  constructor(machine: Machine, n: number) {
    this.machine = machine;
    this.placed = new Uint8Array(n);
  }

  /** Operations are added in the order of their invocations. */
  add(i: number, { outcome }: Operation): void {
    if (this.placed[i] === 1) return;
    const { machine } = this;
    const wants = machine.wants[i] as number;
    if (outcome === 'ok') {
      of(this.known, wants, newQueue).items.push(i);
      for (const from of this.sources.get(wants) ?? []) of(this.ready, from, newSet).add(wants);
    } else if (machine.pure[i] === 0) {
      const leaves = wants === ANY ? (machine.leaves[i] as number) : machine.step(i, wants);
      of(of(this.unknown, wants, newQueues), leaves, newQueue).items.push(i);
      of(this.sources, leaves, newSet).add(wants);
      of(this.ready, wants, newSet).add(leaves);
      this.others.items.push(i);
    }
  }

  /** What can be placed: an operation that is known to have happened, or one that is not and then one that is. */
  next(state: number): readonly number[] {
    const now = this.fitting(state);
    if (now >= 0) return [now];
    const helper = this.helper(state);
    return helper < 0 ? [] : [helper, this.fitting(this.machine.step(helper, state))];
  }

  /** The first operation known to have happened that is legal in a state, −1 for none. */
  private fitting(state: number): number {
    const choosy = this.known.get(NOT_ONE);
    const picky = choosy ? this.find(choosy, (i) => this.machine.step(i, state) >= 0) : -1;
    return least(least(this.head(this.known, state), this.head(this.known, ANY)), picky);
  }

  /** One of unknown outcome after which one that is known to have happened fits, where none fits now; −1 for none. */
  private helper(state: number): number {
    const best = least(this.towards(ANY), this.towards(state));
    if (this.head(this.known, NOT_ONE) < 0) return best;
    const elsewhere = this.find(this.others, (i) => {
      const after = this.machine.step(i, state);
      return after >= 0 && after !== state;
    });
    return least(best, elsewhere);
  }

  /** One of unknown outcome that wants a state and leaves one that a known one wants, −1 for none. */
  private towards(from: number): number {
    const states = this.ready.get(from) ?? newSet();
    for (const state of states) {
      const i = this.head(this.unknown.get(from) ?? newQueues(), state);
      if (i >= 0 && this.head(this.known, state) >= 0) return i;
      // It is added again when there is somebody new.
      states.delete(state);
    }
    return -1;
  }

  /** The first of a queue that is not placed, −1 for none. */
  private head(queues: ReadonlyMap<number, Queue>, key: number): number {
    const queue = queues.get(key);
    return queue === undefined ? -1 : this.find(queue, () => true);
  }

  private find(queue: Queue, fits: (i: number) => boolean): number {
    const { items } = queue;
    while (queue.head < items.length && this.placed[items[queue.head] as number] === 1) queue.head++;
    for (let k = queue.head; k < items.length; k++) {
      const i = items[k] as number;
      if (this.placed[i] === 0 && fits(i)) return i;
    }
    return -1;
  }
}

/** Operations in the order of their invocations; before `head` all are placed. */
interface Queue {
  readonly items: number[];
  head: number;
}

const newQueue = (): Queue => ({ items: [], head: 0 });
const newQueues = () => new Map<number, Queue>();
const newSet = () => new Set<number>();

/** What a map has for a key, made if it has nothing. */
function of<T>(map: Map<number, T>, key: number, make: () => T): T {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

/** Of two positions the first; −1 is none. */
function least(a: number, b: number): number {
  return a < 0 ? b : b < 0 ? a : Math.min(a, b);
}
