import fc from 'fast-check';
import { expect, test } from 'vitest';
import { before, Heap, type Timed } from './heap.ts';

/** What a heap is meant to be: a list, sorted whenever asked. */
class SortedList {
  items: Timed[] = [];
  push(entry: Timed): void {
    this.items.push(entry);
    this.items.sort((a, b) => a.time - b.time || a.due - b.due || a.seq - b.seq);
  }
}

test('a heap gives what a sorted list gives, through any pushes, pops, removals and snapshots', () => {
  const operation = fc.oneof(
    { weight: 4, arbitrary: fc.record({ push: fc.record({ time: fc.nat(9), due: fc.nat(4) }) }) },
    { weight: 3, arbitrary: fc.constant({ pop: true as const }) },
    { weight: 1, arbitrary: fc.record({ retain: fc.integer({ min: 2, max: 4 }) }) },
    { weight: 1, arbitrary: fc.constant({ copy: true as const }) },
  );
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 120 }), (operations) => {
      let heap = new Heap<Timed>();
      const list = new SortedList();
      let seq = 0;
      for (const op of operations) {
        if ('push' in op) {
          const entry = { time: op.push.time + op.push.due, due: op.push.due, seq: seq++ };
          heap.push(entry);
          list.push(entry);
        } else if ('pop' in op) expect(heap.pop()).toBe(list.items.shift());
        else if ('retain' in op) {
          heap.retain((e) => e.seq % op.retain !== 0);
          list.items = list.items.filter((e) => e.seq % op.retain !== 0);
        } else heap = new Heap(heap.items.slice());
        expect(heap.size).toBe(list.items.length);
        expect(heap.peek()).toBe(list.items[0]);
      }
      while (heap.size > 0) expect(heap.pop()).toBe(list.items.shift());
      expect(heap.pop()).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

test('the order is total: time, then when it was due, then the order of queueing', () => {
  expect(before({ time: 1, due: 9, seq: 9 }, { time: 2, due: 0, seq: 0 })).toBe(true);
  expect(before({ time: 2, due: 1, seq: 9 }, { time: 2, due: 2, seq: 0 })).toBe(true);
  expect(before({ time: 2, due: 2, seq: 1 }, { time: 2, due: 2, seq: 2 })).toBe(true);
  expect(before({ time: 2, due: 2, seq: 2 }, { time: 2, due: 2, seq: 2 })).toBe(false);
});
