/** What replicas and clients keep and say. */
import type { Ctx, Message, NodeId, NodeView, StepView } from '../../engine/api.ts';

/** Counts of writes, by replica or by client. */
export type VersionVector = Readonly<Record<string, number>>;

/** Which of a replica's writes it is: its own name in every vector. */
export interface Dot {
  readonly r: NodeId;
  readonly n: number;
}
export interface Sibling {
  /** The write's name, "C1.2": promises and duplicates go by it, no vector does. */
  readonly w: string;
  readonly value: string;
  /** Dotted: what its writer had read. Else: that and the write itself. With one vector for all siblings: empty. */
  readonly V: VersionVector;
  /** Dotted only. */
  readonly dot: Dot | null;
}
/** What is stored under a key. */
export interface Item {
  /** All that is known of, what was replaced included. */
  readonly V: VersionVector;
  readonly siblings: readonly Sibling[];
}
export type Store = Readonly<Record<string, Item>>;

export interface ReplicaDurable {
  store: Store;
  /** Writes it has taken from clients. */
  taken: readonly string[];
  /** How many times it has sent its store to the others. */
  synced: number;
  /** The latest thing it took in. No rule reads it; promises do. */
  latest: Taken | null;
}
export type Taken =
  | { readonly put: string; readonly key: string }
  | { readonly from: NodeId; readonly n: number };
export type ReplicaVolatile = Record<string, never>;

/** What a client got with its latest answer for a key, and hands back with its next write. */
export interface Context {
  readonly V: VersionVector;
  /** Names of the writes it has read. */
  readonly read: readonly string[];
}
export interface Order {
  readonly f: 'get' | 'put';
  readonly key: string;
  readonly replica: NodeId;
  /** Put only; null: a value of its own. */
  readonly value: string | null;
  /** Put only: hand back no context. */
  readonly blind: boolean;
}
export interface Open {
  readonly q: number;
  readonly operation: number;
  readonly key: string;
  /** Put only. */
  readonly w: string | null;
  readonly read: readonly string[];
}
export interface ClientDurable {
  /** How many requests and how many writes it has sent. */
  asked: number;
  writes: number;
  /** The name it counts under with client ids, and how far it has counted. */
  name: string;
  counted: number;
  /** How many rounds of get and put it has begun by itself. */
  rounds: number;
}
export interface ClientVolatile {
  contexts: Readonly<Record<string, Context>>;
  open: Open | null;
  queue: readonly Order[];
}

export interface Get extends Message {
  readonly type: 'Get';
  readonly q: number;
  readonly key: string;
}
export interface Put extends Message {
  readonly type: 'Put';
  readonly q: number;
  readonly key: string;
  readonly w: string;
  readonly value: string;
  readonly context: VersionVector;
  /** With client ids: under which name and number the client counts this write. */
  readonly name?: string;
  readonly count?: number;
}
export interface Values extends Message {
  readonly type: 'Values';
  readonly q: number;
  readonly V: VersionVector;
  readonly siblings: readonly { readonly w: string; readonly value: string }[];
}
export interface Sync extends Message {
  readonly type: 'Sync';
  readonly n: number;
  readonly store: { readonly [key: string]: ItemJson };
}
/** An item as a message carries it. */
export type ItemJson = {
  readonly V: { readonly [id: string]: number };
  readonly siblings: readonly SiblingJson[];
};
export type SiblingJson = {
  readonly w: string;
  readonly value: string;
  readonly V: { readonly [id: string]: number };
  readonly dot: { readonly r: string; readonly n: number } | null;
};
export type StoreMessage = Get | Put | Values | Sync;

export type ReplicaCtx = Ctx<ReplicaDurable, ReplicaVolatile>;
export type ClientCtx = Ctx<ClientDurable, ClientVolatile>;
export type ReplicaView = NodeView<ReplicaDurable, ReplicaVolatile>;
export type ClientView = NodeView<ClientDurable, ClientVolatile>;
export type ReplicaStep = StepView<ReplicaDurable, ReplicaVolatile>;
export type ClientStep = StepView<ClientDurable, ClientVolatile>;

export const NOTHING: Item = { V: {}, siblings: [] };
