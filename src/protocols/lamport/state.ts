/** What processes keep and say. Names are those of the 1978 paper; `T` is a timestamp `Tm`. */
import type { Message, NodeId, NodeView, StepView } from '../../engine/api.ts';
import type { EventMark } from '../../protolib/happened.ts';

/** A request for the resource: its timestamp and who made it. */
export interface Request {
  readonly T: number;
  readonly P: NodeId;
}

/** All of it: a process that comes back remembers. What was sent to it meanwhile is lost. */
export interface Durable {
  /** `Ci`: the logical clock. */
  C: number;
  /** Requests not yet released, its own among them, in the order of `⇒`. */
  requestQueue: readonly Request[];
  /** By other process: the latest timestamp received from it. */
  received: Readonly<Record<NodeId, number>>;
  /** Its own request, granted or not; null if it has none. */
  request: Request | null;
  granted: boolean;
  /** How many more requests it is to make. */
  wanted: number;
  event: EventMark;
}
export type Volatile = Record<string, never>;

interface Stamped extends Message {
  /** `Tm`: the sender's clock when it sent this. */
  readonly T: number;
  /** Which event of its sender sent it. */
  readonly n: number;
}
export interface RequestsResource extends Stamped {
  readonly type: 'Request';
}
export interface Acknowledges extends Stamped {
  readonly type: 'Ack';
}
export interface ReleasesResource extends Stamped {
  readonly type: 'Release';
}
export type LamportMessage = RequestsResource | Acknowledges | ReleasesResource;

export type ProcessView = NodeView<Durable, Volatile>;
export type ProcessStep = StepView<Durable, Volatile>;

/** "(3, P1)" */
export function requestText({ T, P }: Request): string {
  return `(${T}, ${P})`;
}
