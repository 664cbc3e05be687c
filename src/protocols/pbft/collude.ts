/** An accomplice: it tells each replica that it sees things as that replica does. */
import type { NodeId } from '../../engine/api.ts';
import type { Liar, Lie } from './liar.ts';
import { primaryOf } from './quorums.ts';
import { isGenuine, signed } from './signed.ts';
import type { Commit, PbftMessage, Prepare } from './state.ts';

/**
 * In views whose primary is its partner (or in all, if it has none) it takes part in no number itself. Whenever a replica says that it accepted a
 * request, it sends that replica, and no other, the prepare and the commit for it.
 */
export const collude: Lie = {
  act(ctx, occasion) {
    if (!isPartnersView(ctx, ctx.durable.view)) return;
    ctx.outbox = ctx.outbox.filter(({ message }) => message.type !== 'Prepare' && message.type !== 'Commit');
    if (occasion.type !== 'message') return;
    const m = occasion.message as PbftMessage;
    if (m.type !== 'Prepare' || m.i === ctx.id || m.v !== ctx.durable.view || !isGenuine(ctx, m)) return;
    agree(ctx, m.i, m);
  },
};

function isPartnersView({ env, id, options }: Liar, view: number): boolean {
  const primary = primaryOf(env, view);
  return primary !== id && (typeof options.with !== 'string' || options.with === primary);
}

function agree(ctx: Liar, to: NodeId, { v, n, d }: Prepare): void {
  ctx.note('agreesWith', { replica: to, n, view: v });
  ctx.send(to, signed<Prepare>(ctx, { type: 'Prepare', v, n, d, i: ctx.id }));
  ctx.send(to, signed<Commit>(ctx, { type: 'Commit', v, n, d, i: ctx.id }));
}
