/** What the page is told about one moment of a run, replayed from a keyframe on demand. Plain data; crosses to the page by structured clone. */
import type { JsonObject } from '../base/json.ts';
import type { Fault, Micros, NodeId } from './runspec.ts';

export interface TimerState {
  readonly name: string;
  /** True time at which it will expire if nothing changes; −1 if its clock stands still. */
  readonly expiresAt: Micros;
  /** True time at which it was set. */
  readonly setAt: Micros;
}

export interface NodeState {
  readonly id: NodeId;
  readonly role: string;
  readonly up: boolean;
  readonly paused: boolean;
  readonly incarnation: number;
  /** Index into `meta.statuses`, −1 while down. */
  readonly status: number;
  readonly epoch: number;
  /** Persistent lists are plain arrays here. */
  readonly durable: JsonObject;
  /** Null while down. */
  readonly volatile: JsonObject | null;
  readonly timers: readonly TimerState[];
  readonly wallClock: Micros;
  readonly monotonicClock: Micros;
  /** How fast its clocks run, parts per million off true time; −1,000,000: they stand still. */
  readonly driftPpm: number;
  readonly byzantine: boolean;
  /**
   * The write on its way to the disk, and when it will be safe; null if there is none. Until then the node handles nothing. One that
   * is `stored` is safe, but its node is frozen and does not know.
   */
  readonly syncing: {
    readonly until: Micros;
    readonly records: readonly string[];
    readonly stored: boolean;
  } | null;
  /** Records of which the disk holds something else than the node believes. It finds out when it boots. */
  readonly damaged: readonly DamagedRecord[];
  /** What has come for it and waits: it is frozen, slow, or busy with its disk. */
  readonly waiting: number;
}

export interface DamagedRecord {
  /** `votedFor`, `log[3]` */
  readonly record: string;
  readonly what: 'unreadable' | 'old' | 'wrong' | 'gone';
  /** What the disk holds, where it can be read. */
  readonly value?: unknown;
}

export interface MessageInFlight {
  /** Row of its send: its identity. */
  readonly send: number;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly kind: number;
  readonly epoch: number;
  readonly label: string;
  readonly sentAt: Micros;
  /** −1: held back until another on its link has overtaken it. */
  readonly arrivesAt: Micros;
  /** Its bits have changed on the way: `message` is what will arrive. */
  readonly damaged: boolean;
  readonly message: JsonObject;
}

/** The world right after a step. */
export interface WorldState {
  readonly step: number;
  readonly time: Micros;
  readonly nodes: readonly NodeState[];
  readonly inFlight: readonly MessageInFlight[];
  /** Faults now in force, with the index of their input. */
  readonly faults: readonly { readonly input: number; readonly fault: Fault }[];
}

/** One row of a step with its body. */
export interface RowDetail {
  readonly row: number;
  readonly kind: string;
  readonly peer?: NodeId;
  readonly message?: JsonObject;
  readonly messageLabel?: string;
  readonly rule?: string;
  readonly timer?: string;
}

export interface FieldChange {
  readonly area: 'durable' | 'volatile';
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface StepDetail {
  readonly step: number;
  readonly rows: readonly RowDetail[];
  /** Top-level fields of the acting node that differ after the step; a list that grew or shrank is one change. */
  readonly changes: readonly FieldChange[];
}
