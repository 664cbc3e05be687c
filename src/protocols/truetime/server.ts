/** A server gives each commit a timestamp, and waits until that has surely passed (Corbett et al. 2012, §4.1.2). */
import type { Micros, NodeId, Role } from '../../engine/api.ts';
import { append, empty } from '../../protolib/list.ts';
import {
  type Interval,
  ms,
  type ServerCtx,
  type ServerDurable,
  type ServerVolatile,
  type TrueTimeMessage,
} from './state.ts';

export const server: Role<ServerDurable, ServerVolatile, TrueTimeMessage> = {
  durable: () => ({ lastS: 0, committed: empty() }),
  volatile: () => ({ waiting: [], now: null }),

  message(ctx, from, message) {
    if (message.type === 'Commit') start(ctx, from, message.t);
  },

  timer: finish,

  status: (_durable, { waiting }) => (waiting.length > 0 ? 1 : 0),
  epoch: () => 0,
};

/** TT.now(): its own clock, give or take what it may be wrong by. */
function now(ctx: ServerCtx): Interval {
  const { epsilon } = ctx.env.params as { epsilon: Micros };
  const clock = ctx.wallClock();
  const error = ctx.env.variant('epsilonTooSmall') ? (epsilon - (epsilon % 10)) / 10 : epsilon;
  ctx.rule('truetime.now');
  const interval = { earliest: clock - error, latest: clock + error };
  ctx.volatile.now = interval;
  return interval;
}

function start(ctx: ServerCtx, client: NodeId, t: number): void {
  const { durable, volatile } = ctx;
  const { latest } = now(ctx);
  ctx.rule('truetime.start');
  const s = latest > durable.lastS ? latest : durable.lastS + 1;
  durable.lastS = s;
  ctx.note('stamps', { client, t, s: ms(s) });
  volatile.waiting = [...volatile.waiting, { client, t, s }];
  finish(ctx);
}

/** Answers whoever has waited long enough: until TT.now().earliest > s. */
function finish(ctx: ServerCtx): void {
  const { volatile, durable, env } = ctx;
  const { earliest } = now(ctx);
  const over = volatile.waiting.filter(({ s }) => env.variant('noCommitWait') || earliest > s);
  volatile.waiting = volatile.waiting.filter((p) => !over.includes(p));
  for (const pending of over) {
    const { client, t, s } = pending;
    ctx.rule('truetime.commit');
    durable.committed = append(durable.committed, pending);
    ctx.note('commits', { client, t, s: ms(s) });
    ctx.send(client, { type: 'Committed', t, s });
  }
  const [next] = volatile.waiting;
  if (next === undefined) return;
  ctx.rule('truetime.wait');
  // Its clock may run fast or slow: it looks again when it wakes.
  ctx.setTimer('wait', next.s - earliest + 1);
}
