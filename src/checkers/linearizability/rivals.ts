/** Which operations need not be tried, because another that can come next is at least as good in their place, or for nothing. */
import { END, type EventList, HEAD } from './events.ts';
import { type Machine, NOT_ONE } from './machine.ts';

/** Equals that are looked back at: to miss one costs time, not truth. */
const MOST_BACK = 8;
const UNKNOWN = -2;
const NONE = -1;

export class Rivals {
  /** Events looked at. */
  steps = 0;
  private readonly machine: Machine;
  private readonly list: EventList;
  /** The interchangeable operation, known to have happened, that returned last before this one did; −1 for none. */
  private readonly before: Int32Array;
  /** By state, how many operations that are left want it; and how many want any but one. */
  private readonly wanted: Int32Array;
  private choosy = 0;
  /** Of the present configuration: the first write that nobody needs, and the first event that is a return. */
  private idleWrite = UNKNOWN;
  private frontier = 0;
  /** Changes with the configuration: states and kinds that bear its number have somebody who can come next. */
  private stamp = 0;
  /** By state: an operation that wants it; by kind: one that is known to have happened. And one that wants any state but one. */
  private readonly wantedNext: Int32Array;
  private readonly certainNext: Int32Array;
  private choosyNext = 0;

  constructor(n: number, machine: Machine, list: EventList) {
    this.machine = machine;
    this.list = list;
    this.before = new Int32Array(n).fill(NONE);
    const { wants, leaves, kind } = machine;
    let states = 0;
    for (let i = 0; i < n; i++) states = Math.max(states, wants[i] as number, leaves[i] as number);
    this.wanted = new Int32Array(states + 1);
    this.wantedNext = new Int32Array(states + 1);
    this.certainNext = new Int32Array(kind.reduce((most, k) => Math.max(most, k), 0) + 1);
    const latest = new Map<number, number>();
    for (let e = 1; e < list.event.length; e++) {
      const code = list.event[e] as number;
      if (code >= 0) {
        this.count(code, 1);
        continue;
      }
      const i = -1 - code;
      this.before[i] = latest.get(kind[i] as number) ?? NONE;
      latest.set(kind[i] as number, i);
    }
  }

  taken(i: number): void {
    this.count(i, -1);
  }

  givenBack(i: number): void {
    this.count(i, 1);
  }

  /**
   * Whether an operation need not be taken now, because another is as good in its place or because it would be for nothing.
   * @param after the state it would leave; @param has what is linearized
   */
  outrank(i: number, after: number, has: (i: number) => boolean): boolean {
    if (this.idleWrite === UNKNOWN) this.look();
    const { list, machine } = this;
    if (this.idleWrite !== NONE && (machine.leaves[i] as number) >= 0) return this.idleWrite !== i;
    if (list.return[i] === 0) {
      const wanted = this.wantedNext[after] === this.stamp || this.choosyNext === this.stamp;
      return !wanted || this.certainNext[machine.kind[i] as number] === this.stamp;
    }
    let b = this.before[i] as number;
    for (let k = 0; b !== NONE && k < MOST_BACK; k++) {
      if (!has(b) && (list.invocation[b] as number) < this.frontier) return true;
      b = this.before[b] as number;
    }
    return false;
  }

  private look(): void {
    const { next, event, return: end } = this.list;
    const { leaves, wants, kind } = this.machine;
    this.stamp++;
    this.idleWrite = NONE;
    let e = next[HEAD] as number;
    for (; e !== END; e = next[e] as number) {
      this.steps++;
      const i = event[e] as number;
      if (i < 0) break;
      const want = wants[i] as number;
      if (want >= 0) this.wantedNext[want] = this.stamp;
      else if (want === NOT_ONE) this.choosyNext = this.stamp;
      if (end[i] === 0) continue;
      this.certainNext[kind[i] as number] = this.stamp;
      const state = leaves[i] as number;
      const needless = state >= 0 && this.choosy === 0 && this.wanted[state] === 0;
      if (this.idleWrite === NONE && needless) this.idleWrite = i;
    }
    this.frontier = e === END ? Infinity : e;
  }

  private count(i: number, by: number): void {
    const state = this.machine.wants[i] as number;
    if (state >= 0) this.wanted[state] = (this.wanted[state] as number) + by;
    else if (state === NOT_ONE) this.choosy += by;
    this.idleWrite = UNKNOWN;
  }
}
