/**
 * The protocol contract: everything a protocol sees of the engine.
 *
 * A protocol is a set of roles whose handlers read plain state and emit effects through a context. Handlers never act, never
 * read a real clock, never draw real randomness, never touch another node. State, messages, notes and property accumulators
 * are immutable plain data (no classes, Maps or functions): before a handler runs the engine shallow-copies the node's
 * `durable` and `volatile` records, the handler assigns their top-level fields and REPLACES nested values.
 */
import type { Json, JsonObject } from '../base/json.ts';
import type { Meta } from './meta.ts';
import type { Command, Micros, NodeId, NodeInfo } from './runspec.ts';

export type { Json, JsonObject } from '../base/json.ts';
export type * from './meta.ts';
export type * from './runspec.ts';

/** What is fixed for a node during a run. */
export interface Env {
  readonly self: NodeInfo;
  readonly nodes: readonly NodeInfo[];
  /** Ids of all nodes of a role, in order. */
  readonly ids: (role: string) => readonly NodeId[];
  /** Complete parameters: the protocol's own and the engine's. */
  readonly params: JsonObject;
  /** Whether a rule is broken on purpose. */
  readonly variant: (id: string) => boolean;
}

/** A protocol message: plain data with a `type`. Never mutated after `send`. */
export interface Message extends JsonObject {
  readonly type: string;
}

export interface Operation {
  /** `read`, `write`, `cas`, … */
  readonly f: string;
  readonly key?: string;
  readonly value?: Json;
}

export interface Ctx<D extends object = object, V extends object = object> {
  readonly env: Env;
  readonly id: NodeId;
  /** Survives crashes: a top-level field assigned here is on disk before the handler's messages leave. */
  readonly durable: D;
  /** Lost in a crash. */
  readonly volatile: V;
  /** True in the first step after a restart. */
  readonly restarted: boolean;
  /**
   * Hands a message to the network. A node may send to itself: it arrives like any other. What the handler has changed of `durable`
   * is on disk before the message leaves, unless it goes `beforeSync`: on purpose, in a variant that breaks this rule. It takes `after` µs
   * longer on its way than the network says: for a protocol in which somebody draws when messages arrive, and for no other.
   */
  send(to: NodeId, message: Message, how?: { readonly beforeSync?: boolean; readonly after?: Micros }): void;
  /** Starts (or restarts) a named timer that expires after `delay` on this node's monotonic clock. */
  setTimer(name: string, delay: Micros): void;
  clearTimer(name: string): void;
  timerRunning(name: string): boolean;
  /** An integer in [low, high], keyed by (seed, purpose, node, virtual time, how many drawn so far at this time). */
  randomInt(purpose: string, low: number, high: number): number;
  /** This node's wall clock, µs: may be wrong, may step. Never measure durations with it. */
  wallClock(): Micros;
  /** This node's monotonic clock, µs: never steps, may drift. */
  monotonicClock(): Micros;
  /** This node's signature on plain data: nobody else can make it, and it fits no other data. 16 hex digits. */
  sign(data: Json): string;
  /** Whether `signature` is the signer's on exactly this data. */
  verify(signer: NodeId, data: Json, signature: string): boolean;
  /** Marks the rule that fired; lights the pseudocode lines that bear this id. */
  rule(id: string): void;
  /** Notes what happened in the field's words; must be declared in `meta.notes`. */
  note(id: string, fields?: JsonObject): void;
  /** A client begins an operation; returns its id, counted per run. The history that checkers judge is made of these. */
  invoke(operation: Operation): number;
  /** It ends: `ok` it happened, `fail` it certainly did not, `info` nobody knows. */
  complete(operation: number, outcome: 'ok' | 'fail' | 'info', value?: Json): void;
}

/** Handlers of one role. `D` durable state, `V` volatile state, `M` the protocol's messages. */
export interface Role<D extends object, V extends object, M extends Message> {
  /** Durable state of a node that never ran. */
  durable(env: Env): D;
  /** Volatile state at boot, first or after a crash. */
  volatile(env: Env, durable: D): V;
  /**
   * What a node makes of a disk of which some records cannot be read (from `found` they are absent: fields hold their first value,
   * elements of lists are null). Without it, a list ends before its first unreadable element. It is stored as soon as the node boots.
   */
  recover?(env: Env, found: D, unreadable: readonly RecordName[]): D;
  /** The first step after boot: set timers here. */
  start?(ctx: Ctx<D, V>): void;
  message(ctx: Ctx<D, V>, from: NodeId, message: M): void;
  timer?(ctx: Ctx<D, V>, name: string): void;
  command?(ctx: Ctx<D, V>, command: Command): void;
  /**
   * Copies of its two records, field by field and in their order. Every step works on copies, and naming the fields is several times
   * faster than `{ ...record }`, which stands in where a protocol has none. Runs of tests hold each copy against its record.
   */
  readonly copies?: { durable(record: D): D; volatile(record: V): V };
  /** Index into `meta.statuses`. Cheap: called after every step. */
  status(durable: D, volatile: V): number;
  /** Term, view, …: 0 if none. Cheap: called after every step. */
  epoch(durable: D, volatile: V): number;
}

