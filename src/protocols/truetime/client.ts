/** A client runs one transaction at a time. What it is not told of it gives up, not knowing. */
import type { NodeId, Role } from '../../engine/api.ts';
import type { ClientCtx, ClientDurable, ClientVolatile, TrueTimeMessage } from './state.ts';
import { ms } from './state.ts';

export const client: Role<ClientDurable, ClientVolatile, TrueTimeMessage> = {
  durable: () => ({ started: 0, s: null }),
  volatile: () => ({ open: null, queue: [] }),

  start: pace,

  command(ctx, command) {
    take(ctx, String(command.server));
  },

  timer(ctx, name) {
    const { volatile } = ctx;
    if (name === 'pace') {
      const servers = ctx.env.ids('server');
      take(ctx, servers[ctx.randomInt('server', 0, servers.length - 1)] as NodeId);
      pace(ctx);
    } else if (volatile.open) {
      ctx.note('givesUp', { t: volatile.open.t });
      ctx.complete(volatile.open.operation, 'info');
      volatile.open = null;
      next(ctx);
    }
  },

  message(ctx, from, message) {
    const { durable, volatile } = ctx;
    if (message.type !== 'Committed' || volatile.open?.t !== message.t) return;
    durable.s = message.s;
    ctx.clearTimer('patience');
    ctx.note('told', { t: message.t, s: ms(message.s), server: from });
    // In ms, as it is read.
    ctx.complete(volatile.open.operation, 'ok', message.s / 1000);
    volatile.open = null;
    next(ctx);
  },

  status: (_durable, { open }) => (open ? 3 : 2),
  epoch: () => 0,
};

function take(ctx: ClientCtx, server: NodeId): void {
  ctx.volatile.queue = [...ctx.volatile.queue, { server }];
  if (ctx.volatile.open === null) next(ctx);
}

function next(ctx: ClientCtx): void {
  const { durable, volatile, env } = ctx;
  const [order, ...rest] = volatile.queue;
  if (order === undefined) return;
  volatile.queue = rest;
  durable.started += 1;
  const t = durable.started;
  volatile.open = { t, operation: ctx.invoke({ f: 'commit', value: { t, server: order.server } }) };
  ctx.note('starts', { t, server: order.server });
  ctx.send(order.server, { type: 'Commit', t });
  ctx.setTimer('patience', env.params.patience as number);
}

/** Sets the timer for the next transaction of its own, if there is to be one. */
function pace(ctx: ClientCtx): void {
  const { transactions, pace: range } = ctx.env.params as { transactions: number; pace: [number, number] };
  if (ctx.durable.started + ctx.volatile.queue.length < transactions)
    ctx.setTimer('pace', ctx.randomInt('pace', range[0], range[1]));
}
