/** Best effort: to all, and delivered as it comes. */
import { deliver, postOf, sendToOthers } from '../delivery.ts';
import type { Order } from '../state.ts';

export const bestEffort: Order = {
  broadcast(ctx, post) {
    ctx.rule('broadcast.send');
    sendToOthers(ctx, { type: 'Data', ...post });
    deliver(ctx, post);
  },
  receive(ctx, _from, message) {
    if (message.type !== 'Data') return;
    ctx.rule('broadcast.best');
    deliver(ctx, postOf(message));
  },
};
