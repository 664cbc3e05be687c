/**
 * The trace: what a run looked like, as columns. One row per event; rows of one handler run (a step) are neighbours and share
 * `step`, `time` and `stamp`. Message bodies and states are not stored: they are replayed from a keyframe when looked at.
 */
import type { JsonObject } from '../base/json.ts';
import type { Micros, NodeId, NodeInfo } from './runspec.ts';

/** Row kinds, in the order of their numbers. Do not reorder: the numbers are in the hash. */
export const KINDS = [
  'start', // head: a node boots (first, or after a crash)
  'deliver', // head: a message is handled; cause: its send
  'timer', // head: a timer expired; cause: the head of the step that set it (or none when fired by an input)
  'command', // head: a client takes a command; ref: input
  'send', // in a step; ref: message kind; peer: the receiver
  'rule', // in a step; ref: index into trace.ruleIds
  'note', // in a step; ref: index into trace.notes
  'invoke', // in a step; ref: index into trace.operations
  'reply', // in a step: an operation ended; ref: index into trace.operations
  'fault', // head, of the network: an input fault starts or ends; ref: input; epoch: 0 start, 1 end
  'lost', // of the network: a message is gone; cause: its send; ref: the input that ate it, or LOST_*
  'ignored', // head, of the network: an input that found nothing to act on; ref: input
  'error', // in a step: the protocol threw, or its disk was full; ref: index into trace.notes
  'sync', // head: a write is safe on disk, what waited for it is sent; cause: the head of the step that wrote
  'corrupt', // in a step, of the network: the message just sent was damaged on its way; cause: its send; ref: the input that did it
  'undone', // in a step, of the network: a node went down with a write on its way to the disk; cause: the head of the step that wrote
] as const;
export type Kind = (typeof KINDS)[number];
export const K = Object.fromEntries(KINDS.map((k, i) => [k, i])) as Readonly<Record<Kind, number>>;

/** `ref` of a lost row when no single input ate it. */
export const LOST_RANDOM = -1;
export const LOST_NODE_DOWN = -2;
/** `node` or `peer` when there is none. */
export const NO_NODE = 255;

export interface Columns {
  readonly time: Float64Array;
  readonly kind: Uint8Array;
  /** Lane index of the node the row belongs to: the sender of a `lost` message, the struck node of a crash, else NO_NODE. */
  readonly node: Uint8Array;
  readonly peer: Uint8Array;
  /** Row index of the cross-node or timer edge, −1 if none. Program order is implied. */
  readonly cause: Int32Array;
  /** Global step number, from 0, never decreasing. Cursor positions. */
  readonly step: Int32Array;
  readonly ref: Int32Array;
  /** Term or view of a message (send, deliver, lost). */
  readonly epoch: Int32Array;
  /** Lamport time of the step; 0 for rows of the network. */
  readonly stamp: Uint32Array;
  /**
   * What the row says beyond the other columns, as 32 bits: the message, the rule's name, the note with its fields, the input.
   * Rows of two runs with equal time, kind, node, peer, epoch and content are taken to be the same event.
   */
  readonly content: Uint32Array;
}

export interface NoteRecord {
  readonly row: number;
  /** Declared in `meta.notes`; `!error` for a protocol that threw, `!disk` for what the engine has to say of a disk (field `message`). */
  readonly id: string;
  readonly node: NodeId;
  readonly fields: JsonObject;
}

/** One client operation, for bars on the timeline and for the judge. */
export interface OperationRecord {
  readonly id: number;
  readonly node: NodeId;
  readonly f: string;
  readonly key?: string;
  readonly value?: unknown;
  readonly invokeRow: number;
  /** −1 while open. */
  readonly replyRow: number;
  readonly outcome: 'open' | 'ok' | 'fail' | 'info';
  readonly result?: unknown;
}

/** From `step` on (until the next change) the node has this status and epoch. */
export interface StatusChange {
  readonly step: number;
  readonly node: number;
  /** Index into `meta.statuses`; −1 while the node is down. */
  readonly status: number;
  readonly epoch: number;
}

export interface Violation {
  readonly property: string;
  /** Row of the head of the step after which the property did not hold. */
  readonly event: number;
  readonly step: number;
  readonly why: string;
}

/** Why a run ended before `until`. */
export interface Stopped {
  readonly bound: 'rows' | 'memory' | 'time';
  /** One sentence for people. */
  readonly why: string;
}

/** A complete trace as the page has it. Columns hold exactly `rows` rows. */
export interface Trace {
  readonly nodes: readonly NodeInfo[];
  readonly rows: number;
  readonly steps: number;
  readonly columns: Columns;
  readonly ruleIds: readonly string[];
  readonly notes: readonly NoteRecord[];
  readonly operations: readonly OperationRecord[];
  readonly statuses: readonly StatusChange[];
  readonly violations: readonly Violation[];
  /** 16 hex digits over every row, or null if the run was cancelled. */
  readonly hash: string | null;
  /** Virtual time reached. */
  readonly end: Micros;
  readonly stopped: Stopped | null;
}

/** Row of the head (first row) of each step. */
export function stepHeads(trace: Pick<Trace, 'rows' | 'steps' | 'columns'>): Int32Array {
  const heads = new Int32Array(trace.steps);
  const { step } = trace.columns;
  let last = -1;
  for (let row = 0; row < trace.rows; row++) {
    const s = step[row] as number;
    if (s !== last) {
      heads[s] = row;
      last = s;
    }
  }
  return heads;
}

/** Per-node ordinal (from 1) of each step, 0 for steps of the network: step 40 may be `S3#17`. */
export function stepOrdinals(trace: Trace, heads = stepHeads(trace)): Int32Array {
  const counts = new Int32Array(trace.nodes.length);
  const ordinals = new Int32Array(trace.steps);
  for (let s = 0; s < trace.steps; s++) {
    const row = heads[s] as number;
    if (!isNodeStep(trace.columns.kind[row] as number)) continue;
    const node = trace.columns.node[row] as number;
    ordinals[s] = counts[node] = (counts[node] as number) + 1;
  }
  return ordinals;
}

/** The kinds of heads of a node's step have the first numbers, but for `sync`. */
const HEADS = K.command;

/** Whether a head row of this kind is a step of a node (it ticks, and has program order). */
export function isNodeStep(kind: number): boolean {
  return kind <= HEADS || kind === K.sync;
}
