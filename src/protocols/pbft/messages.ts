/** What PBFT's replicas and clients send. Fields bear the paper's names; `sig` is the sender's signature on all of it but what is said below. */
import type { Json, NodeId } from '../../engine/api.ts';

/** An operation of the replicated service, a key-value store. */
export type Op =
  | { readonly f: 'write'; readonly key: string; readonly value: Json }
  | { readonly f: 'read'; readonly key: string };

/** `o` the operation, `t` the client's timestamp (it counts its requests), `c` the client. */
export type Request = {
  readonly type: 'Request';
  readonly o: Op;
  readonly t: number;
  readonly c: NodeId;
  readonly sig: string;
};

/** Assigns number `n` in view `v` to the request with digest `d`. The request `m` rides along unsigned (§4.2); null is the null request (§4.4). */
export type PrePrepare = {
  readonly type: 'PrePrepare';
  readonly v: number;
  readonly n: number;
  readonly d: string;
  readonly m: Request | null;
  readonly sig: string;
};

export type Prepare = {
  readonly type: 'Prepare';
  readonly v: number;
  readonly n: number;
  readonly d: string;
  readonly i: NodeId;
  readonly sig: string;
};

export type Commit = {
  readonly type: 'Commit';
  readonly v: number;
  readonly n: number;
  readonly d: string;
  readonly i: NodeId;
  readonly sig: string;
};

/** `r` the result. */
export type Reply = {
  readonly type: 'Reply';
  readonly v: number;
  readonly t: number;
  readonly c: NodeId;
  readonly i: NodeId;
  readonly r: Json;
  readonly sig: string;
};

/** After `n` the state has digest `d`. */
export type Checkpoint = {
  readonly type: 'Checkpoint';
  readonly n: number;
  readonly d: string;
  readonly i: NodeId;
  readonly sig: string;
};

/** The set P_m of §4.4: a pre-prepare and a quorum's matching prepares, less the one the pre-prepare stands for. */
export type Certificate = {
  readonly prePrepare: PrePrepare;
  readonly prepares: readonly Prepare[];
};

/** `v` the view asked for, `n` the sender's last stable checkpoint, `C` its proof, `P` what it has prepared above `n`. */
export type ViewChange = {
  readonly type: 'ViewChange';
  readonly v: number;
  readonly n: number;
  readonly C: readonly Checkpoint[];
  readonly P: readonly Certificate[];
  readonly i: NodeId;
  readonly sig: string;
};

/** `V` the view-changes that allow the view, `O` the pre-prepares that follow from them. */
export type NewView = {
  readonly type: 'NewView';
  readonly v: number;
  readonly V: readonly ViewChange[];
  readonly O: readonly PrePrepare[];
  readonly sig: string;
};

/** What the sender has got to, from one that is waiting (TOCS 2002, §5.2): others send again what it lacks. */
export type Status = {
  readonly type: 'Status';
  readonly v: number;
  /** Whether it takes part in view `v`, or waits for its new-view. */
  readonly active: boolean;
  /** Number it executed last. */
  readonly n: number;
  readonly i: NodeId;
  readonly sig: string;
};

/** Asks for the state after `n` (TOCS 2002, §5.3.2). */
export type Fetch = {
  readonly type: 'Fetch';
  readonly n: number;
  readonly i: NodeId;
  readonly sig: string;
};

/** The service and what it last answered its clients, after `n`. */
export type Snapshot = {
  readonly n: number;
  /** Keys with their values, in the order of the keys. */
  readonly service: readonly (readonly [string, Json])[];
  readonly replies: Replies;
};

/** The last reply to each client. */
export type LastReply = { readonly t: number; readonly r: Json };
export type Replies = Readonly<Record<NodeId, LastReply>>;

/** Answers a fetch. Unsigned: the checkpoints `C` prove it, or those that the receiver has. */
export type State = {
  readonly type: 'State';
  readonly n: number;
  readonly snapshot: Snapshot;
  readonly C: readonly Checkpoint[];
};

export type PbftMessage =
  | Request
  | PrePrepare
  | Prepare
  | Commit
  | Reply
  | Checkpoint
  | ViewChange
  | NewView
  | Status
  | Fetch
  | State;
