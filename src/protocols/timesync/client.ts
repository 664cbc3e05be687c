/** A client that asks, and sets its clock by the answer: Cristian’s way (1989), or that of NTP (Mills 1991). */
import type { Micros, Role } from '../../engine/api.ts';
import type {
  Answer,
  ClientCtx,
  ClientDurable,
  ClientVolatile,
  Method,
  Poll,
  Sample,
  SyncMessage,
} from './state.ts';
import { ms } from './state.ts';

interface Params {
  readonly method: Method;
  readonly polls: number;
  readonly period: Micros;
  readonly shortest: Micros;
  readonly maxDelay: Micros;
}
function paramsOf({ env }: ClientCtx): Params {
  return env.params as unknown as Params;
}

export const client: Role<ClientDurable, ClientVolatile, SyncMessage> = {
  durable: () => ({ correction: 0, asked: 0 }),
  volatile: () => ({ poll: null, sample: null }),

  start(ctx) {
    const { polls, period } = paramsOf(ctx);
    // Not all at once.
    if (ctx.durable.asked < polls)
      ctx.setTimer('poll', ctx.randomInt('first', 0, period < 20_000 ? period : 20_000));
  },

  timer(ctx) {
    ask(ctx);
    const { polls, period } = paramsOf(ctx);
    if (ctx.durable.asked < polls) ctx.setTimer('poll', period);
  },

  command: ask,

  message(ctx, _from, message) {
    const { poll } = ctx.volatile;
    // An answer to an earlier question, or a second copy, comes too late.
    if (message.type !== 'Answer' || poll?.k !== message.k) return;
    ctx.volatile.poll = null;
    const sample = sampleOf(ctx, poll, message);
    const { maxDelay } = paramsOf(ctx);
    if (maxDelay > 0 && sample.delay > maxDelay) {
      ctx.rule('timesync.discard');
      ctx.note('discards', { delay: ms(sample.delay) });
      return;
    }
    ctx.rule('timesync.set');
    ctx.durable.correction += sample.offset;
    ctx.volatile.sample = sample;
    ctx.note('sets', { offset: ms(sample.offset), delay: ms(sample.delay), bound: ms(sample.bound) });
  },

  status: () => 2,
  epoch: () => 0,
};

/** Its clock as it has set it. */
function clockOf(ctx: ClientCtx): Micros {
  return ctx.wallClock() + ctx.durable.correction;
}

function ask(ctx: ClientCtx): void {
  const { durable, volatile } = ctx;
  ctx.rule('timesync.ask');
  durable.asked += 1;
  volatile.poll = { k: durable.asked, t1: clockOf(ctx), stopwatch: ctx.monotonicClock() };
  ctx.note('asks', { t1: ms(volatile.poll.t1) });
  ctx.send(ctx.env.ids('server')[0] as string, { type: 'Ask', k: durable.asked });
}

function sampleOf(ctx: ClientCtx, poll: Poll, { k, t2, t3 }: Answer): Sample {
  const { method, shortest } = paramsOf(ctx);
  const t4 = clockOf(ctx);
  // Durations are for the stopwatch: the clock may be set meanwhile, by this very protocol.
  const roundTrip = ctx.env.variant('wallRoundTrip') ? t4 - poll.t1 : ctx.monotonicClock() - poll.stopwatch;
  const t1 = t4 - roundTrip;
  if (method === 'NTP') {
    ctx.rule('timesync.ntp');
    const offset = half(t2 - t1 + (t3 - t4));
    const delay = roundTrip - (t3 - t2);
    return { k, t1, t2, t3, t4, offset, delay, bound: half(delay), clock: t4 + offset };
  }
  ctx.rule('timesync.cristian');
  const clock = t3 + half(roundTrip);
  return {
    k,
    t1,
    t2,
    t3,
    t4,
    offset: clock - t4,
    delay: roundTrip,
    bound: half(roundTrip) - shortest,
    clock,
  };
}

function half(n: number): number {
  return (n - (((n % 2) + 2) % 2)) / 2;
}
