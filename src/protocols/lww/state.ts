/** What replicas and clients keep and say. Times in µs. */
import type { Ctx, Message, Micros, NodeId, NodeView, StepView } from '../../engine/api.ts';

/** Compared as l, then c, then r. With stamps of the wall clock c is 0. */
export type Stamp = { readonly l: Micros; readonly c: number; readonly r: NodeId };

export type Register = {
  readonly value: string;
  /** The write’s name, "C1.2": promises go by it, no rule does. */
  readonly w: string;
  readonly stamp: Stamp;
};
export interface ReplicaDurable {
  register: Register | null;
  /** The greatest stamp it has given or seen. */
  seen: { readonly l: Micros; readonly c: number };
  synced: number;
  /** The latest thing it took in. No rule reads it; promises do. */
  latest: { readonly put: string } | { readonly from: NodeId; readonly n: number } | null;
}
export type ReplicaVolatile = Record<string, never>;

export interface Order {
  readonly f: 'get' | 'put';
  readonly replica: NodeId;
  readonly value: string | null;
}
export interface Open {
  readonly q: number;
  readonly operation: number;
  /** Put only. */
  readonly w: string | null;
  /** The write that it had read last. */
  readonly read: string | null;
}
export interface ClientDurable {
  asked: number;
  writes: number;
  rounds: number;
  /** Its latest write that was answered. No rule reads it; promises do. */
  answered: string | null;
}
export interface ClientVolatile {
  open: Open | null;
  queue: readonly Order[];
  /** What it has read last, or written. */
  known: { readonly w: string; readonly stamp: Stamp } | null;
}

export interface Get extends Message {
  readonly type: 'Get';
  readonly q: number;
}
export interface Put extends Message {
  readonly type: 'Put';
  readonly q: number;
  readonly w: string;
  readonly value: string;
  /** The stamp of what the client knows. Only hybrid stamps go by it. */
  readonly known: Stamp | null;
}
export interface Value extends Message {
  readonly type: 'Value';
  readonly q: number;
  readonly register: Register | null;
}
export interface Sync extends Message {
  readonly type: 'Sync';
  readonly n: number;
  readonly register: Register | null;
}
export type LwwMessage = Get | Put | Value | Sync;

export type ReplicaCtx = Ctx<ReplicaDurable, ReplicaVolatile>;
export type ClientCtx = Ctx<ClientDurable, ClientVolatile>;
export type ReplicaView = NodeView<ReplicaDurable, ReplicaVolatile>;
export type ClientView = NodeView<ClientDurable, ClientVolatile>;
export type ReplicaStep = StepView<ReplicaDurable, ReplicaVolatile>;
export type ClientStep = StepView<ClientDurable, ClientVolatile>;

/** "42.3", with its count if it has one: "42.3+1" */
export function stampText({ l, c }: Stamp): string {
  return `${(l / 1000).toFixed(1)}${c > 0 ? `+${c}` : ''}`;
}
