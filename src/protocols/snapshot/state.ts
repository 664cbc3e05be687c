/** What processes keep and say. */
import type { Ctx, Message, NodeId, NodeView, StepView } from '../../engine/api.ts';
import type { EventMark } from '../../protolib/happened.ts';

/** What was received on a channel since its receiver recorded its state. */
export interface Channel {
  /** Until the marker has come. */
  readonly open: boolean;
  /** Tokens of each message, in order. */
  readonly messages: readonly number[];
}
/** One process's part of a snapshot. */
export interface Part {
  /** How many tokens it had. */
  readonly tokens: number;
  /** Which event of its own was its latest. Promises read it, no rule does. */
  readonly event: number;
  /** By the sender of the channel. */
  readonly channels: Readonly<Record<NodeId, Channel>>;
}

/** All of it: a process that comes back remembers. What was sent to it meanwhile is lost. */
export interface Durable {
  tokens: number;
  /** How many snapshots it has begun. */
  begun: number;
  /** Its parts, by the name of the snapshot: "P1.1". */
  parts: Readonly<Record<string, Part>>;
  /** What it was told of the snapshots it began itself: tokens by process and by channel. */
  reports: Readonly<Record<string, Readonly<Record<NodeId, number>>>>;
  /** Variant `markerAfterNextMsg`: markers that wait for the next message on their channel. */
  owed: Readonly<Record<NodeId, readonly string[]>>;
  /** How many times it gave tokens by itself. */
  moves: number;
  /** Only tokens make events: a marker is no part of the game. */
  event: EventMark;
}
export type Volatile = Record<string, never>;

export interface Tokens extends Message {
  readonly type: 'Tokens';
  readonly tokens: number;
  /** Which event of its sender sent it. */
  readonly n: number;
}
export interface Marker extends Message {
  readonly type: 'Marker';
  readonly snapshot: string;
}
/** To who began the snapshot: the whole of one part, tokens of channels included. */
export interface Report extends Message {
  readonly type: 'Report';
  readonly snapshot: string;
  readonly tokens: number;
  readonly onTheWay: number;
}
export type SnapshotMessage = Tokens | Marker | Report;

export type ProcessCtx = Ctx<Durable, Volatile>;
export type ProcessView = NodeView<Durable, Volatile>;
export type ProcessStep = StepView<Durable, Volatile>;

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** Tokens on the channels of a part. */
export function onTheWay({ channels }: Part): number {
  return sum(Object.values(channels).flatMap((c) => c.messages));
}

export function isWhole({ channels }: Part): boolean {
  return Object.values(channels).every((c) => !c.open);
}
