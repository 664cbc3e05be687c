/** Causal (Birman, Schiper & Stephenson 1991): a message bears what its sender had delivered, and waits until its receiver has too. */
import { deliver, deliverHeld, hold, isHeld, postOf, sendToOthers } from '../delivery.ts';
import type { Held, Order, ProcessCtx } from '../state.ts';

/** What has to be delivered before this message, as names; empty: it may be delivered. */
function missing({ durable, env }: ProcessCtx, { from, V = {} }: Held): string[] {
  const senders = env.variant('onlySender') ? [from] : env.ids('process');
  return senders
    .filter((k) => (V[k] ?? 0) - (k === from ? 1 : 0) > (durable.V[k] ?? 0))
    .map((k) => `message ${(durable.V[k] ?? 0) + 1} of ${k}`);
}

export const causal: Order = {
  broadcast(ctx, post) {
    ctx.rule('broadcast.send');
    ctx.rule('broadcast.causal.send');
    // Its own message is delivered at once: that is part of the rule.
    deliver(ctx, post);
    sendToOthers(ctx, { type: 'Data', ...post, V: ctx.durable.V });
  },
  receive(ctx, _from, message) {
    if (message.type !== 'Data') return;
    const post = postOf(message);
    if (post.n <= (ctx.durable.V[post.from] ?? 0) || isHeld(ctx, post)) return;
    ctx.rule('broadcast.causal');
    const wait = missing(ctx, post);
    if (wait.length > 0) {
      hold(ctx, post, wait.join(' and '));
      return;
    }
    deliver(ctx, post);
    deliverHeld(ctx, (h) => missing(ctx, h).length === 0);
  },
};
