/** Questions whose answers were computed, as they cross from the worker that made them to the page that asks them. Plain JSON. */
import type { Micros } from '../engine/runspec.ts';

/** What can be asked anew each time. The words of each: `kinds.ts`. */
export type KindId =
  | 'order'
  | 'stamp'
  | 'linear'
  | 'anomaly'
  | 'crashes'
  | 'liars'
  | 'overlap'
  | 'merge'
  | 'promise'
  | 'line';

export interface Question {
  readonly kind: KindId;
  readonly seed: number;
  /** What is given, where the picture does not say it; may be empty. */
  readonly lead: string;
  readonly ask: string;
  readonly picture: Picture | null;
  /** One of them is right. */
  readonly choices: readonly Choice[];
  /** What the engine found, in sentences, whichever was chosen. */
  readonly evidence: readonly string[];
  /** Address of the very run in the lab; null where there is none. */
  readonly lab: string | null;
}

export interface Choice {
  readonly text: string;
  readonly right: boolean;
  /** Why it is wrong, from what was found; empty for the right one. */
  readonly why: string;
}

export type Picture = DiagramPicture | OperationsPicture | StatementsPicture | CodePicture;

/** Lanes, events and messages, time from left to right. */
export interface DiagramPicture {
  readonly kind: 'diagram';
  readonly lanes: readonly string[];
  readonly until: Micros;
  readonly events: readonly DrawnEvent[];
  /** Positions among the events. */
  readonly messages: readonly { readonly from: number; readonly to: number }[];
  /** Positions of events: a way from one event that is asked about to the other, drawn with the answer. May be empty. */
  readonly chain: readonly number[];
}

export interface DrawnEvent {
  readonly lane: number;
  readonly at: Micros;
  /** `a`, `b` of those that are asked about; empty for others. */
  readonly name: string;
  /** A stamp that is given; empty where none is. */
  readonly stamp: string;
}

/** What clients asked and were told: bars from asking to answer. */
export interface OperationsPicture {
  readonly kind: 'operations';
  readonly clients: readonly string[];
  readonly until: Micros;
  readonly bars: readonly {
    readonly client: number;
    readonly from: Micros;
    readonly to: Micros;
    /** `write a`, `read → a` */
    readonly text: string;
  }[];
  /** Positions of bars in an order that explains them, drawn with the answer; empty if there is none. */
  readonly order: readonly number[];
}

/** Statements of sessions, one after the other, and what came of each. */
export interface StatementsPicture {
  readonly kind: 'statements';
  readonly setup: string;
  readonly sessions: readonly string[];
  readonly steps: readonly {
    readonly session: string;
    readonly sql: string;
    readonly outcome: string;
    readonly state: 'done' | 'waits' | 'fails';
  }[];
}

/** Pseudocode with a line left out. */
export interface CodePicture {
  readonly kind: 'code';
  readonly title: string;
  /** The missing one is in its place among them. */
  readonly lines: readonly string[];
  readonly missing: number;
}
