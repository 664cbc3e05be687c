/** What Raft's servers and clients keep and say. Names are those of Figure 2 of the extended paper. */
import type { Command, Json, Message, NodeId, NodeView } from '../../engine/api.ts';
import type { List } from '../../protolib/list.ts';
import type { PersistentMap } from '../../protolib/map.ts';
import type { Queue } from '../../protolib/queue.ts';

/** What an entry asks of the state machine. `seq` is the client's own number for its request. */
export type EntryCommand =
  | { readonly type: 'noop' }
  | {
      readonly type: 'write';
      readonly key: string;
      readonly value: Json;
      readonly client: NodeId;
      readonly seq: number;
    }
  | { readonly type: 'read'; readonly key: string; readonly client: NodeId; readonly seq: number };

/** A log entry. Its index is its place in the log, counted from 1. */
export type Entry = { readonly term: number; readonly command: EntryCommand };

/** Persistent state on all servers. */
export interface ServerDurable {
  /** Latest term the server has seen, from 0. */
  currentTerm: number;
  /** Candidate that got its vote in the current term. */
  votedFor: NodeId | null;
  /** Entry with index i is element i − 1. */
  log: List<Entry>;
}

export type ServerRole = 'follower' | 'candidate' | 'leader';

export interface ServerVolatile {
  role: ServerRole;
  /** Whom it takes for the leader of the current term. */
  leaderId: NodeId | null;
  /** Highest index known to be committed. */
  commitIndex: number;
  /** Highest index applied to the state machine. */
  lastApplied: number;
  /** Who voted for it in the current term, itself included; empty unless a candidate or leader. */
  votesGranted: readonly NodeId[];
  /** Leaders: for each other server, the index of the next entry to send it. Null otherwise. */
  nextIndex: Readonly<Record<NodeId, number>> | null;
  /** Leaders: for each other server, the highest index known to be stored on it. Null otherwise. */
  matchIndex: Readonly<Record<NodeId, number>> | null;
  /** The replicated state machine, a key-value store: rebuilt from the log as entries are applied again. */
  stateMachine: PersistentMap<Json>;
}

export interface ClientDurable {
  /** Number of its next request; never used twice, even across crashes. */
  nextSeq: number;
}

/** The operation a client waits for. */
export type Pending = {
  readonly operation: number;
  readonly seq: number;
  readonly command: Command;
  /** The server it asked last. */
  readonly target: NodeId;
  /** Whether a request is out; false while it waits before it asks again. */
  readonly asked: boolean;
  /** Whether it followed a leader hint since it last waited. */
  readonly hinted: boolean;
};

export interface ClientVolatile {
  /** Commands that wait for their turn. */
  queue: Queue<Command>;
  pending: Pending | null;
  /** Where the next request goes: the last known leader, or a guess. */
  contact: NodeId;
}

export interface RequestVote extends Message {
  readonly type: 'RequestVote';
  readonly term: number;
  readonly candidateId: NodeId;
  readonly lastLogIndex: number;
  readonly lastLogTerm: number;
}
export interface RequestVoteReply extends Message {
  readonly type: 'RequestVoteReply';
  readonly term: number;
  readonly granted: boolean;
}
/** Without entries it is a heartbeat. */
export interface AppendEntries extends Message {
  readonly type: 'AppendEntries';
  readonly term: number;
  readonly leaderId: NodeId;
  readonly prevLogIndex: number;
  readonly prevLogTerm: number;
  readonly entries: readonly Entry[];
  readonly leaderCommit: number;
}
/**
 * `prevLogIndex` repeats the request's and `matchIndex` says up to where the follower now agrees (0 when it refused): messages may
 * overtake one another, so the leader could not tell from its own state what an answer is about.
 */
export interface AppendEntriesReply extends Message {
  readonly type: 'AppendEntriesReply';
  readonly term: number;
  readonly success: boolean;
  readonly prevLogIndex: number;
  readonly matchIndex: number;
}
export interface ClientRequest extends Message {
  readonly type: 'ClientRequest';
  readonly client: NodeId;
  readonly seq: number;
  readonly f: 'read' | 'write';
  readonly key: string;
  /** Null for a read. */
  readonly value: Json;
}
/** `ok`: the command was applied, and `value` is what a read found (null if nothing). `notLeader`: it was not accepted. */
export interface ClientReply extends Message {
  readonly type: 'ClientReply';
  readonly seq: number;
  readonly status: 'ok' | 'notLeader';
  readonly value: Json;
  readonly leaderHint: NodeId | null;
}

export type RaftMessage =
  | RequestVote
  | RequestVoteReply
  | AppendEntries
  | AppendEntriesReply
  | ClientRequest
  | ClientReply;

/** A server as properties see it. */
export type ServerView = NodeView<ServerDurable, ServerVolatile>;
