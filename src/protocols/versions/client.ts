/** A client: gets and puts, one at a time. With a put it hands back the context of its latest answer for that key. */
import type { NodeId, Role } from '../../engine/api.ts';
import type { ClientCtx, ClientDurable, ClientVolatile, Context, Order, Put, StoreMessage } from './state.ts';

const NOTHING_READ: Context = { V: {}, read: [] };

export const client: Role<ClientDurable, ClientVolatile, StoreMessage> = {
  durable: () => ({ asked: 0, writes: 0, name: '', counted: 0, rounds: 0 }),
  volatile: () => ({ contexts: {}, open: null, queue: [] }),

  start: pace,

  timer(ctx, name) {
    const { durable, volatile } = ctx;
    if (name === 'pace') {
      durable.rounds += 1;
      const replicas = ctx.env.ids('replica');
      const replica = replicas[ctx.randomInt('replica', 0, replicas.length - 1)] as NodeId;
      take(ctx, { f: 'get', key: 'x', replica, value: null, blind: false });
      take(ctx, { f: 'put', key: 'x', replica, value: null, blind: false });
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
    const f = command.type === 'put' ? 'put' : 'get';
    const value = f === 'put' ? String(command.value) : null;
    take(ctx, { f, key: String(command.key), replica, value, blind: command.blind === true });
  },

  message(ctx, _from, message) {
    const { volatile } = ctx;
    if (message.type !== 'Values' || volatile.open?.q !== message.q) return;
    const { key, operation, w } = volatile.open;
    const read = message.siblings.map((s) => s.w);
    volatile.contexts = { ...volatile.contexts, [key]: { V: message.V, read } };
    const values = message.siblings.map((s) => s.value);
    ctx.clearTimer('patience');
    ctx.note('reads', {
      key,
      values: values.length === 0 ? 'nothing' : values.map((v) => `“${v}”`).join(' and '),
    });
    ctx.complete(operation, 'ok', w === null ? values.join(', ') || null : undefined);
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
  const { f, key, replica, blind } = order;
  volatile.queue = rest;
  durable.asked += 1;
  const q = durable.asked;
  ctx.setTimer('patience', ctx.env.params.patience as number);
  const known = Object.hasOwn(volatile.contexts, key) ? (volatile.contexts[key] as Context) : NOTHING_READ;
  const { V, read } = blind || f === 'get' ? NOTHING_READ : known;
  if (f === 'get') {
    volatile.open = { q, operation: ctx.invoke({ f, key }), key, w: null, read };
    ctx.send(replica, { type: 'Get', q, key });
    return;
  }
  durable.writes += 1;
  const w = `${ctx.id}.${durable.writes}`;
  const value = order.value ?? w;
  volatile.open = { q, operation: ctx.invoke({ f, key, value }), key, w, read };
  ctx.send(replica, { type: 'Put', q, key, w, value, context: V, ...counted(ctx, V) });
}

/**
 * With client ids, the next number under the client's name. Numbers of one name must stand for writes each of which knew the one before:
 * who does not know its own latest write, for no answer came or it hands back no context, goes on under a new name.
 */
function counted({ durable, env, id }: ClientCtx, context: Context['V']): Pick<Put, 'name' | 'count'> {
  if (env.params.kind !== 'client ids') return {};
  if (durable.name === '' || (context[durable.name] ?? 0) !== durable.counted) {
    durable.name = durable.name === '' ? id : `${id}/${durable.writes}`;
    durable.counted = 0;
  }
  durable.counted += 1;
  return { name: durable.name, count: durable.counted };
}

function pace(ctx: ClientCtx): void {
  const { rounds, pace: range } = ctx.env.params as { rounds: number; pace: [number, number] };
  if (ctx.durable.rounds < rounds) ctx.setTimer('pace', ctx.randomInt('pace', range[0], range[1]));
}
