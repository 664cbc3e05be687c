/** What Raft's servers and clients say to one another. Names are those of Figure 2 and Figure 13 of the extended paper. */
import type { Json, Message, NodeId } from '../../engine/api.ts';
import type { Entry, Snapshot } from './state.ts';

export interface RequestVote extends Message {
  readonly type: 'RequestVote';
  readonly term: number;
  readonly candidateId: NodeId;
  readonly lastLogIndex: number;
  readonly lastLogTerm: number;
  /** A PreVote (thesis §9.6): would you vote for me in this term? It is a term that nobody has begun yet. */
  readonly pre?: true;
  /** The old leader asked for this election (thesis §3.10): that it was heard from lately is no reason to refuse. */
  readonly transfer?: true;
}
export interface RequestVoteReply extends Message {
  readonly type: 'RequestVoteReply';
  /** Of a granted PreVote the term that was asked about, else the voter's own. */
  readonly term: number;
  readonly granted: boolean;
  readonly pre?: true;
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
  /** Where reads do not go through the log: which round of heartbeats it belongs to. The reply repeats it. */
  readonly round?: number;
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
  /** Fast backtracking (§5.3), where refused: the term of the entry in conflict, null if there is none at all. */
  readonly conflictTerm?: number | null;
  /** The first index the follower has of that term; without such an entry, the index after its last. */
  readonly conflictIndex?: number;
  readonly round?: number;
}
/** Figure 13, sent whole and not in chunks: `offset` would always be 0 and `done` true. */
export interface InstallSnapshot extends Message {
  readonly type: 'InstallSnapshot';
  readonly term: number;
  readonly leaderId: NodeId;
  /** With lastIncludedIndex, lastIncludedTerm, the configuration, and the state machine as data. */
  readonly snapshot: Snapshot;
  readonly round?: number;
}
export interface InstallSnapshotReply extends Message {
  readonly type: 'InstallSnapshotReply';
  readonly term: number;
  /** Repeats the request's: up to there the follower agrees. */
  readonly lastIncludedIndex: number;
  readonly round?: number;
}
/** Thesis §3.10: begin an election at once. */
export interface TimeoutNow extends Message {
  readonly type: 'TimeoutNow';
  readonly term: number;
  readonly leaderId: NodeId;
}
export interface ClientRequest extends Message {
  readonly type: 'ClientRequest';
  readonly client: NodeId;
  /** 0 for a request to register. */
  readonly seq: number;
  readonly f: 'read' | 'write' | 'register';
  readonly key: string;
  /** Null for a read. */
  readonly value: Json;
  /** Where sessions are kept: the client's. */
  readonly session?: number;
}
/**
 * `ok`: the command was applied, and `value` is what a read found (null if nothing) or the number of a new session. `notLeader`: it was
 * not accepted. `noSession`: it was not applied, for its session has expired.
 */
export interface ClientReply extends Message {
  readonly type: 'ClientReply';
  readonly seq: number;
  readonly status: 'ok' | 'notLeader' | 'noSession';
  readonly value: Json;
  readonly leaderHint: NodeId | null;
}

export type RaftMessage =
  | RequestVote
  | RequestVoteReply
  | AppendEntries
  | AppendEntriesReply
  | InstallSnapshot
  | InstallSnapshotReply
  | TimeoutNow
  | ClientRequest
  | ClientReply;
