/** The operations that a search has linearized: a bitset as the cache of configurations wants it. */
import { fmix } from '../../base/hash.ts';

/** Operations are named by their position; those that the search leaves out have no bit. */
export class TakenSet {
  /** Operations of unknown outcome are in the first `fixed` words. */
  readonly fixed: number;
  readonly bits: Int32Array;
  /** Of the set, by Zobrist hashing. */
  hash = 0;
  /** First word from `fixed` on that is not full; no word after `last` has a bit. */
  first: number;
  last: number;
  private readonly bit: Int32Array;

  /** By operation, 1 for one of unknown outcome, and 1 for one that is left out. */
  constructor(unknown: Uint8Array, without: Uint8Array) {
    const n = unknown.length;
    this.bit = new Int32Array(n);
    let bits = 0;
    for (let i = 0; i < n; i++) if (unknown[i] === 1 && without[i] === 0) this.bit[i] = bits++;
    this.fixed = (bits + 31) >>> 5;
    bits = this.fixed * 32;
    for (let i = 0; i < n; i++) if (unknown[i] === 0) this.bit[i] = bits++;
    this.bits = new Int32Array(((bits + 31) >>> 5) + 1);
    this.first = this.fixed;
    this.last = this.fixed - 1;
  }

  has(i: number): boolean {
    const bit = this.bit[i] as number;
    return ((this.bits[bit >>> 5] as number) & (1 << (bit & 31))) !== 0;
  }

  /** One that is not in it. */
  add(i: number): void {
    const word = this.flip(i);
    if (word < this.fixed) return;
    if (word > this.last) this.last = word;
    while (this.bits[this.first] === -1) this.first++;
  }

  /** One that is in it. */
  delete(i: number): void {
    const word = this.flip(i);
    if (word < this.fixed) return;
    if (word < this.first) this.first = word;
    while (this.last >= this.fixed && this.bits[this.last] === 0) this.last--;
  }

  /** @returns the word that changed */
  private flip(i: number): number {
    const bit = this.bit[i] as number;
    const word = bit >>> 5;
    this.bits[word] = (this.bits[word] as number) ^ (1 << (bit & 31));
    // An exclusive or of a random word per operation.
    this.hash ^= fmix(bit + 1);
    return word;
  }
}
