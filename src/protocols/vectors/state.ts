/** What members of the board keep and say. */
import type { Ctx, Message, NodeId, NodeView, StepView } from '../../engine/api.ts';
import type { EventMark } from '../../protolib/happened.ts';

/** By member: how many of its events are known of. Members of whom nothing is known are absent. */
export type Vector = Readonly<Record<NodeId, number>>;

export interface Post {
  readonly author: NodeId;
  readonly text: string;
  /** The author's vector when it posted. */
  readonly V: Vector;
}

/** All of it: a member that comes back remembers. */
export interface Durable {
  V: Vector;
  /** In the order in which they came. */
  posts: readonly Post[];
  /** What it is to say once it has read something. */
  answers: readonly { readonly to: string; readonly text: string }[];
  /** How many posts it has made by itself. */
  made: number;
  event: EventMark;
}
export type Volatile = Record<string, never>;

interface Stamped extends Message {
  readonly V: Vector;
  /** Which event of its sender sent it. */
  readonly n: number;
  readonly text: string;
}
export interface PostMessage extends Stamped {
  readonly type: 'Post';
}
/** Goes from hand to hand: who receives it sends it on to the first of `route`. */
export interface PassMessage extends Stamped {
  readonly type: 'Pass';
  readonly route: readonly NodeId[];
}
export type BoardMessage = PostMessage | PassMessage;

export type MemberCtx = Ctx<Durable, Volatile>;
export type MemberView = NodeView<Durable, Volatile>;
export type MemberStep = StepView<Durable, Volatile>;

/** "[1, 0, 2]", in the order of `ids`; a clock of one entry as "[7]". */
export function vectorText(V: Vector, ids: readonly NodeId[]): string {
  if (V['*'] !== undefined) return `[${V['*']}]`;
  return `[${ids.map((id) => V[id] ?? 0).join(', ')}]`;
}

/** a < b: no entry of `a` is greater, and one is less. */
export function less(a: Vector, b: Vector): boolean {
  const all = [...Object.keys(a), ...Object.keys(b)];
  return all.every((id) => (a[id] ?? 0) <= (b[id] ?? 0)) && all.some((id) => (a[id] ?? 0) < (b[id] ?? 0));
}
