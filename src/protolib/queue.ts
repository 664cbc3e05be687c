/**
 * A persistent queue, first in, first out, as plain immutable data: a persistent list of which some elements at the front have been
 * taken. They are let go when they are half of it, so `push` and `shift` are O(1) amortised.
 */
import { append, empty as emptyList, from, get, type List, slice } from './list.ts';

export interface Queue<T> {
  /** Tag by which a queue is known from other objects. */
  readonly $queue: 1;
  readonly items: List<T>;
  /** How many of `items`, from the start, are in the queue no longer. */
  readonly taken: number;
}

const EMPTY: Queue<never> = Object.freeze({ $queue: 1, items: emptyList<never>(), taken: 0 });

/** The empty queue. */
export function empty<T>(): Queue<T> {
  return EMPTY;
}

/** How many elements wait. */
export function length(queue: Queue<unknown>): number {
  return queue.items.length - queue.taken;
}

/** The queue with one more element at its end. */
export function push<T>(queue: Queue<T>, value: T): Queue<T> {
  return { $queue: 1, items: append(queue.items, value), taken: queue.taken };
}

/** The element whose turn it is, or undefined. */
export function first<T>(queue: Queue<T>): T | undefined {
  return get(queue.items, queue.taken);
}

/** The queue without its first element; the queue itself if it is empty. */
export function shift<T>(queue: Queue<T>): Queue<T> {
  const { items } = queue;
  if (length(queue) === 0) return queue;
  const taken = queue.taken + 1;
  if (taken === items.length) return empty();
  if (2 * taken < items.length) return { $queue: 1, items, taken };
  return { $queue: 1, items: from(slice(items, taken)), taken: 0 };
}

/** All that wait, in order, as a plain array. */
export function toArray<T>(queue: Queue<T>): T[] {
  return slice(queue.items, queue.taken);
}
