/** A lieutenant listens, passes on, and when the last round is over obeys what it makes of it all. */
import type { Role } from '../../engine/api.ts';
import { empty } from '../../protolib/map.ts';
import { endRound, hear, settled, votesAtRoot } from './oral.ts';
import { commanderOf, isSigned, roundsOf, waitFor } from './rounds.ts';
import { choice, take } from './signed.ts';
import type { GeneralsMessage, LieutenantCtx, LieutenantDurable, Volatile } from './state.ts';

export const lieutenant: Role<LieutenantDurable, Volatile, GeneralsMessage> = {
  durable: () => ({ round: 0, over: false, heard: empty(), V: [], refused: [], decision: null }),
  volatile: () => ({}),

  start(ctx) {
    // Rounds that ended while it was down end now, one after the other; what it then says comes too late for others.
    waitFor(ctx, ctx.durable.round);
  },

  message(ctx, from, message) {
    if (message.type === 'Oral') hear(ctx, from, message);
    else take(ctx, from, message);
  },

  timer(ctx) {
    const { durable, env } = ctx;
    const last = roundsOf(env);
    if (durable.over) {
      dawn(ctx);
      return;
    }
    if (durable.round > 0 && !isSigned(env)) endRound(ctx);
    durable.round += 1;
    if (durable.round > last) decide(ctx);
    waitFor(ctx, durable.round);
  },

  status: ({ decision }) => (decision === null ? 1 : decision === 'attack' ? 2 : 3),
  epoch: ({ round, over }) => (over ? round - 1 : round),
};

function decide(ctx: LieutenantCtx): void {
  const { durable, env } = ctx;
  durable.over = true;
  if (isSigned(env)) {
    ctx.rule('sm.choice');
    durable.decision = choice(durable.V);
    const orders = durable.V.map((chain) => chain.v).join(' and ') || 'no order';
    ctx.note('chooses', { v: durable.decision, orders });
    return;
  }
  ctx.rule(roundsOf(env) === 1 ? 'om.use' : 'om.majority');
  durable.decision = settled(durable, env, ctx.id, [commanderOf(env)]);
  const votes = votesAtRoot(durable, env, ctx.id);
  if (durable.decision === null) ctx.note('undecided', votes);
  else ctx.note('decides', { v: durable.decision, ...votes });
}

/** The hour at which all act, a round after all should know what to do. */
function dawn(ctx: LieutenantCtx): void {
  const { decision } = ctx.durable;
  ctx.rule('obey');
  if (decision === null) ctx.note('idles');
  else ctx.note(decision === 'attack' ? 'attacks' : 'retreats');
}
