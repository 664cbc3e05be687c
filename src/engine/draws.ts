/**
 * The draws of the nodes: keyed, not streamed. Each is a hash of seed, purpose, node, virtual time, and how many came before it
 * there and then, so that a run with one more draw differs by that draw alone. (Links draw in `network.ts`.)
 */
import { keyedFraction } from '../base/hash.ts';
import type { Clocks } from './clocks.ts';

export type SavedDraws = readonly (readonly [number, number])[];

export class Draws {
  /** By purpose and subject: how many there were at this instant. */
  private counts = new Map<number, number>();
  private readonly seed: number;
  private readonly clocks: Clocks;

  constructor(seed: number, clocks: Clocks) {
    this.seed = seed;
    this.clocks = clocks;
  }

  /** A fraction in [0, 1). */
  draw(subject: number, purpose: number): number {
    const key = (purpose ^ Math.imul(subject, 0x9e3779b1)) >>> 0;
    const k = this.counts.get(key) ?? 0;
    this.counts.set(key, k + 1);
    return keyedFraction(this.seed, purpose, subject, this.clocks.now, k);
  }

  /** Time has moved on: the counts begin again. */
  forget(): void {
    if (this.counts.size > 0) this.counts.clear();
  }

  save(): SavedDraws {
    return [...this.counts];
  }

  load(saved: SavedDraws): void {
    this.counts = new Map(saved);
  }
}
