/** What servers and clients keep and say. Timestamps and intervals in µs. */
import type { Ctx, Message, Micros, NodeId, NodeView } from '../../engine/api.ts';
import type { List } from '../../protolib/list.ts';

/** `TT.now()`: true time is thought to lie in it. */
export interface Interval {
  readonly earliest: Micros;
  readonly latest: Micros;
}
export interface Pending {
  readonly client: NodeId;
  readonly t: number;
  readonly s: Micros;
}
export interface ServerDurable {
  /** The latest timestamp it has given. */
  lastS: Micros;
  /** Commits it has answered, in order. */
  committed: List<Pending>;
}
export interface ServerVolatile {
  /** Commits that wait, by timestamp. */
  waiting: readonly Pending[];
  /** The latest `TT.now()` it asked for. */
  now: Interval | null;
}

/** A transaction to be started. */
export interface Order {
  readonly server: NodeId;
}
export interface Open {
  /** Which of the client's transactions it is, from 1. */
  readonly t: number;
  readonly operation: number;
}
export interface ClientDurable {
  /** How many transactions it has started. */
  started: number;
  /** The timestamp of its latest answer. */
  s: Micros | null;
}
export interface ClientVolatile {
  open: Open | null;
  queue: readonly Order[];
}

export interface Commit extends Message {
  readonly type: 'Commit';
  readonly t: number;
}
export interface Committed extends Message {
  readonly type: 'Committed';
  readonly t: number;
  readonly s: Micros;
}
export type TrueTimeMessage = Commit | Committed;

export type ServerCtx = Ctx<ServerDurable, ServerVolatile>;
export type ClientCtx = Ctx<ClientDurable, ClientVolatile>;
export type ServerView = NodeView<ServerDurable, ServerVolatile>;
export type ClientView = NodeView<ClientDurable, ClientVolatile>;

/** "42.3" */
export function ms(time: Micros): string {
  return (time / 1000).toFixed(1);
}
