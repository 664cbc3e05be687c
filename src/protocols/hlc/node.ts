/** Hybrid logical clocks (Kulkarni et al. 2014, Figure 5). One step is one event. */
import type { NodeId, Role } from '../../engine/api.ts';
import { NO_EVENT, nextEvent } from '../../protolib/happened.ts';
import { type Durable, epsilonTicks, type NodeCtx, type Stamped, type Volatile } from './state.ts';

export const node: Role<Durable, Volatile, Stamped> = {
  durable: () => ({ l: 0, c: 0, pt: 0, made: 0, event: NO_EVENT }),
  volatile: () => ({}),

  start: pace,

  timer(ctx) {
    const others = ctx.env.ids('node').filter((id) => id !== ctx.id);
    ctx.durable.made += 1;
    const to = others[ctx.randomInt('to', 0, others.length - 1)] as NodeId;
    sendOrLocal(ctx);
    send(ctx, to);
    pace(ctx);
  },

  command(ctx, command) {
    sendOrLocal(ctx);
    if (command.type === 'send' && command.to !== ctx.id) send(ctx, String(command.to));
    else ctx.note('acts', stamp(ctx));
  },

  message(ctx, from, message) {
    const ahead = message.l - physical(ctx);
    const { variant } = ctx.env;
    if (ahead > epsilonTicks(ctx.env) && !variant('noReject') && !variant('naive')) {
      ctx.rule('hlc.reject');
      ctx.note('rejects', { from, ahead });
      return;
    }
    receive(ctx, from, message);
    ctx.note('receives', { from, ...stamp(ctx) });
  },

  status: () => 0,
  epoch: () => 0,
};

/** pt: its own wall clock in whole ticks; never negative, as a clock that shows a date. */
function physical(ctx: NodeCtx): number {
  const { tick } = ctx.env.params as { tick: number };
  const now = ctx.wallClock();
  const whole = (now - (((now % tick) + tick) % tick)) / tick;
  return whole < 0 ? 0 : whole;
}

function greatest(...all: readonly number[]): number {
  return all.reduce((a, b) => (a > b ? a : b));
}

/** Send or local event. */
function sendOrLocal(ctx: NodeCtx): void {
  const { durable } = ctx;
  const pt = physical(ctx);
  const before = durable.l;
  if (ctx.env.variant('naive')) {
    durable.l = greatest(before + 1, pt);
  } else {
    ctx.rule('hlc.send');
    durable.l = greatest(before, pt);
    durable.c = durable.l === before ? durable.c + 1 : 0;
  }
  durable.pt = pt;
  durable.event = nextEvent(durable.event);
}

/** Receive event of message m. */
function receive(ctx: NodeCtx, from: NodeId, m: Stamped): void {
  const { durable } = ctx;
  const pt = physical(ctx);
  const before = durable.l;
  if (ctx.env.variant('naive')) {
    durable.l = greatest(before + 1, m.l + 1, pt);
  } else {
    ctx.rule('hlc.receive');
    durable.l = greatest(before, m.l, pt);
    if (durable.l === before && durable.l === m.l) durable.c = greatest(durable.c, m.c) + 1;
    else if (durable.l === before) durable.c += 1;
    else if (durable.l === m.l) durable.c = m.c + 1;
    else durable.c = 0;
  }
  durable.pt = pt;
  durable.event = nextEvent(durable.event, { of: from, n: m.n });
}

function send(ctx: NodeCtx, to: NodeId): void {
  const { l, c, event } = ctx.durable;
  ctx.note('sends', { to, ...stamp(ctx) });
  ctx.send(to, { type: 'Message', l, c, n: event.n });
}

function stamp({ durable: { l, c, pt } }: NodeCtx) {
  return { l, c, pt };
}

function pace(ctx: NodeCtx): void {
  const { messages, pace: range } = ctx.env.params as { messages: number; pace: [number, number] };
  if (ctx.durable.made < messages && ctx.env.ids('node').length > 1)
    ctx.setTimer('pace', ctx.randomInt('pace', range[0], range[1]));
}
