/** What the database and its sessions keep and say. */
import type { JsonObject, Message, NodeId, NodeView } from '../../engine/api.ts';
import type { List } from '../../protolib/list.ts';
import type { Observation } from './db/observation.ts';
import type { Db, Outcome } from './db/state.ts';

export type { Observation } from './db/observation.ts';
export type { Db, Outcome } from './db/state.ts';

export interface DatabaseDurable {
  db: Db;
  /** What transactions did to versions of rows, from the beginning: what the judge of isolation reads. */
  history: List<Observation>;
  /** By step of the database, whose statement it was and which it was in its session. */
  asked: readonly Asked[];
  /** The waits-for graph: by session that waits, the sessions it waits for. */
  waits: Readonly<Record<NodeId, readonly NodeId[]>>;
}
export interface Asked {
  readonly session: NodeId;
  readonly statement: number;
}
export type DatabaseVolatile = Readonly<Record<string, never>>;

export interface SessionDurable {
  /** How many statements it has given. */
  given: number;
}
export interface SessionVolatile {
  /** The statement it has no answer to. */
  open: Open | null;
  /** What became of its statements, the last at the end. */
  log: List<Answered>;
}
export interface Open {
  readonly operation: number;
  readonly statement: number;
  readonly sql: string;
  /** The database has said that it has to wait. */
  readonly waits: boolean;
}
export interface Answered {
  readonly statement: number;
  readonly sql: string;
  readonly outcome: Outcome;
}

export interface Ask extends Message {
  readonly type: 'Ask';
  /** Numbered by the session, from 1. */
  readonly statement: number;
  readonly sql: string;
}
/** What a statement came to, or that it has to wait. */
export interface Answer extends Message {
  readonly type: 'Answer';
  readonly statement: number;
  /** An `Outcome`. */
  readonly outcome: JsonObject;
}
export type IsolationMessage = Ask | Answer;

export type DatabaseView = NodeView<DatabaseDurable, DatabaseVolatile>;
