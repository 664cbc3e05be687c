/** FIFO: messages of one sender in the order in which it sent them. */
import { deliver, deliverHeld, hold, isHeld, postOf, sendToOthers } from '../delivery.ts';
import type { Held, Order, ProcessCtx } from '../state.ts';

function isNext({ durable }: ProcessCtx, { from, n }: Held): boolean {
  return n === (durable.V[from] ?? 0) + 1;
}

export const fifo: Order = {
  broadcast(ctx, post) {
    ctx.rule('broadcast.send');
    sendToOthers(ctx, { type: 'Data', ...post });
    deliver(ctx, post);
  },
  receive(ctx, _from, message) {
    if (message.type !== 'Data') return;
    const post = postOf(message);
    const had = ctx.durable.V[post.from] ?? 0;
    if (post.n <= had || isHeld(ctx, post)) return;
    ctx.rule('broadcast.fifo');
    if (!isNext(ctx, post)) {
      hold(ctx, post, `message ${had + 1} of ${post.from}`);
      return;
    }
    deliver(ctx, post);
    deliverHeld(ctx, (h) => isNext(ctx, h));
  },
};
