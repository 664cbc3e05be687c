/** What the liars have in common: the means of changing what they say. */
import type { Behaviour, ByzantineCtx, NodeId, Outgoing } from '../../engine/api.ts';
import { type Signed, signed, type Unsigned } from './signed.ts';
import type { PbftMessage, ReplicaDurable, ReplicaVolatile } from './state.ts';

export type Liar = ByzantineCtx<ReplicaDurable, ReplicaVolatile>;
export type Lie = Behaviour<ReplicaDurable, ReplicaVolatile>;

/** The message with a change, signed anew. */
export function resigned<M extends Signed>(ctx: Liar, message: M, change: Partial<M>): M {
  const { sig: _, ...rest } = { ...message, ...change };
  return signed<M>(ctx, rest as unknown as Unsigned<M>);
}

/** Puts something else in place of messages of its own. @param change null: as it was */
export function instead(ctx: Liar, change: (message: PbftMessage, to: NodeId) => PbftMessage | null): void {
  let changed = false;
  const outbox = ctx.outbox.map((out): Outgoing => {
    const message = change(out.message as PbftMessage, out.to);
    if (message === null) return out;
    changed = true;
    return { ...out, message };
  });
  if (changed) ctx.outbox = outbox;
}

/** Whether it is the first time, so that a lie told to many is noted once. Keeps the latest only. */
export function once(ctx: Liar, what: string): boolean {
  if (ctx.memory === what) return false;
  ctx.memory = what;
  return true;
}
