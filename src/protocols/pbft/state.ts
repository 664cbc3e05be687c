/** What PBFT's replicas and clients keep. Names are those of Castro & Liskov 1999 where it has one. */
import type { Command, Ctx, Json, NodeId, NodeView } from '../../engine/api.ts';
import type { List } from '../../protolib/list.ts';
import type { PersistentMap } from '../../protolib/map.ts';
import type { Queue } from '../../protolib/queue.ts';
import type {
  Certificate,
  Checkpoint,
  Commit,
  NewView,
  PrePrepare,
  Prepare,
  Replies,
  Reply,
  Request,
  Snapshot,
  ViewChange,
} from './messages.ts';

export type * from './messages.ts';

/** What a replica's log holds of one sequence number. */
export type Slot = {
  readonly n: number;
  /** The one it accepted in its view. */
  readonly prePrepare: PrePrepare | null;
  /** Of its view and later ones, its own among them. */
  readonly prepares: readonly Prepare[];
  readonly commits: readonly Commit[];
  /** Proof that it prepared a request here: that of the highest view in which it did. */
  readonly prepared: Certificate | null;
  /** The pre-prepare that became committed-local here. It stays so in later views. */
  readonly committed: PrePrepare | null;
};

/** A state it has kept because it was a checkpoint, and its digest. */
export type Kept = { readonly n: number; readonly d: string; readonly snapshot: Snapshot };

/** Something executed, in the order in which it was. */
export type Executed = {
  readonly n: number;
  readonly d: string;
  readonly m: Request | null;
  /** False: nothing came of it, for the client's timestamp was not new (§4.1), or it is the null request. */
  readonly applied: boolean;
};

/** On disk, for PBFT takes a replica that forgets for a faulty one. */
export interface ReplicaDurable {
  /** The view it is in or, while not `active`, asks for. From 1. */
  view: number;
  /** Whether it takes part in its view: false from its view-change until a new-view it accepts. */
  active: boolean;
  /** Low watermark: number of the last stable checkpoint. */
  h: number;
  /** Highest number it has assigned as primary of its view. */
  seqno: number;
  /** The message log between the watermarks, by sequence number. */
  log: Readonly<Record<string, Slot>>;
  /** Checkpoints above the low watermark, its own among them. */
  checkpoints: readonly Checkpoint[];
  /** Proof that the checkpoint at the low watermark is stable; empty at 0. */
  stable: readonly Checkpoint[];
  /** Own states at checkpoints, the stable one and later. */
  kept: readonly Kept[];
  /** From each replica the view-change to the highest view. */
  viewChanges: Readonly<Record<NodeId, ViewChange>>;
  /** What brought it into its view; null in the first. */
  newView: NewView | null;
  /** The service: a key-value store. */
  service: PersistentMap<Json>;
  /** What it last answered each client. */
  replies: Replies;
  lastExecuted: number;
  /** All it has executed itself. */
  executed: List<Executed>;
}

export type ReplicaRole = 'backup' | 'primary' | 'changing';

export interface ReplicaVolatile {
  /** Its part in its view: `changing` while it waits for a new-view. */
  role: ReplicaRole;
  /** Requests received and not executed, oldest first. */
  waiting: readonly Request[];
  /** The request that its view timer runs for; null while it runs for a new view, or not at all. */
  timed: string | null;
  /** View changes it has asked for since it last executed a request: its patience doubles with each. */
  attempts: number;
  /** Pre-prepares that came before their view began, or above the high watermark. */
  early: readonly PrePrepare[];
  /** The state it is fetching: number and digest, who vouch for it, whom it asked last. */
  fetching: Fetching | null;
}

export type Fetching = {
  readonly n: number;
  readonly d: string;
  readonly from: readonly NodeId[];
  readonly asked: number;
};

export type ReplicaCtx = Ctx<ReplicaDurable, ReplicaVolatile>;
/** A replica as properties see it. */
export type ReplicaView = NodeView<ReplicaDurable, ReplicaVolatile>;

export interface ClientDurable {
  /** Timestamp of its next request; never used twice. */
  t: number;
}

/** The operation a client waits for. */
export type Pending = {
  readonly operation: number;
  readonly request: Request;
  /** By replica. */
  readonly replies: Readonly<Record<NodeId, Reply>>;
};

export interface ClientVolatile {
  /** Commands that wait for their turn. */
  queue: Queue<Command>;
  pending: Pending | null;
  /** Where it takes the replicas to be: its next request goes to that view's primary. */
  view: number;
}

export type ClientCtx = Ctx<ClientDurable, ClientVolatile>;
export type ClientView = NodeView<ClientDurable, ClientVolatile>;
