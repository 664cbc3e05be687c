/** Lowe's cache (Testing for Linearizability, 2017): the configurations the search has been in, so that it enters none twice. */

/** Bytes of memory that several sets share. */
export interface MemoryBudget {
  used: number;
  readonly limit: number;
}

/** What a growing set may take in all, unless told otherwise. */
export const DEFAULT_MEMORY = 256 * 1024 * 1024;

const SHARD_BITS = 6;
const FIRST_SLOTS = 8;
const FIRST_WORDS = 32;
/** Hash, state, number of the first word of the window, words in the window. */
const HEADER = 4;

/**
 * A set of (linearized operations, state). The operations are a bitset of which only the moving part is kept: its first
 * `fixed` words, and then a window from the first word that is not full to the last that is not empty.
 *
 * It is cut into shards that grow one by one, so that no single growth takes long.
 */
export class ConfigurationSet {
  private readonly shards: (Shard | undefined)[] = [];
  private readonly fixed: number;
  private readonly budget: MemoryBudget;

  constructor(fixed: number, budget: MemoryBudget) {
    this.fixed = fixed;
    this.budget = budget;
  }

  /**
   * Adds a configuration. `hash` must be a function of the bitset; `first` and `last` bound the window (words, both inclusive).
   * @returns false if it was there
   */
  add(hash: number, state: number, bits: Int32Array, first: number, last: number): boolean {
    const h = mix(hash ^ Math.imul(state + 1, 0x9e3779b1));
    const index = h >>> (32 - SHARD_BITS);
    let shard = this.shards[index];
    if (!shard) {
      shard = new Shard(this.fixed, this.budget);
      this.shards[index] = shard;
    }
    return shard.add(h, state, bits, first, Math.max(0, last - first + 1));
  }

  get full(): boolean {
    return this.budget.used > this.budget.limit;
  }

  /** Gives its memory back. */
  clear(): void {
    for (const shard of this.shards) if (shard) this.budget.used -= shard.bytes;
    this.shards.length = 0;
  }
}

class Shard {
  private readonly fixed: number;
  private readonly budget: MemoryBudget;
  /** Positions in `entries`, from 1; 0 is a free slot. */
  private slots = new Int32Array(FIRST_SLOTS);
  private entries = new Int32Array(FIRST_WORDS);
  private end = 1;
  private count = 0;

  constructor(fixed: number, budget: MemoryBudget) {
    this.fixed = fixed;
    this.budget = budget;
    budget.used += this.bytes;
  }

  get bytes(): number {
    return this.slots.byteLength + this.entries.byteLength;
  }

  add(hash: number, state: number, bits: Int32Array, first: number, width: number): boolean {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const at = this.slots[slot] as number;
      if (at === 0) break;
      if (this.entries[at] === hash && this.same(at, state, bits, first, width)) return false;
      slot = (slot + 1) & mask;
    }
    this.slots[slot] = this.end;
    this.append(hash, state, bits, first, width);
    if (++this.count * 2 > this.slots.length) this.rehash();
    return true;
  }

  private same(at: number, state: number, bits: Int32Array, first: number, width: number): boolean {
    const { entries, fixed } = this;
    if (entries[at + 1] !== state || entries[at + 2] !== first || entries[at + 3] !== width) return false;
    const words = at + HEADER;
    for (let i = 0; i < fixed; i++) if (entries[words + i] !== bits[i]) return false;
    for (let i = 0; i < width; i++) if (entries[words + fixed + i] !== bits[first + i]) return false;
    return true;
  }

  private append(hash: number, state: number, bits: Int32Array, first: number, width: number): void {
    const { fixed, end } = this;
    const needed = end + HEADER + fixed + width;
    if (needed > this.entries.length) {
      const before = this.bytes;
      const grown = new Int32Array(Math.max(needed, this.entries.length * 2));
      grown.set(this.entries);
      this.entries = grown;
      this.budget.used += this.bytes - before;
    }
    const { entries } = this;
    entries[end] = hash;
    entries[end + 1] = state;
    entries[end + 2] = first;
    entries[end + 3] = width;
    for (let i = 0; i < fixed; i++) entries[end + HEADER + i] = bits[i] as number;
    for (let i = 0; i < width; i++) entries[end + HEADER + fixed + i] = bits[first + i] as number;
    this.end = needed;
  }

  private rehash(): void {
    const { entries, fixed } = this;
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let at = 1; at < this.end; at += HEADER + fixed + (entries[at + 3] as number)) {
      let slot = (entries[at] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = at;
    }
    this.budget.used += slots.byteLength - this.slots.byteLength;
    this.slots = slots;
  }
}

/** murmur3's finaliser, as a signed word. */
function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
