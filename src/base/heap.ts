/** What a queue orders by: time, then when it was first due, then the order in which it was queued. */
export interface Timed {
  readonly time: number;
  /** Equal to `time`, unless the entry had to wait: then the time at which it should have been handled. */
  readonly due: number;
  readonly seq: number;
}

export function before(a: Timed, b: Timed): boolean {
  if (a.time !== b.time) return a.time < b.time;
  if (a.due !== b.due) return a.due < b.due;
  return a.seq < b.seq;
}

/** A binary min-heap of immutable entries; a snapshot is a copy of its array. */
export class Heap<T extends Timed> {
  items: T[];

  constructor(items: T[] = []) {
    this.items = items;
  }

  get size(): number {
    return this.items.length;
  }

  peek(): T | undefined {
    return this.items[0];
  }

  push(entry: T): void {
    const items = this.items;
    let i = items.length;
    items.push(entry);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const p = items[parent] as T;
      if (!before(entry, p)) break;
      items[i] = p;
      i = parent;
    }
    items[i] = entry;
  }

  pop(): T | undefined {
    const items = this.items;
    const top = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    this.sink(0, last);
    return top;
  }

  /** Removes the entries that do not pass; the order of the rest is untouched. */
  retain(keep: (entry: T) => boolean): void {
    const kept = this.items.filter(keep);
    if (kept.length === this.items.length) return;
    this.items = kept;
    for (let i = (kept.length >> 1) - 1; i >= 0; i--) this.sink(i, kept[i] as T);
  }

  private sink(start: number, entry: T): void {
    const items = this.items;
    const n = items.length;
    let i = start;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= n) break;
      if (child + 1 < n && before(items[child + 1] as T, items[child] as T)) child++;
      if (!before(items[child] as T, entry)) break;
      items[i] = items[child] as T;
      i = child;
    }
    items[i] = entry;
  }
}
