/** What processes keep and say. */
import type { Ctx, Message, NodeId, NodeView, StepView } from '../../engine/api.ts';
import type { List } from '../../protolib/list.ts';

/** Values of the parameter `order`. */
export type OrderName = 'best effort' | 'FIFO' | 'causal' | 'total, sequencer' | 'total, timestamps';

/** A message as those who use the broadcast see it. */
export interface Post {
  readonly from: NodeId;
  /** Which of its sender's broadcasts it is, from 1. */
  readonly n: number;
  readonly text: string;
}
/** What happened at a process, as those who use the broadcast see it. */
export interface LogEntry extends Post {
  readonly what: 'broadcast' | 'deliver';
}
/** Counts of broadcasts, by sender. */
export type Counts = Readonly<Record<NodeId, number>>;

/** A message that has come and is not delivered yet, with what its order goes by. */
export interface Held extends Post {
  readonly V?: Counts;
  readonly T?: number;
}

/** All of it: a process that comes back remembers. What was sent to it meanwhile is lost. */
export interface Durable {
  log: List<LogEntry>;
  /** How many messages it has broadcast. */
  sent: number;
  held: readonly Held[];
  /** `V`: how many messages of each sender it has delivered. */
  V: Counts;
  /** Total order by timestamps: its logical clock, and the latest timestamp from each other process. */
  C: number;
  received: Counts;
  /** Total order by sequencer: the next number to give or to deliver, and numbers that came before their turn or their message. */
  next: number;
  numbers: Readonly<Record<string, string>>;
  /** What it is to say once it has delivered something. */
  answers: readonly { readonly to: string; readonly text: string }[];
  /** How many of its messages it has asked about: whether all have them in time. */
  asked: number;
}
export type Volatile = Record<string, never>;

export interface Data extends Message, Held {
  readonly type: 'Data';
}
/** "Message n of `from` is number s": only the sequencer says so. */
export interface Number_ extends Message {
  readonly type: 'Number';
  readonly from: NodeId;
  readonly n: number;
  readonly s: number;
}
export interface Ack extends Message {
  readonly type: 'Ack';
  readonly T: number;
}
export type BroadcastMessage = Data | Number_ | Ack;

export type ProcessCtx = Ctx<Durable, Volatile>;
export type ProcessView = NodeView<Durable, Volatile>;
export type ProcessStep = StepView<Durable, Volatile>;

/** One way to order deliveries. */
export interface Order {
  /** Sends a message of its own to all. */
  broadcast(ctx: ProcessCtx, post: Post): void;
  /** Takes in what came, and delivers what may be delivered. */
  receive(ctx: ProcessCtx, from: NodeId, message: BroadcastMessage): void;
}

/** "P1.2": a message's name in the whole run. */
export function nameOf({ from, n }: { readonly from: NodeId; readonly n: number }): string {
  return `${from}.${n}`;
}
