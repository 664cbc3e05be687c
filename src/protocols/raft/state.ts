/** What Raft's servers and clients keep. Names are those of Figure 2 of the extended paper and of the thesis. */
import type { Command, Ctx, Json, JsonObject, NodeId, NodeView } from '../../engine/api.ts';
import type { List } from '../../protolib/list.ts';
import type { PersistentMap } from '../../protolib/map.ts';
import type { Queue } from '../../protolib/queue.ts';

export type * from './messages.ts';

/** What an entry asks of the state machine. `seq` is the client's own number for its request. */
export type EntryCommand =
  | { readonly type: 'noop' }
  | {
      readonly type: 'write';
      readonly key: string;
      readonly value: Json;
      readonly client: NodeId;
      readonly seq: number;
      readonly session?: number;
    }
  | {
      readonly type: 'read';
      readonly key: string;
      readonly client: NodeId;
      readonly seq: number;
      readonly session?: number;
    }
  /** Opens a session, whose number is the entry's index (thesis §6.3). */
  | { readonly type: 'register'; readonly client: NodeId; readonly seq: number }
  /** From here on these servers vote; while `old` is not null, those must agree too (joint consensus, thesis §4.3). */
  | { readonly type: 'config'; readonly voters: readonly NodeId[]; readonly old: readonly NodeId[] | null };

/** A log entry. Indexes count from 1; snapshots take entries away from the front, so an entry knows its own. */
export type Entry = { readonly index: number; readonly term: number; readonly command: EntryCommand };

/** Who decides. A server uses the latest it has in its log, committed or not. */
export type Config = {
  /** Index of its entry; 0 for the configuration the cluster began with. */
  readonly index: number;
  readonly voters: readonly NodeId[];
  /** Joint consensus: the voters of before, of whom a majority must agree too. Null otherwise. */
  readonly old: readonly NodeId[] | null;
};

/** What the state machine remembers of a client (thesis §6.3). */
export type Session = {
  readonly client: NodeId;
  /** Number of its latest command, and what that returned. */
  readonly seq: number;
  readonly value: Json;
  /** Index of the latest entry that used it: those unused for longest expire first. */
  readonly usedAt: number;
};
/** By number, as text. Part of the state machine. */
export type Sessions = Readonly<Record<string, Session>>;

/** Figure 13: everything up to `lastIncludedIndex`, as the state machine has it. */
export type Snapshot = {
  readonly lastIncludedIndex: number;
  readonly lastIncludedTerm: number;
  readonly config: Config;
  readonly stateMachine: JsonObject;
  readonly sessions: Sessions;
};

/** Persistent state on all servers. */
export interface ServerDurable {
  /** Latest term the server has seen, from 0. */
  currentTerm: number;
  /** Candidate that got its vote in the current term. */
  votedFor: NodeId | null;
  /** What took the place of the first entries, if anything did. */
  snapshot: Snapshot | null;
  /** Entries after the snapshot, in the order of their indexes. */
  log: List<Entry>;
}

/** `preCandidate`: asks whether it could win, before it begins a term. */
export type ServerRole = 'follower' | 'preCandidate' | 'candidate' | 'leader';

export interface ServerVolatile {
  role: ServerRole;
  /** Whom it takes for the leader of the current term. */
  leaderId: NodeId | null;
  /** Highest index known to be committed. */
  commitIndex: number;
  /** Highest index applied to the state machine. */
  lastApplied: number;
  /** Who voted for it in the current term (or would in the next), itself included; empty for followers. */
  votesGranted: readonly NodeId[];
  /** Leaders: for each other server, the index of the next entry to send it. Null otherwise. */
  nextIndex: Readonly<Record<NodeId, number>> | null;
  /** Leaders: for each other server, the highest index known to be stored on it. Null otherwise. */
  matchIndex: Readonly<Record<NodeId, number>> | null;
  /** The replicated state machine, a key-value store: rebuilt from snapshot and log as entries are applied again. */
  stateMachine: PersistentMap<Json>;
  /** Its other half: who its clients are. Empty where sessions are not kept. */
  sessions: Sessions;
  /** The latest configuration in its log. */
  config: Config;
  /** When it last heard from a leader of its term, by its own clock, µs; kept where that is a reason to refuse votes. */
  heardAt: number | null;
  /** CheckQuorum, leaders: who has answered since the last look. Null where it does not look. */
  answered: readonly NodeId[] | null;
  /** Leaders: whom they are handing their leadership to. */
  transfer: Transfer | null;
  /** Leaders: servers that are being brought up to date before they may vote. */
  catchUp: CatchUp | null;
  /** Leaders, where reads do not go through the log. Null otherwise. */
  reading: Reading | null;
}

export type Transfer = {
  readonly to: NodeId /** Whether it was told to begin its election. */;
  readonly told: boolean;
};

/** Thesis §4.2.1: in rounds, each of which brings the new servers all that the log held when it began. */
export type CatchUp = {
  readonly servers: readonly NodeId[];
  /** The configuration to change to when they have caught up. */
  readonly voters: readonly NodeId[];
  /** Whether by way of a joint configuration. */
  readonly joint: boolean;
  readonly round: number;
  /** Last index of the log when the round began, and the leader's clock then, µs. */
  readonly goal: number;
  readonly began: number;
};

/** Thesis §6.4. A round is a heartbeat to everybody; one that a majority has answered shows that nobody else leads yet. */
export type Reading = {
  /** Number of the latest round. */
  readonly round: number;
  /** By server, the latest round it has answered. */
  readonly answered: Readonly<Record<NodeId, number>>;
  /** Reads that wait for a round, or for the first entry of the term to be committed (then `readIndex` is null). */
  readonly waiting: readonly WaitingRead[];
  /** Leases: when each round not yet answered by a majority was sent, by the leader's clock, µs. */
  readonly sent: readonly { readonly round: number; readonly at: number }[];
  /** Leases: until when it may answer at once. Null: this leader holds no lease any more. */
  readonly leaseEnd: number | null;
};
export type WaitingRead = {
  readonly client: NodeId;
  readonly seq: number;
  readonly key: string;
  readonly readIndex: number | null;
  readonly round: number;
};

export type ServerCtx = Ctx<ServerDurable, ServerVolatile>;

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
  /** Number of its session; null before it has one, and where sessions are not kept. */
  session: number | null;
}

/** A server as properties see it. */
export type ServerView = NodeView<ServerDurable, ServerVolatile>;
