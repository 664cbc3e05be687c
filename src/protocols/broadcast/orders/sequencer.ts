/** Total order by a sequencer: P1 numbers all messages as they come to it, and everybody delivers by these numbers. */
import { deliver, drop, hold, isHeld, postOf, sendToOthers } from '../delivery.ts';
import { nameOf, type Order, type Post, type ProcessCtx } from '../state.ts';

function isSequencer(ctx: ProcessCtx): boolean {
  return ctx.id === ctx.env.ids('process')[0];
}

/** Gives a message the next number and delivers it. */
function number(ctx: ProcessCtx, post: Post): void {
  const { durable } = ctx;
  ctx.rule('broadcast.number');
  const s = durable.next;
  durable.next += 1;
  durable.numbers = { ...durable.numbers, [nameOf(post)]: String(s) };
  sendToOthers(ctx, { type: 'Number', from: post.from, n: post.n, s });
  deliver(ctx, post);
}

/** Delivers whatever is next, as long as both its number and its message are here. */
function deliverNext(ctx: ProcessCtx): void {
  const { durable } = ctx;
  for (;;) {
    const post = durable.held.find((h) => durable.numbers[nameOf(h)] === String(durable.next));
    if (!post) return;
    ctx.rule('broadcast.byNumber');
    durable.next += 1;
    drop(ctx, post);
    deliver(ctx, post);
  }
}

export const sequencer: Order = {
  broadcast(ctx, post) {
    ctx.rule('broadcast.send');
    sendToOthers(ctx, { type: 'Data', ...post });
    if (isSequencer(ctx)) number(ctx, post);
    else if (ctx.env.variant('receiptOrder')) deliver(ctx, post);
    else hold(ctx, post, 'its number');
  },
  receive(ctx, _from, message) {
    const { durable } = ctx;
    if (message.type === 'Number') {
      if (ctx.env.variant('receiptOrder')) return;
      durable.numbers = { ...durable.numbers, [nameOf(message)]: String(message.s) };
      deliverNext(ctx);
    } else if (message.type === 'Data') {
      const post = postOf(message);
      if (isSequencer(ctx)) {
        // A second copy has its number already.
        if (durable.numbers[nameOf(post)] === undefined) number(ctx, post);
      } else if (ctx.env.variant('receiptOrder')) deliver(ctx, post);
      else if (!isHeld(ctx, post) && !isPast(ctx, post)) {
        const s = durable.numbers[nameOf(post)];
        if (s === String(durable.next)) durable.held = [...durable.held, post];
        else hold(ctx, post, s === undefined ? 'its number' : `number ${durable.next}`);
        deliverNext(ctx);
      }
    }
  },
};

/** Whether it was delivered already: a second copy. */
function isPast({ durable }: ProcessCtx, post: Post): boolean {
  const s = durable.numbers[nameOf(post)];
  return s !== undefined && Number(s) < durable.next;
}
