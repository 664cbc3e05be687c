import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NO_DRAFT } from './draft.ts';
import { createKeeper } from './keeper.ts';
import type { KeptLog, Shelf } from './shelf.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const log = (id: string, text: string): KeptLog => ({ id, draft: { ...NO_DRAFT, text }, aside: null });

function setUp() {
  const kept: string[] = [];
  const shelf: Shelf = {
    keep: async ({ id, draft }) => {
      kept.push(`${id} ${draft.text}`);
      return 'why';
    },
    find: async () => null,
    latest: async () => null,
  };
  const told: string[] = [];
  return { kept, told, keeper: createKeeper(shelf, (id, why) => told.push(`${id} ${why}`)) };
}

test('what is being written is kept once the hand rests', async () => {
  const { kept, told, keeper } = setUp();
  for (const text of ['a', 'ab', 'abc']) keeper.put(log('1', text), true);
  expect([kept, keeper.waiting()]).toEqual([[], true]);
  await vi.runAllTimersAsync();
  expect([kept, told, keeper.waiting()]).toEqual([['1 abc'], ['1 why'], false]);
});

test('leaving the page, and going on to another log, do not wait', () => {
  const { kept, keeper } = setUp();
  keeper.put(log('1', 'a'), true);
  keeper.save();
  keeper.save();
  expect(kept).toEqual(['1 a']);
  keeper.put(log('1', 'ab'), true);
  keeper.put(log('2', 'x'), false);
  expect(kept).toEqual(['1 a', '1 ab', '2 x']);
});
