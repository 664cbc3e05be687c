/** The queue of what is to come: messages on their way, timers that run, and what waited for a node to wake. */
import { Heap, type Timed } from '../base/heap.ts';
import type { Message } from './api.ts';
import type { Micros } from './runspec.ts';
import { NO_NODE } from './trace.ts';

/** What waits in the queue. One shape for all, immutable: a snapshot of the queue is a copy of its array. */
export interface Entry extends Timed {
  readonly type:
    | 'deliver'
    | 'timer'
    | 'command'
    | 'boot'
    /** A write is safe on disk. */
    | 'sync'
    /** A node comes to the next thing that waits for it. */
    | 'work';
  readonly node: number;
  readonly peer: number;
  /** Row that caused it. */
  readonly row: number;
  /** Message kind, timer index or input index. */
  readonly ref: number;
  readonly epoch: number;
  readonly stamp: number;
  readonly message: Message | null;
  readonly sentAt: Micros;
  /** Digest of the message as it was sent. */
  readonly content: number;
  /** The input that damaged the message, or −1. */
  readonly damagedBy: number;
}

/** Later than any run. */
export const NEVER = Number.POSITIVE_INFINITY;
/** Inputs take no sequence numbers from the engine, or a run resumed after an edit would differ from a fresh one. */
const INPUT_SEQ = -1_000_000_000;

export interface SavedQueue {
  readonly seq: number;
  readonly items: readonly Entry[];
}

export class Queue extends Heap<Entry> {
  private seq = 0;

  /** The next sequence number: of two entries due at the same time, the one that took its number first comes first. */
  takeSeq(): number {
    return this.seq++;
  }

  save(): SavedQueue {
    return { seq: this.seq, items: this.items.slice() };
  }

  load({ seq, items }: SavedQueue): void {
    this.seq = seq;
    this.items = items.slice();
  }
}

/** A timer that expires, in true time, at `due`. */
export function timerEntry(due: Micros, now: Micros, seq: number, node: number, timer: number): Entry {
  return nodeEntry('timer', due > now ? due : now, due, seq, node, timer, 0);
}

/** What the engine owes a node at `time`. */
export function dueEntry(type: 'sync' | 'work', time: Micros, seq: number, node: number): Entry {
  return nodeEntry(type, time, time, seq, node, -1, time);
}

/** An input that acts on a node, or waits in its inbox until it wakes. */
export function inputEntry(type: 'command' | 'boot', now: Micros, node: number, ref: number): Entry {
  return nodeEntry(type, now, now, INPUT_SEQ + ref, node, ref, now);
}

function nodeEntry(
  type: Entry['type'],
  time: Micros,
  due: Micros,
  seq: number,
  node: number,
  ref: number,
  sentAt: Micros,
): Entry {
  return {
    time,
    due,
    seq,
    type,
    node,
    peer: NO_NODE,
    row: -1,
    ref,
    epoch: 0,
    stamp: 0,
    message: null,
    sentAt,
    content: 0,
    damagedBy: -1,
  };
}
