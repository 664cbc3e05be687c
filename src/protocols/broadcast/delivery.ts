/** What all orders share: sending to the others, holding back, delivering. */
import type { NodeId } from '../../engine/api.ts';
import { append } from '../../protolib/list.ts';
import type { BroadcastMessage, Data, Held, Post, ProcessCtx } from './state.ts';

export function others({ env, id }: ProcessCtx): readonly NodeId[] {
  return env.ids('process').filter((p) => p !== id);
}

export function sendToOthers(ctx: ProcessCtx, message: BroadcastMessage): void {
  for (const id of others(ctx)) ctx.send(id, message);
}

/** Hands a message to whoever uses the broadcast, and counts it. */
export function deliver(ctx: ProcessCtx, { from, n, text }: Post): void {
  const { durable } = ctx;
  durable.log = append(durable.log, { what: 'deliver', from, n, text });
  durable.V = { ...durable.V, [from]: (durable.V[from] ?? 0) + 1 };
  ctx.note('delivers', { text, from });
}

/** Keeps a message for later. `why` says what it waits for. */
export function hold(ctx: ProcessCtx, post: Held, why: string): void {
  ctx.durable.held = [...ctx.durable.held, post];
  ctx.note('holds', { text: post.text, from: post.from, why });
}

export function drop({ durable }: ProcessCtx, { from, n }: Post): void {
  durable.held = durable.held.filter((h) => h.from !== from || h.n !== n);
}

export function isHeld({ durable }: ProcessCtx, { from, n }: Post): boolean {
  return durable.held.some((h) => h.from === from && h.n === n);
}

/** Delivers held messages as long as one may be. */
export function deliverHeld(ctx: ProcessCtx, may: (post: Held) => boolean): void {
  for (;;) {
    const post = ctx.durable.held.find(may);
    if (!post) return;
    drop(ctx, post);
    deliver(ctx, post);
  }
}

export function postOf({ from, n, text, V, T }: Data): Held {
  return { from, n, text, ...(V === undefined ? {} : { V }), ...(T === undefined ? {} : { T }) };
}
