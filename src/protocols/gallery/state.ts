/** What the gallery's keepers and clients keep and say. */
import type { Message, Micros, NodeId, NodeView } from '../../engine/api.ts';
import type { List } from '../../protolib/list.ts';
import type { Queue } from '../../protolib/queue.ts';

/** A note as a keeper has it. */
export interface Note {
  /** The client that sent it. */
  readonly from: NodeId;
  /** The client's own number for it, from 1. */
  readonly n: number;
  readonly word: string;
  /** The keeper's wall clock when it came, µs. */
  readonly stamp: Micros;
}

/** On disk. Storing a note writes two records, `count` and then the note: a write that can tear. */
export interface KeeperDurable {
  /** How many notes it has stored. */
  count: number;
  notes: List<Note>;
}

export interface KeeperVolatile {
  /** By its own monotonic clock, µs: when it last heard from each other keeper. */
  heard: Readonly<Record<NodeId, Micros>>;
  /** The keepers it takes to be down. */
  suspects: readonly NodeId[];
}

export interface ClientDurable {
  /** The number of its last note. */
  sent: number;
}

/** A note to send. */
export interface Order {
  /** Null: the word whose turn it is. */
  readonly word: string | null;
  /** The keepers it goes to. */
  readonly to: readonly NodeId[];
}

/** A note that some keeper has not confirmed. */
export interface Pending {
  readonly n: number;
  /** The keepers it was sent to. */
  readonly to: readonly NodeId[];
  /** Those that have not confirmed it. */
  readonly missing: readonly NodeId[];
  /** `latest` when it was sent: no keeper should stamp it with less. */
  readonly floor: Micros | null;
}

export interface ClientVolatile {
  /** Notes that wait for their turn. */
  queue: Queue<Order>;
  /** Its open operation, with the number of its note. */
  open: { readonly operation: number; readonly n: number } | null;
  /** Also notes it has given up: a late confirmation is still news. */
  pending: readonly Pending[];
  /** The highest stamp it has been told. */
  latest: Micros | null;
}

export interface NoteMessage extends Message {
  readonly type: 'Note';
  readonly n: number;
  readonly word: string;
}
export interface Kept extends Message {
  readonly type: 'Kept';
  readonly n: number;
  readonly stamp: Micros;
}
/** A heartbeat. */
export interface Alive extends Message {
  readonly type: 'Alive';
}
export type GalleryMessage = NoteMessage | Kept | Alive;

/** Nodes as properties see them. */
export type KeeperView = NodeView<KeeperDurable, KeeperVolatile>;
export type ClientView = NodeView<ClientDurable, ClientVolatile>;
