/** A client: reads and writes one register, one request at a time. */
import type { NodeId, Role } from '../../engine/api.ts';
import type { ClientCtx, ClientDurable, ClientVolatile, LwwMessage, Order } from './state.ts';

export const client: Role<ClientDurable, ClientVolatile, LwwMessage> = {
  durable: () => ({ asked: 0, writes: 0, rounds: 0, answered: null }),
  volatile: () => ({ open: null, queue: [], known: null }),

  start: pace,

  timer(ctx, name) {
    const { durable, volatile } = ctx;
    if (name === 'pace') {
      durable.rounds += 1;
      const replicas = ctx.env.ids('replica');
      const replica = replicas[ctx.randomInt('replica', 0, replicas.length - 1)] as NodeId;
      take(ctx, { f: 'get', replica, value: null });
      take(ctx, { f: 'put', replica, value: null });
      pace(ctx);
    } else if (volatile.open) {
      ctx.note('givesUp', {});
      ctx.complete(volatile.open.operation, 'info');
      volatile.open = null;
      next(ctx);
    }
  },

  command(ctx, command) {
    const replica =
      typeof command.replica === 'string' ? command.replica : (ctx.env.ids('replica')[0] as NodeId);
    if (command.type === 'put') take(ctx, { f: 'put', replica, value: String(command.value) });
    else take(ctx, { f: 'get', replica, value: null });
  },

  message(ctx, _from, message) {
    const { durable, volatile } = ctx;
    if (message.type !== 'Value' || volatile.open?.q !== message.q) return;
    const { operation, w } = volatile.open;
    const { register } = message;
    ctx.clearTimer('patience');
    if (register !== null) volatile.known = { w: register.w, stamp: register.stamp };
    if (w !== null) durable.answered = w;
    else ctx.note('reads', { value: register === null ? 'nothing' : `“${register.value}”` });
    ctx.complete(operation, 'ok', w === null ? (register?.value ?? null) : undefined);
    volatile.open = null;
    next(ctx);
  },

  status: (_durable, { open }) => (open ? 2 : 1),
  epoch: () => 0,
};

function take(ctx: ClientCtx, order: Order): void {
  ctx.volatile.queue = [...ctx.volatile.queue, order];
  if (ctx.volatile.open === null) next(ctx);
}

function next(ctx: ClientCtx): void {
  const { durable, volatile } = ctx;
  const [order, ...rest] = volatile.queue;
  if (order === undefined) return;
  volatile.queue = rest;
  durable.asked += 1;
  const q = durable.asked;
  const read = volatile.known?.w ?? null;
  ctx.setTimer('patience', ctx.env.params.patience as number);
  if (order.f === 'get') {
    volatile.open = { q, operation: ctx.invoke({ f: 'get', key: 'x' }), w: null, read };
    ctx.send(order.replica, { type: 'Get', q });
    return;
  }
  durable.writes += 1;
  const w = `${ctx.id}.${durable.writes}`;
  const value = order.value ?? w;
  volatile.open = { q, operation: ctx.invoke({ f: 'put', key: 'x', value }), w, read };
  ctx.send(order.replica, { type: 'Put', q, w, value, known: volatile.known?.stamp ?? null });
}

function pace(ctx: ClientCtx): void {
  const { rounds, pace: range } = ctx.env.params as { rounds: number; pace: [number, number] };
  if (ctx.durable.rounds < rounds) ctx.setTimer('pace', ctx.randomInt('pace', range[0], range[1]));
}
