/** The document of a run: JSON, the same in a file, in a link and in the worker. A run is a pure function of it. */
import type { JsonObject } from '../base/json.ts';

/** Virtual time or a duration, integer microseconds. */
export type Micros = number;
/** `S1`, `C1`, …: a role's prefix and a number from 1. */
export type NodeId = string;

export interface RunSpec {
  readonly schema: 1;
  readonly protocol: string;
  /** Integer, 0 … 2^53−1. Default 1. */
  readonly seed: number;
  /** How many nodes of each role. Default: each role's own default. */
  readonly nodes: Readonly<Record<string, number>>;
  readonly params: JsonObject;
  /** Rules broken on purpose. */
  readonly variants: readonly string[];
  readonly until: Micros;
  readonly inputs: readonly Input[];
}

export type Input = FaultInput | CommandInput | FireInput;
export interface FaultInput {
  readonly at: Micros;
  readonly fault: Fault;
}
export interface CommandInput {
  readonly at: Micros;
  /** The client that takes the command. */
  readonly node: NodeId;
  readonly command: Command;
}
export interface FireInput {
  readonly at: Micros;
  /** Makes the node's running timer expire now. Does nothing, visibly, if it is not running. */
  readonly fire: { readonly node: NodeId; readonly timer: string };
}
export interface Command extends JsonObject {
  readonly type: string;
}

/** A node id, or `*` for every node. */
export type NodeOrAny = NodeId | '*';

/**
 * Everything that can be made to go wrong. Several faults may strike the same thing at once: a node is down, frozen or cut off
 * while any of them says so; of those that give a value (latency, loss, drift, slowness, fsync …) the one that started last
 * counts, field by field. `faultkinds.ts` says each in a sentence.
 */
export type Fault =
  | CrashFault
  | AmnesiaFault
  | OutageFault
  | PauseFault
  | SlowFault
  | PartitionFault
  | PartialFault
  | BlockFault
  | NthFault
  | LinkFault
  | ClockFault
  | WriteFault
  | RecordFault
  | DiskFullFault
  | SlowFsyncFault
  | ByzantineFault;

// ── nodes ───────────────────────────────────────────────────────────────────

/**
 * Crash-stop, or with `until` crash-recover: the node stops at once; volatile state, timers, unread messages and the write that
 * was on its way to the disk are lost. It restarts from what its disk holds, as the first thing that happens at `until`: before faults that
 * begin there.
 */
export interface CrashFault {
  readonly type: 'crash';
  readonly node: NodeId;
  readonly until?: Micros;
}
/** A crash that takes the disk with it: the node restarts, under its old name, from the durable state of one that never ran. */
export interface AmnesiaFault {
  readonly type: 'amnesia';
  readonly node: NodeId;
  readonly until?: Micros;
}
/** Correlated failure: all these nodes crash at the same instant (one rack, one power line) and restart together, in spec order. */
export interface OutageFault {
  readonly type: 'outage';
  readonly nodes: readonly NodeId[];
  readonly until?: Micros;
}
/**
 * The node handles nothing; messages wait, and timers that expire fire when it wakes. Its clocks run on, and so does its disk: a write
 * on its way gets there, though the node learns of it (and sends what waited for it) only when it wakes.
 */
export interface PauseFault {
  readonly type: 'pause';
  readonly node: NodeId;
  readonly until?: Micros;
}
/**
 * Gray failure: the node is up, answers, and is slow. Whatever it has to handle (a message, a timer, a command) takes it a time
 * drawn from `each`, one after the other in the order in which they came due: what comes meanwhile waits. Its clocks and disk are fine.
 * When it ends the node does at once what it is at and what waits; a frozen one does when it wakes.
 */
export interface SlowFault {
  readonly type: 'slow';
  readonly node: NodeId;
  readonly each: readonly [Micros, Micros];
  readonly until?: Micros;
}
/**
 * The node obeys one of the behaviours its protocol declares (`meta.behaviours`) instead of the rules. It keeps its own name and
 * can sign as nobody else. At the end it is honest again, with whatever state it then has.
 */
export interface ByzantineFault {
  readonly type: 'byzantine';
  readonly node: NodeId;
  readonly behaviour: string;
  /** The behaviour's own fields. */
  readonly options?: JsonObject;
  readonly until?: Micros;
}

// ── links ───────────────────────────────────────────────────────────────────

/** Flapping: the cut is on for `down`, then off for `up`, over and over from its start, and ends wherever it then is. */
export interface Flap {
  readonly down: Micros;
  readonly up: Micros;
}
/**
 * Nodes of different groups cannot reach one another. A node in no group keeps all its links. With `oneWay` only what goes from
 * an earlier group to a later one is cut. A cut eats what is in flight when it starts and what is sent while it lasts.
 */
export interface PartitionFault {
  readonly type: 'partition';
  readonly groups: readonly (readonly NodeId[])[];
  readonly oneWay?: true;
  readonly flap?: Flap;
  readonly until?: Micros;
}
/** Partial partition: these links are cut, both ways; whoever is linked through others still is. */
export interface PartialFault {
  readonly type: 'partial';
  readonly links: readonly (readonly [NodeId, NodeId])[];
  readonly flap?: Flap;
  readonly until?: Micros;
}
/** One-way: nothing gets from `from` to `to`. */
export interface BlockFault {
  readonly type: 'block';
  readonly from: NodeId;
  readonly to: NodeId;
  readonly flap?: Flap;
  readonly until?: Micros;
}
/**
 * Latency range, and the probabilities that a message is lost, arrives twice, is held back until one sent after it has overtaken
 * it (what overtakes is not held back itself), or is damaged: on a link, or on all links from, to or between any. The latest start
 * wins, field by field.
 */
