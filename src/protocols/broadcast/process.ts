/** A process that broadcasts, and answers what it has delivered. How deliveries are ordered is the parameter's business. */
import type { Role } from '../../engine/api.ts';
import { append, empty, slice } from '../../protolib/list.ts';
import { causal } from './orders/causal.ts';
import { fifo } from './orders/fifo.ts';
import { sequencer } from './orders/sequencer.ts';
import { timestamps } from './orders/timestamps.ts';
import { bestEffort } from './orders/unordered.ts';
import type { BroadcastMessage, Durable, Order, OrderName, ProcessCtx, Volatile } from './state.ts';

const ORDERS: Readonly<Record<OrderName, Order>> = {
  'best effort': bestEffort,
  FIFO: fifo,
  causal,
  'total, sequencer': sequencer,
  'total, timestamps': timestamps,
};

export const process: Role<Durable, Volatile, BroadcastMessage> = {
  durable: () => ({
    log: empty(),
    sent: 0,
    held: [],
    V: {},
    C: 0,
    received: {},
    next: 1,
    numbers: {},
    answers: [],
    asked: 0,
  }),
  volatile: () => ({}),

  start(ctx) {
    pace(ctx);
    if (ctx.restarted && ctx.durable.sent > ctx.durable.asked) ctx.setTimer('late', within(ctx));
  },

  timer(ctx, name) {
    const { durable } = ctx;
    if (name === 'pace') {
      broadcast(ctx, `${ctx.id.slice(1)}${letter(durable.sent)}`);
      pace(ctx);
      return;
    }
    // Promises look at this moment: whether all have what was sent by the last time.
    if (durable.asked < durable.sent) ctx.setTimer('late', within(ctx));
    durable.asked = durable.sent;
  },

  command(ctx, command) {
    const { durable } = ctx;
    if (command.type === 'broadcast') broadcast(ctx, String(command.text));
    else {
      const to = String(command.to);
      const text = String(command.text);
      if (slice(durable.log).some((entry) => entry.what === 'deliver' && entry.text === to))
        broadcast(ctx, text);
      else durable.answers = [...durable.answers, { to, text }];
    }
  },

  message(ctx, from, message) {
    const had = ctx.durable.log.length;
    orderOf(ctx).receive(ctx, from, message);
    answer(ctx, had);
  },

  status: ({ held }) => (held.length > 0 ? 1 : 0),
  epoch: () => 0,
};

function orderOf(ctx: ProcessCtx): Order {
  return ORDERS[ctx.env.params.order as OrderName];
}

function broadcast(ctx: ProcessCtx, text: string): void {
  const { durable } = ctx;
  durable.sent += 1;
  const post = { from: ctx.id, n: durable.sent, text };
  const had = durable.log.length;
  durable.log = append(durable.log, { what: 'broadcast', ...post });
  ctx.note('broadcasts', { text });
  if (!ctx.timerRunning('late')) ctx.setTimer('late', within(ctx));
  orderOf(ctx).broadcast(ctx, post);
  answer(ctx, had);
}

/** Says what it was to say once it had delivered something, if it has now. */
function answer(ctx: ProcessCtx, had: number): void {
  const { durable } = ctx;
  if (durable.answers.length === 0) return;
  const fresh = slice(durable.log, had).filter((entry) => entry.what === 'deliver');
  const due = durable.answers.filter(({ to }) => fresh.some((entry) => entry.text === to));
  durable.answers = durable.answers.filter((a) => !due.includes(a));
  for (const { text } of due) broadcast(ctx, text);
}

function pace(ctx: ProcessCtx): void {
  const { messages, pace: range } = ctx.env.params as { messages: number; pace: [number, number] };
  if (ctx.durable.sent < messages) ctx.setTimer('pace', ctx.randomInt('pace', range[0], range[1]));
}

/** How long after a broadcast everybody should have delivered it. Asked a moment later, so that what comes in time is in time. */
function within(ctx: ProcessCtx): number {
  return (ctx.env.params.within as number) + 1;
}

/** "a", "b", … "z", "a1", … */
function letter(n: number): string {
  const turn = (n - (n % 26)) / 26;
  return `${String.fromCharCode(97 + (n % 26))}${turn > 0 ? turn : ''}`;
}
