/** What clients keep and say. All times in µs; t1 … t4 are those of NTP. */
import type { Ctx, Message, Micros, NodeView, StepView } from '../../engine/api.ts';

export type Method = 'Cristian' | 'NTP';

export interface Poll {
  readonly k: number;
  /** Its own clock, and its stopwatch, when it asked. */
  readonly t1: Micros;
  readonly stopwatch: Micros;
}
/** What came of the latest answer that was taken. */
export interface Sample {
  readonly k: number;
  readonly t1: Micros;
  readonly t2: Micros;
  readonly t3: Micros;
  readonly t4: Micros;
  /** θ: by how much the server is thought to be ahead. */
  readonly offset: Micros;
  /** δ with NTP, the round trip with Cristian. */
  readonly delay: Micros;
  /** How wrong the clock can be after it was set by this. */
  readonly bound: Micros;
  /** Its clock once it was set. */
  readonly clock: Micros;
}
export interface ClientDurable {
  /** What it adds to its wall clock. */
  correction: Micros;
  /** How many times it has asked. */
  asked: number;
}
export interface ClientVolatile {
  poll: Poll | null;
  sample: Sample | null;
}
/** What the server is about to answer. */
export interface Question {
  readonly client: string;
  readonly k: number;
  readonly t2: Micros;
}
export type ServerDurable = Record<string, never>;
export interface ServerVolatile {
  questions: readonly Question[];
}

export interface Ask extends Message {
  readonly type: 'Ask';
  readonly k: number;
}
export interface Answer extends Message {
  readonly type: 'Answer';
  readonly k: number;
  readonly t2: Micros;
  readonly t3: Micros;
}
export type SyncMessage = Ask | Answer;

export type ClientCtx = Ctx<ClientDurable, ClientVolatile>;
export type ServerCtx = Ctx<ServerDurable, ServerVolatile>;
export type ClientView = NodeView<ClientDurable, ClientVolatile>;
export type ServerView = NodeView<ServerDurable, ServerVolatile>;
export type ClientStep = StepView<ClientDurable, ClientVolatile>;

/** "42.3", "−8.0" */
export function ms(time: Micros): string {
  return `${time < 0 ? '−' : ''}${((time < 0 ? -time : time) / 1000).toFixed(1)}`;
}
