/** §4.1: a client sends its request to the primary, and takes the result that f + 1 replicas agree on: one of them is correct. */

import { jsonEqual } from '../../base/json.ts';
import type { Command, Role } from '../../engine/api.ts';
import { empty, first, push, shift } from '../../protolib/queue.ts';
import { faulty, primaryOf } from './quorums.ts';
import { isGenuine, signed } from './signed.ts';
import type {
  ClientCtx,
  ClientDurable,
  ClientVolatile,
  Op,
  PbftMessage,
  Pending,
  Reply,
  Request,
} from './state.ts';
import { opText, valueText } from './words.ts';

export const client: Role<ClientDurable, ClientVolatile, PbftMessage> = {
  durable: () => ({ t: 1 }),
  volatile: () => ({ queue: empty(), pending: null, view: 1 }),

  command(ctx, command) {
    ctx.volatile.queue = push(ctx.volatile.queue, command);
    if (ctx.volatile.pending === null) next(ctx);
  },

  message(ctx, _from, message) {
    const { pending } = ctx.volatile;
    if (message.type !== 'Reply' || pending === null) return;
    if (message.c !== ctx.id || message.t !== pending.request.t) return;
    if (!isGenuine(ctx, message)) {
      ctx.rule('pbft.any.forged');
      return;
    }
    onReply(ctx, pending, message);
  },

  timer(ctx, name) {
    const { pending } = ctx.volatile;
    if (name !== 'retry' || pending === null) return;
    ctx.rule('pbft.client.again');
    ctx.note('asksAll', { request: opText(pending.request.o) });
    for (const replica of ctx.env.ids('replica')) ctx.send(replica, pending.request);
    ctx.setTimer('retry', ctx.env.params.clientRetry as number);
  },

  status: (_durable, { pending }) => (pending === null ? 3 : 4),
  epoch: () => 0,
};

/** Begins the next command that waits, if any. */
function next(ctx: ClientCtx): void {
  const { volatile, durable, env } = ctx;
  const command = first(volatile.queue);
  volatile.pending = null;
  if (command === undefined) return;
  volatile.queue = shift(volatile.queue);
  const o = operationOf(command);
  const operation = ctx.invoke(o);
  const t = durable.t;
  durable.t += 1;
  const request = signed<Request>(ctx, { type: 'Request', o, t, c: ctx.id });
  volatile.pending = { operation, request, replies: {} };
  ctx.rule('pbft.client.ask');
  const via = typeof command.via === 'string' ? command.via : primaryOf(env, volatile.view);
  ctx.send(via, request);
  ctx.setTimer('retry', env.params.clientRetry as number);
}

function operationOf(command: Command): Op {
  const key = String(command.key);
  return command.type === 'write' ? { f: 'write', key, value: command.value ?? null } : { f: 'read', key };
}

function onReply(ctx: ClientCtx, pending: Pending, reply: Reply): void {
  const { volatile, env } = ctx;
  const replies = { ...pending.replies, [reply.i]: reply };
  volatile.pending = { ...pending, replies };
  ctx.rule('pbft.client.count');
  const same = Object.values(replies).filter((r) => jsonEqual(r.r, reply.r));
  const enough = env.variant('oneReply') ? 1 : faulty(env) + 1;
  if (same.length < enough) return;
  ctx.rule('pbft.client.accept');
  ctx.clearTimer('retry');
  // One of these is correct, so that no liar can send it to a view that is not there yet.
  volatile.view = Math.max(volatile.view, Math.min(...same.map((r) => r.v)));
  const { o } = pending.request;
  if (o.f === 'write') {
    ctx.note('told', { request: opText(o) });
    ctx.complete(pending.operation, 'ok');
  } else {
    ctx.note('toldValue', { key: o.key, value: reply.r === null ? 'empty' : valueText(reply.r) });
    ctx.complete(pending.operation, 'ok', reply.r);
  }
  next(ctx);
}
