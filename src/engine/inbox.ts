/** What waits for a node: taken from the front, added at the end, both in a time that does not depend on how much waits. */
import type { Entry } from './entries.ts';

export class Inbox {
  private entries: Entry[];
  /** How many have been taken. */
  private taken = 0;

  constructor(entries: readonly Entry[] = []) {
    this.entries = entries.slice();
  }

  get size(): number {
    return this.entries.length - this.taken;
  }

  add(entry: Entry): void {
    this.entries.push(entry);
  }

  first(): Entry | undefined {
    if (this.size === 0) return undefined;
    const entry = this.entries[this.taken++];
    if (this.taken > 32 && this.taken * 2 > this.entries.length) {
      this.entries = this.entries.slice(this.taken);
      this.taken = 0;
    }
    return entry;
  }

  /** What waits, first come first. */
  all(): readonly Entry[] {
    return this.entries.slice(this.taken);
  }

  clear(): void {
    this.entries = [];
    this.taken = 0;
  }
}
