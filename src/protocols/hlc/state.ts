/** What nodes keep and say. Names are those of the paper: `pt` physical time, `l` and `c` the two parts of a stamp. All in ticks. */
import type { Ctx, Env, Message, NodeView, StepView } from '../../engine/api.ts';
import type { EventMark } from '../../protolib/happened.ts';

/** All of it: a node that comes back remembers. */
export interface Durable {
  l: number;
  c: number;
  /** Its own clock at its latest event. */
  pt: number;
  /** How many messages it has sent by itself. */
  made: number;
  event: EventMark;
}
export type Volatile = Record<string, never>;

export interface Stamped extends Message {
  readonly type: 'Message';
  readonly l: number;
  readonly c: number;
  /** Which event of its sender sent it. */
  readonly n: number;
}

export type NodeCtx = Ctx<Durable, Volatile>;
export type HlcView = NodeView<Durable, Volatile>;
export type HlcStep = StepView<Durable, Volatile>;

/** How far clocks may be apart, in ticks, rounded up. */
export function epsilonTicks({ params }: Env): number {
  const { epsilon, tick } = params as { epsilon: number; tick: number };
  return (epsilon + tick - 1 - ((epsilon + tick - 1) % tick)) / tick;
}
