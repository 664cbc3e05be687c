/** True time, and every node's clocks as they follow from it. */
import { adjustClock, monotonicAt, type NodeClock, TRUE_CLOCK, wallAt } from './clock.ts';
import type { Micros } from './runspec.ts';

export interface SavedClocks {
  readonly now: Micros;
  readonly ofNodes: readonly NodeClock[];
}

export class Clocks {
  now: Micros = 0;
  private ofNodes: NodeClock[];

  constructor(n: number) {
    this.ofNodes = new Array(n).fill(TRUE_CLOCK);
  }

  of(node: number): NodeClock {
    return this.ofNodes[node] as NodeClock;
  }

  wall(node: number): Micros {
    return wallAt(this.of(node), this.now);
  }

  monotonic(node: number): Micros {
    return monotonicAt(this.of(node), this.now);
  }

  /** From now on a node's clock has this rate and offset. False if it had them already. */
  bend(node: number, ppm: number, offset: Micros): boolean {
    const clock = adjustClock(this.of(node), this.now, ppm, offset);
    if (clock === this.ofNodes[node]) return false;
    this.ofNodes[node] = clock;
    return true;
  }

  /** The wall clock jumps, for good. */
  step(node: number, by: Micros): void {
    const clock = this.of(node);
    this.ofNodes[node] = { ...clock, stepped: clock.stepped + by };
  }

  save(): SavedClocks {
    return { now: this.now, ofNodes: this.ofNodes.slice() };
  }

  load({ now, ofNodes }: SavedClocks): void {
    this.now = now;
    this.ofNodes = ofNodes.slice();
  }
}
