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

export type Fault = CrashFault | PauseFault | PartitionFault | BlockFault | NthFault | ClockFault | LinkFault;

/** The node stops at once; volatile state, timers and unread messages are lost. With `until` it restarts from durable state. */
export interface CrashFault {
  readonly type: 'crash';
  readonly node: NodeId;
  readonly until?: Micros;
}
/** The node handles nothing; messages wait, timers that expire fire when it wakes. Its clocks run on. */
export interface PauseFault {
  readonly type: 'pause';
  readonly node: NodeId;
  readonly until?: Micros;
}
/** Nodes of different groups cannot reach one another. A node in no group keeps all its links. */
export interface PartitionFault {
  readonly type: 'partition';
  readonly groups: readonly (readonly NodeId[])[];
  readonly until?: Micros;
}
/** One-way: nothing gets from `from` to `to`. */
export interface BlockFault {
  readonly type: 'block';
  readonly from: NodeId;
  readonly to: NodeId;
  readonly until?: Micros;
}
/** Acts on one message: the `nth` (from 1) sent on the directed link at or after `at`. */
export interface NthFault {
  readonly type: 'drop' | 'duplicate' | 'delay';
  readonly from: NodeId;
  readonly to: NodeId;
  /** Default 1. */
  readonly nth?: number;
  /**
   * `delay`: added to the message's own latency, required. `duplicate`: the copy arrives so much after the original (absent: it
   * draws a latency of its own). `drop` has none.
   */
  readonly by?: Micros;
}
/** Wall clock off by `offset` and both clocks running `driftPpm` fast while it lasts. At the end the offset steps back; time gained by drift stays. */
export interface ClockFault {
  readonly type: 'clock';
  readonly node: NodeId;
  readonly offset?: Micros;
  readonly driftPpm?: number;
  readonly until?: Micros;
}
/** Latency range and loss of a link (or of all links from, to or between any). The latest start wins, field by field. */
export interface LinkFault {
  readonly type: 'link';
  readonly from: NodeOrAny;
  readonly to: NodeOrAny;
  readonly latency?: readonly [Micros, Micros];
  /** Probability that a message is lost, 0 … 1. */
  readonly loss?: number;
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
