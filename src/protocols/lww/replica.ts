/** A replica: stamps writes by its clock, and keeps whatever has the greatest stamp. */
import type { Role } from '../../engine/api.ts';
import {
  type LwwMessage,
  type Register,
  type ReplicaCtx,
  type ReplicaDurable,
  type ReplicaVolatile,
  type Stamp,
  stampText,
} from './state.ts';

export const replica: Role<ReplicaDurable, ReplicaVolatile, LwwMessage> = {
  durable: () => ({ register: null, seen: { l: 0, c: 0 }, synced: 0, latest: null }),
  volatile: () => ({}),

  start: pace,

  timer(ctx) {
    const { durable } = ctx;
    if (durable.register !== null) {
      durable.synced += 1;
      for (const id of ctx.env.ids('replica')) {
        if (id !== ctx.id) ctx.send(id, { type: 'Sync', n: durable.synced, register: durable.register });
      }
    }
    pace(ctx);
  },

  message(ctx, from, message) {
    const { durable } = ctx;
    if (message.type === 'Get') {
      ctx.send(from, { type: 'Value', q: message.q, register: durable.register });
    } else if (message.type === 'Put') {
      const { q, w, value, known } = message;
      const stamp = stampFor(ctx, known);
      ctx.note('stamps', { value, stamp: stampText(stamp) });
      offer(ctx, { value, w, stamp });
      durable.latest = { put: w };
      // The write is done, whether or not it has won.
      ctx.send(from, { type: 'Value', q, register: { value, w, stamp } });
    } else if (message.type === 'Sync') {
      if (message.register !== null) {
        see(ctx, message.register.stamp);
        offer(ctx, message.register);
      }
      durable.latest = { from, n: message.n };
    }
  },

  status: () => 0,
  epoch: () => 0,
};

function stampFor(ctx: ReplicaCtx, known: Stamp | null): Stamp {
  const clock = ctx.wallClock();
  if (ctx.env.params.stamps === 'wall clock') {
    ctx.rule('lww.stamp.wall');
    return { l: clock, c: 0, r: ctx.id };
  }
  // A hybrid clock: never behind what it, or the writer, has seen.
  ctx.rule('lww.stamp.hybrid');
  if (known) see(ctx, known);
  const { l, c } = ctx.durable.seen;
  ctx.durable.seen = clock > l ? { l: clock, c: 0 } : { l, c: c + 1 };
  return { ...ctx.durable.seen, r: ctx.id };
}

function see({ durable }: ReplicaCtx, { l, c }: Stamp): void {
  if (l > durable.seen.l || (l === durable.seen.l && c > durable.seen.c)) durable.seen = { l, c };
}

/** Keeps the greater of what it has and what is offered. */
function offer(ctx: ReplicaCtx, offered: Register): void {
  const { durable, env } = ctx;
  const own = durable.register;
  if (own !== null && (own.w === offered.w || !wins(offered.stamp, own.stamp, env.variant('noTieBreak')))) {
    if (own.w !== offered.w) {
      ctx.rule('lww.drop');
      ctx.note('drops', {
        value: offered.value,
        stamp: stampText(offered.stamp),
        own: own.value,
        ownStamp: stampText(own.stamp),
      });
    }
    return;
  }
  ctx.rule('lww.keep');
  if (own !== null) ctx.note('replaces', { value: offered.value, own: own.value });
  durable.register = offered;
}

function wins(a: Stamp, b: Stamp, noTieBreak: boolean): boolean {
  if (a.l !== b.l) return a.l > b.l;
  if (a.c !== b.c) return a.c > b.c;
  return !noTieBreak && a.r > b.r;
}

function pace(ctx: ReplicaCtx): void {
  const sync = ctx.env.params.sync as number;
  if (sync > 0 && ctx.env.ids('replica').length > 1) ctx.setTimer('sync', sync);
}
