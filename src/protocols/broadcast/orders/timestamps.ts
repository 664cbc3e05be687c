/**
 * Total order by timestamps (Lamport 1978): everybody delivers in the order of (T, sender), and a message only once nothing earlier can
 * come any more, that is, once something later has come from everybody. Needs links that keep order.
 */
import { slice } from '../../../protolib/list.ts';
import { deliver, deliverHeld, hold, isHeld, others, postOf, sendToOthers } from '../delivery.ts';
import type { Held, Order, ProcessCtx } from '../state.ts';

function earlier(a: Held, b: Held): boolean {
  const [x, y] = [a.T ?? 0, b.T ?? 0];
  return x < y || (x === y && a.from < b.from);
}

/** What is in the way of a message; empty: it may be delivered. */
function waitsFor(ctx: ProcessCtx, post: Held): string {
  const { durable } = ctx;
  const head = durable.held.find((h) => earlier(h, post));
  if (head) return `“${head.text}”, which is earlier`;
  if (ctx.env.variant('noWait')) return '';
  const silent = others(ctx).filter((p) => p !== post.from && (durable.received[p] ?? 0) <= (post.T ?? 0));
  return silent.length > 0 ? `something later than ${post.T} from ${silent.join(', ')}` : '';
}

/** Of a second copy. */
function isDelivered({ durable }: ProcessCtx, { from, n }: Held): boolean {
  return slice(durable.log).some((e) => e.what === 'deliver' && e.from === from && e.n === n);
}

function deliverReady(ctx: ProcessCtx): void {
  deliverHeld(ctx, (h) => {
    if (waitsFor(ctx, h) !== '') return false;
    ctx.rule('broadcast.stamps.deliver');
    return true;
  });
}

export const timestamps: Order = {
  broadcast(ctx, post) {
    const { durable } = ctx;
    ctx.rule('broadcast.send');
    ctx.rule('broadcast.stamps.send');
    durable.C += 1;
    const T = durable.C;
    sendToOthers(ctx, { type: 'Data', ...post, T });
    if (others(ctx).length === 0) deliver(ctx, post);
    else hold(ctx, { ...post, T }, `something later than ${T} from the others`);
    deliverReady(ctx);
  },
  receive(ctx, from, message) {
    const { durable } = ctx;
    if (message.type === 'Number') return;
    const T = message.T ?? 0;
    if (T > durable.C) durable.C = T;
    durable.C += 1;
    const old = T <= (durable.received[from] ?? 0);
    if (T > (durable.received[from] ?? 0)) durable.received = { ...durable.received, [from]: T };
    if (message.type === 'Data') {
      const post = postOf(message);
      if (old && (isHeld(ctx, post) || isDelivered(ctx, post))) return;
      ctx.rule('broadcast.stamps.ack');
      const why = waitsFor(ctx, post);
      if (why === '') durable.held = [...durable.held, post];
      else hold(ctx, post, why);
      if (!ctx.env.variant('noWait')) sendToOthers(ctx, { type: 'Ack', T: durable.C });
    }
    deliverReady(ctx);
  },
};
