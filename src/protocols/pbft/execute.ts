/** §4.2: requests are executed in the order of their numbers once they are committed-local, and answered. */
import type { Json, NodeId } from '../../engine/api.ts';
import { append } from '../../protolib/list.ts';
import * as map from '../../protolib/map.ts';
import { takeCheckpoint } from './checkpoint.ts';
import { signed } from './signed.ts';
import type { PrePrepare, ReplicaCtx, Reply, Request } from './state.ts';
import { requestText } from './words.ts';

export function executeReady(ctx: ReplicaCtx): void {
  const { durable, env } = ctx;
  for (;;) {
    const slot = durable.log[durable.lastExecuted + 1];
    const early = env.variant('execAtPrepared') ? slot?.prepared?.prePrepare : null;
    const next = slot?.committed ?? early ?? null;
    if (next === null) return;
    execute(ctx, next);
    if (durable.lastExecuted % (env.params.checkpointInterval as number) === 0) takeCheckpoint(ctx);
  }
}

function execute(ctx: ReplicaCtx, { n, d, m }: PrePrepare): void {
  const { durable, volatile } = ctx;
  // A timestamp that is not new is a request that has been executed (§4.1): exactly once, for all replicas alike.
  const applied = m !== null && m.t > (durable.replies[m.c]?.t ?? 0);
  durable.lastExecuted = n;
  durable.executed = append(durable.executed, { n, d, m, applied });
  if (m === null || !applied) {
    ctx.rule('pbft.execute.nothing');
    ctx.note('executesNothing', { n, request: requestText(m) });
    return;
  }
  ctx.rule('pbft.execute.apply');
  ctx.note('executes', { n, request: requestText(m) });
  const r = apply(ctx, m);
  durable.replies = { ...durable.replies, [m.c]: { t: m.t, r } };
  forgetExecuted(ctx);
  // Something happened that it had waited for: its patience is as it was at first (§4.5.2).
  volatile.attempts = 0;
  if (volatile.timed === null) ctx.clearTimer('view');
  ctx.clearTimer('status');
  sendReply(ctx, m.c);
}

/** @returns the result: the value read, null for a write */
function apply(ctx: ReplicaCtx, { o }: Request): Json {
  const { durable } = ctx;
  if (o.f === 'read') return map.get(durable.service, o.key) ?? null;
  durable.service = map.set(durable.service, o.key, o.value);
  return null;
}

/** Requests that have been executed are waited for no longer. */
export function forgetExecuted({ durable, volatile }: ReplicaCtx): void {
  const { waiting } = volatile;
  const left = waiting.filter((w) => w.t > (durable.replies[w.c]?.t ?? 0));
  if (left.length < waiting.length) volatile.waiting = left;
}

/** The client may not have had the answer. */
export function resendReply(ctx: ReplicaCtx, client: NodeId): void {
  ctx.rule('pbft.request.again');
  sendReply(ctx, client);
}

function sendReply(ctx: ReplicaCtx, c: NodeId): void {
  const { durable, id } = ctx;
  const last = durable.replies[c];
  if (last === undefined) return;
  ctx.send(c, signed<Reply>(ctx, { type: 'Reply', v: durable.view, t: last.t, c, i: id, r: last.r }));
}