/** A record of the disk: a field of the durable state, or an element (from 0) of one that is a list. */
export interface RecordName {
  readonly field: string;
  readonly index: number | null;
}

/** What a node was given to handle: what its Byzantine behaviour sees of the step. */
export type Occasion =
  | { readonly type: 'start' }
  | { readonly type: 'message'; readonly from: NodeId; readonly message: Message }
  | { readonly type: 'timer'; readonly name: string }
  | { readonly type: 'command'; readonly command: Command };

export interface Outgoing {
  readonly to: NodeId;
  readonly message: Message;
  /** It takes so much longer on its way, µs. Default 0. */
  readonly after?: Micros;
  /** It does not wait for the step's write to be safe. Default false. */
  readonly beforeSync?: boolean;
}

export interface ByzantineCtx<D extends object = object, V extends object = object> extends Ctx<D, V> {
  /** What the student chose. */
  readonly options: JsonObject;
  /** What the behaviour remembers from step to step, immutable plain data; null at first. */
  memory: Json;
  /** What the honest handler was about to send; assigned anew, what is sent instead. `send` adds to it. */
  outbox: readonly Outgoing[];
}

/**
 * A way of being Byzantine: around each honest step it may swallow what came, and replace what goes out. It has the node's own
 * means and no others: it signs in the node's name only, and knows what the node knows.
 */
export interface Behaviour<D extends object = object, V extends object = object> {
  /** False: the honest handler never learns of it (and `act` is still called). */
  hears?(ctx: ByzantineCtx<D, V>, occasion: Occasion): boolean;
  act(ctx: ByzantineCtx<D, V>, occasion: Occasion): void;
}

/** A node as properties see it: what it wrote counts from when it is on disk. */
export interface NodeView<D = object, V = object> extends NodeInfo {
  readonly up: boolean;
  /** Whether it was Byzantine at any time up to now: of such a node nothing is promised. */
  readonly byzantine: boolean;
  /** Counts boots, from 1. Volatile facts are comparable only within one incarnation. */
  readonly incarnation: number;
  readonly durable: D;
  readonly volatile: V;
}

export interface SentMessage {
  readonly to: NodeId;
  readonly message: Message;
}

/** A client operation that ended. */
export interface Completion {
  /** As `ctx.invoke` returned it. */
  readonly operation: number;
  readonly outcome: 'ok' | 'fail' | 'info';
  readonly value: Json | undefined;
}

/** A step as properties see it. One whose write takes its time is seen when the write is on disk; if a crash undoes it, never. */
export interface StepView<D = object, V = object> {
  /** The node that took the step, after it. */
  readonly node: NodeView<D, V>;
  /** Its state before the step; equal to the state after for a fresh boot. */
  readonly durableBefore: D;
  readonly volatileBefore: V;
  /** The engine's true time, µs. */
  readonly time: Micros;
  /** What the step sent, in order, whatever the network made of it. Worked out when asked for: ask only where it can matter. */
  readonly sent: readonly SentMessage[];
  /** Operations of clients that ended in the step. Worked out when asked for. */
  readonly completed: readonly Completion[];
}

/**
 * A promise, checked after every step of every run. It sees the whole world, never feeds the protocol, and must be
 * incremental: the accumulator carries what history it needs. Return the same accumulator when nothing changed.
 */
export interface Property<A = unknown> {
  /** Id in `meta.properties`. */
  readonly id: string;
  init(nodes: readonly NodeView[], env: Env): A;
  /** Calls `broken(why)` with one plain sentence if the promise does not hold after this step. */
  step(acc: A, step: StepView, nodes: readonly NodeView[], broken: (why: string) => void): A;
}

export interface Protocol {
  readonly meta: Meta;
  /** Roles of one protocol have different state types; the engine never looks inside (method parameters are bivariant). */
  readonly roles: Readonly<Record<string, Role<object, object, Message>>>;
  readonly properties: readonly Property[];
  /** By id in `meta.behaviours`. */
  readonly behaviours?: Readonly<Record<string, Behaviour>>;
  /** Index into `meta.messages`. Cheap: called for every send. */
  messageKind(message: Message): number;
  /** The term or view a message belongs to, 0 if none. Cheap. */
  messageEpoch(message: Message): number;
  /** A word or two for a message in flight: "x=7", "granted". */
  messageLabel(message: Message): string;
}
