/**
 * Replication by deltas (Almeida, Shoker, Baquero 2018, Algorithm 2): a replica keeps the small states that others may lack, and sends
 * each the join of those it has not confirmed. Where some of these are gone (after a crash) it sends the whole state.
 */
import type { JsonObject, NodeId } from '../../engine/api.ts';
import { merge } from './merging.ts';
import { others, type ReplicaCtx, stateBased } from './run.ts';
import type { DeltaMessage } from './state.ts';
import { type Context, joinContexts } from './types/dots.ts';
import { count, put } from './types/records.ts';

/** Keeps a delta for the others. */
export function holdDelta(ctx: ReplicaCtx, delta: JsonObject, brings: Context): void {
  const { durable, volatile } = ctx;
  const n = durable.copy.deltas + 1;
  durable.copy = { ...durable.copy, deltas: n };
  volatile.held = [...volatile.held, { n, delta, brings }];
}

/** Sends what the peer has not confirmed; with nothing of that, nothing, unless it was asked for. */
export function sendDelta(ctx: ReplicaCtx, to: NodeId, asked = false): void {
  const { durable, volatile, env } = ctx;
  const { copy } = durable;
  const had = count(volatile.confirmed, to);
  if (had >= copy.deltas && !asked) return;
  ctx.rule('crdt.delta.send');
  const group = volatile.held.filter(({ n }) => n > had);
  const whole = group.length === 0 || (group[0]?.n ?? 0) > had + 1;
  const type = stateBased(env);
  const delta = whole ? copy.state : group.map((h) => h.delta).reduce((a, b) => type.join(a, b));
  const brings = whole ? copy.seen : group.map((h) => h.brings).reduce(joinContexts);
  ctx.send(to, { type: 'Delta', delta, brings, clock: copy.clock, n: copy.deltas, whole });
  // Broken on purpose: what was sent counts as received.
  if (env.variant('deltaGaps')) {
    volatile.confirmed = put(volatile.confirmed, to, copy.deltas);
    forgetDelivered(ctx);
  }
}

export function onDelta(ctx: ReplicaCtx, from: NodeId, message: DeltaMessage): void {
  const { delta, brings, clock, n } = message;
  ctx.rule('crdt.delta.receive');
  // What is new here may be new to others.
  if (merge(ctx, from, { state: delta, seen: brings, clock })) holdDelta(ctx, delta, brings);
  ctx.send(from, { type: 'Ack', n });
}

export function onAck(ctx: ReplicaCtx, from: NodeId, n: number): void {
  const { volatile } = ctx;
  if (n <= count(volatile.confirmed, from)) return;
  ctx.rule('crdt.delta.confirmed');
  volatile.confirmed = put(volatile.confirmed, from, n);
  forgetDelivered(ctx);
}

/** Deltas that all others have are let go. */
function forgetDelivered(ctx: ReplicaCtx): void {
  const { volatile } = ctx;
  const least = Math.min(...others(ctx).map((id) => count(volatile.confirmed, id)));
  if (volatile.held.some(({ n }) => n <= least)) volatile.held = volatile.held.filter(({ n }) => n > least);
}