export interface LinkFault {
  readonly type: 'link';
  readonly from: NodeOrAny;
  readonly to: NodeOrAny;
  readonly latency?: readonly [Micros, Micros];
  readonly loss?: number;
  readonly duplicate?: number;
  readonly reorder?: number;
  readonly corrupt?: number;
  readonly until?: Micros;
}

// ── one message ─────────────────────────────────────────────────────────────

/**
 * Acts on one message: the `nth` (from 1) sent on the directed link at or after `at`.
 * - `drop`: it is gone.
 * - `delay`: it takes `by` longer.
 * - `duplicate`: a copy arrives too.
 * - `reorder`: it is held back until the next message sent on its link that is neither lost nor held back has arrived, and arrives
 *   1 µs later; if none comes, never. Where links keep order (parameter `fifo`) this one does not.
 * - `corrupt`: bits flip on the way. With checksums (parameter `checksums`) the receiver throws it away on arrival; without them
 *   one field other than `type` reaches the protocol with another value of its kind.
 */
export interface NthFault {
  readonly type: 'drop' | 'duplicate' | 'delay' | 'reorder' | 'corrupt';
  readonly from: NodeId;
  readonly to: NodeId;
  /** Default 1. */
  readonly nth?: number;
  /**
   * `delay`: added to the message's own latency, required. `duplicate`: the copy arrives so much after the original (absent: it
   * draws a latency of its own). The others have none.
   */
  readonly by?: Micros;
}

// ── clocks ──────────────────────────────────────────────────────────────────

/**
 * A node's clocks go wrong. `offset`: the wall clock is off by so much while it lasts, and steps back at the end. `driftPpm`: both
 * clocks run so many parts per million fast (below 0: slow) while it lasts; the time gained stays. `step`: the wall clock jumps by so
 * much at the start, for good. `stop`: both clocks stand still while it lasts, and with the monotonic clock every timer of the node; it is
 * the slowest of drifts, so a drift that starts later counts instead.
 */
export interface ClockFault {
  readonly type: 'clock';
  readonly node: NodeId;
  readonly offset?: Micros;
  readonly driftPpm?: number;
  readonly step?: Micros;
  readonly stop?: true;
  readonly until?: Micros;
}

// ── disks ───────────────────────────────────────────────────────────────────
// A record is a top-level field of a node's durable state, or one element of a field that is a list: `votedFor`, `log[3]` (from 0).
// The records a step changes form one write. A node reads its disk only when it boots: until then it goes by its memory.

/**
 * Acts on one write: the `nth` (from 1) that the node makes at or after `at`.
 * - `lostWrite`: it is acknowledged and not kept: the records hold what they held before.
 * - `misdirectedWrite`: it is acknowledged, but its last record lands on another (drawn from those of the same list or, for a field,
 *   from those of the same type): that one is overwritten, its own place holds what it held before. With none to land on that
 *   record is merely lost.
 * - `tornWrite`: the power fails in the middle of it: of its records, in the order of their fields, the first `kept` (absent: drawn,
 *   some but not all) are stored; nothing of the step is sent and the node is down, until `until` or for good. A write of one record is
 *   stored whole or (absent: always) not at all: this is the crash before fsync.
 * A record that is written again is sound again.
 */
export interface WriteFault {
  readonly type: 'lostWrite' | 'misdirectedWrite' | 'tornWrite';
  readonly node: NodeId;
  /** Default 1. */
  readonly nth?: number;
  /** `tornWrite` only. */
  readonly kept?: number;
  /** `tornWrite` only: when the node restarts. A torn write that would come later does not happen. */
  readonly until?: Micros;
}
/**
 * Acts on one record that the disk holds at `at` (absent: drawn).
 * - `bitRot`: its bits change. With checksums on disk (parameter `diskChecksums`) it is unreadable at the next boot, without them it
 *   holds another value of its kind.
 * - `latentError`: its sector cannot be read at the next boot.
 */
export interface RecordFault {
  readonly type: 'bitRot' | 'latentError';
  readonly node: NodeId;
  readonly record?: string;
}
/** No write succeeds. A node whose write fails stops there, the step undone: it is down until the fault ends, then restarts. */
export interface DiskFullFault {
  readonly type: 'diskFull';
  readonly node: NodeId;
  readonly until?: Micros;
}
/** Every fsync takes a time drawn from `by` instead of from the parameter `fsync`. */
export interface SlowFsyncFault {
  readonly type: 'slowFsync';
  readonly node: NodeId;
  readonly by: readonly [Micros, Micros];
  readonly until?: Micros;
}

/** A node of a resolved run. `index` is its lane, counted over all roles in the order of `meta.roles`. */
export interface NodeInfo {
  readonly id: NodeId;
  readonly role: string;
  readonly index: number;
}

/** A spec that has been checked, with every default filled in: what the engine runs. */
export interface ResolvedRun {
  readonly spec: RunSpec;
  readonly nodes: readonly NodeInfo[];
  /** Protocol and engine parameters, complete. */
  readonly params: JsonObject;
}
