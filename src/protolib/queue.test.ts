import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepFreeze } from '../engine/freeze.ts';
import type { Queue } from './queue.ts';
import * as queue from './queue.ts';

describe('a persistent queue', () => {
  it('is what a plain array would be after any pushes and shifts, and leaves every older version as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -90, max: 100 }), { maxLength: 12 }), (moves) => {
        let value = queue.empty<number>();
        let twin: number[] = [];
        const versions: [Queue<number>, number[]][] = [];
        for (const move of moves) {
          deepFreeze(value);
          for (let i = 0; i < Math.abs(move); i++) {
            value = move > 0 ? queue.push(value, i) : queue.shift(value);
            twin = move > 0 ? [...twin, i] : twin.slice(1);
          }
          versions.push([value, twin]);
        }
        for (const [v, t] of versions) {
          expect([queue.length(v), queue.first(v), queue.toArray(v)]).toEqual([t.length, t[0], t]);
          // What was taken is let go: at most as much is kept as waits.
          expect(v.taken === 0 || v.taken < t.length).toBe(true);
        }
      }),
    );
  });

  it('is plain data', () => {
    const value = queue.shift(queue.push(queue.push(queue.push(queue.empty<string>(), 'a'), 'b'), 'c'));
    expect(JSON.parse(JSON.stringify(value))).toEqual(value);
    expect(queue.shift(queue.empty())).toBe(queue.empty());
  });
});
