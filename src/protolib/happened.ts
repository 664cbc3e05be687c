/**
 * Happened-before (Lamport 1978) as properties keep it: who stands outside the protocol counts the events of each node and passes these
 * counts along messages. It goes by the names of events alone, never by a clock of the protocol. All values immutable.
 */
import type { NodeId } from '../engine/api.ts';
import { append, empty, get, type List, last, truncate } from './list.ts';

/** What a node says of its latest event, for properties only. An event is one step. */
export interface EventMark {
  /** Which event of the node it is, from 1. */
  readonly n: number;
  /** The event that sent the message it received, or null: nothing was received. */
  readonly from: EventName | null;
}
export interface EventName {
  readonly of: NodeId;
  readonly n: number;
}

/** Before the first event. */
export const NO_EVENT: EventMark = { n: 0, from: null };

/** The next event of a node. */
export function nextEvent(mark: EventMark, after: EventName | null = null): EventMark {
  return { n: mark.n + 1, from: after };
}

/** By node: how many of its events happened before, the event itself included. Nodes without any are absent. */
export type Past = Readonly<Record<NodeId, number>>;

/** By node: the past of each of its events, in order. */
export type Pasts = Readonly<Record<NodeId, List<Past>>>;

export const NO_PASTS: Pasts = {};
const NONE: List<Past> = empty();

/** The past of an event; empty if it was never seen. */
export function pastOf(pasts: Pasts, { of, n }: EventName): Past {
  return get(pasts[of] ?? NONE, n - 1) ?? {};
}

/** `pasts` with one more event of a node; itself if the mark is not that of a new event. */
export function observe(pasts: Pasts, node: NodeId, mark: EventMark): Pasts {
  const own = pasts[node] ?? NONE;
  // A node that lost its memory counts anew: its earlier events are no longer told apart from these.
  if (mark.n === 0 || mark.n === own.length) return pasts;
  const kept = truncate(own, mark.n - 1);
  const past: Record<NodeId, number> = { ...last(kept) };
  if (mark.from) {
    for (const [id, n] of Object.entries(pastOf(pasts, mark.from))) past[id] = greater(past[id] ?? 0, n);
  }
  past[node] = mark.n;
  return { ...pasts, [node]: append(kept, past) };
}

/** Whether event `a` happened before the event with this past, or is that event. */
export function within({ of, n }: EventName, past: Past): boolean {
  return (past[of] ?? 0) >= n;
}

function greater(a: number, b: number): number {
  return a > b ? a : b;
}
