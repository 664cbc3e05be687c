/** What replicas keep and say. */
import type { Json, JsonObject, Message, Micros, NodeId, NodeView } from '../../engine/api.ts';
import type { List } from '../../protolib/list.ts';
import type { Edit } from './types/data-type.ts';
import type { Context } from './types/dots.ts';
import type { Vector } from './types/records.ts';

/** An update as its replica made it. */
export type Update = {
  /** Counted by the replica from 1. */
  readonly n: number;
  readonly edit: Edit;
  /** Lamport time of the update, of the first character if it is a text. */
  readonly clock: number;
  /** What a last-writer-wins register goes by. */
  readonly stamp: number;
};

/** An operation on its way to every replica. */
export type Logged = {
  readonly from: NodeId;
  readonly n: number;
  /** What its replica had seen when it was made: it takes its effect after all of that. */
  readonly after: Context;
  /** Lamport time when it was done. */
  readonly clock: number;
  readonly operation: JsonObject;
};

/** The replica's copy: one record, so that a write to the disk happens whole or not at all. */
export interface Copy {
  readonly state: JsonObject;
  /** The updates that are in it, its own and others': `R1: 3` for the first three of R1. */
  readonly seen: Context;
  /** The highest Lamport time it knows of. */
  readonly clock: number;
  /** Its own latest update. */
  readonly latest: Update | null;
  /** Operation-based: all operations that have taken their effect, in that order. */
  readonly log: List<Logged>;
  /** Delta-based: how many deltas it ever held. */
  readonly deltas: number;
}

export interface ReplicaDurable {
  copy: Copy;
}

/** A delta that some replica may still lack: the paper's D. */
export interface Held {
  readonly n: number;
  readonly delta: JsonObject;
  /** The updates in it. */
  readonly brings: Context;
}

export interface ReplicaVolatile {
  /** What a user sees of its copy. */
  shows: Json;
  /** Operation-based: operations that came before others they depend on. */
  waiting: readonly Logged[];
  /** Operation-based: what others are known to have seen. */
  known: Readonly<Record<NodeId, Context>>;
  /** Operation-based: what it last told others that it has seen. */
  told: Readonly<Record<NodeId, Context>>;
  /** Delta-based: the paper's D, oldest first. */
  held: readonly Held[];
  /** Delta-based: the paper's A. By replica, the number of deltas it has confirmed. */
  confirmed: Vector;
  /** By its own stopwatch, when it last heard from each other replica. */
  heard: Readonly<Record<NodeId, Micros>>;
  /** Whose turn it is when replicas synchronise one after the other. */
  turn: number;
}

/** A whole state. */
export interface StateMessage extends Message {
  readonly type: 'State';
  readonly state: JsonObject;
  readonly seen: Context;
  readonly clock: number;
}
/** A group of deltas, joined; or the whole state where the receiver may lack more. */
export interface DeltaMessage extends Message {
  readonly type: 'Delta';
  readonly delta: JsonObject;
  readonly brings: Context;
  readonly clock: number;
  /** How many deltas the receiver has had once this is in. */
  readonly n: number;
  readonly whole: boolean;
}
export interface Ack extends Message {
  readonly type: 'Ack';
  readonly n: number;
}
export interface Ops extends Message {
  readonly type: 'Ops';
  readonly ops: readonly Logged[];
  /** What the sender has seen. */
  readonly seen: Context;
}
/** What the sender has seen: whoever has more sends it. */
export interface Digest extends Message {
  readonly type: 'Digest';
  readonly seen: Context;
}
/** A sign of life. */
export interface Hello extends Message {
  readonly type: 'Hello';
}
export type CrdtMessage = StateMessage | DeltaMessage | Ack | Ops | Digest | Hello;

export type ReplicaView = NodeView<ReplicaDurable, ReplicaVolatile>;
