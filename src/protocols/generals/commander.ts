/** The commander gives its order once, at the hour that all know, and is done. */
import type { Role } from '../../engine/api.ts';
import { isSigned, roundsOf, waitFor } from './rounds.ts';
import { signedBy } from './signed.ts';
import type { CommanderCtx, CommanderDurable, GeneralsMessage, Order, Volatile } from './state.ts';

export const commander: Role<CommanderDurable, Volatile, GeneralsMessage> = {
  durable: () => ({ order: null, round: 0 }),
  volatile: () => ({}),

  start(ctx) {
    if (ctx.durable.round < roundsOf(ctx.env)) waitFor(ctx, ctx.durable.round);
  },

  timer(ctx) {
    const { durable, env } = ctx;
    if (durable.round === 0) give(ctx);
    durable.round += 1;
    if (durable.round < roundsOf(env)) waitFor(ctx, durable.round);
  },

  // Nobody tells the commander anything.
  message: () => undefined,

  status: () => 0,
  epoch: ({ round }) => round,
};

function give(ctx: CommanderCtx): void {
  const { durable, env } = ctx;
  const v = env.params.order as Order;
  durable.order = v;
  ctx.note('gives', { v });
  if (isSigned(env)) {
    ctx.rule('sm.sign');
    const message = signedBy(ctx, { v, signers: [], sigs: [] });
    for (const id of env.ids('lieutenant')) ctx.send(id, message);
  } else {
    ctx.rule('om.send');
    for (const id of env.ids('lieutenant')) ctx.send(id, { type: 'Oral', path: [ctx.id], v });
  }
}
