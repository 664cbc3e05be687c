/** The two rules for markers, and what becomes of the parts. */
import type { NodeId } from '../../engine/api.ts';
import { type Channel, isWhole, onTheWay, type Part, type ProcessCtx } from './state.ts';

function put(ctx: ProcessCtx, snapshot: string, part: Part): void {
  ctx.durable.parts = { ...ctx.durable.parts, [snapshot]: part };
}

/**
 * Marker-sending rule, and the first half of the marker-receiving rule: records its own state, tells everybody, and listens.
 * @param from whose marker this is; null for who begins
 */
export function record(ctx: ProcessCtx, snapshot: string, from: NodeId | null): void {
  const { durable, env } = ctx;
  ctx.rule('snapshot.record');
  const others = env.ids('process').filter((p) => p !== ctx.id);
  const deaf = from === null && env.variant('initiatorDeaf');
  const channel = (p: NodeId): Channel => ({ open: p !== from && !deaf, messages: [] });
  put(ctx, snapshot, {
    tokens: durable.tokens,
    event: durable.event.n,
    channels: Object.fromEntries(others.map((p) => [p, channel(p)])),
  });
  ctx.note('records', { tokens: durable.tokens, snapshot });
  if (env.variant('markerAfterNextMsg')) {
    const owed = { ...durable.owed };
    for (const p of others) owed[p] = [...(owed[p] ?? []), snapshot];
    durable.owed = owed;
  } else {
    ctx.rule('snapshot.markers');
    for (const p of others) ctx.send(p, { type: 'Marker', snapshot });
  }
  finish(ctx, snapshot);
}

/** The second half: the marker ends the recording of its channel. */
export function close(ctx: ProcessCtx, snapshot: string, from: NodeId): void {
  const part = ctx.durable.parts[snapshot];
  const channel = part?.channels[from];
  if (!part || !channel?.open) return;
  ctx.rule('snapshot.close');
  put(ctx, snapshot, { ...part, channels: { ...part.channels, [from]: { ...channel, open: false } } });
  finish(ctx, snapshot);
}

/** Tokens that came: they belong to every channel that is being recorded. */
export function take(ctx: ProcessCtx, from: NodeId, tokens: number): void {
  for (const [snapshot, part] of Object.entries(ctx.durable.parts)) {
    const channel = part.channels[from];
    if (!channel?.open || ctx.env.variant('forgetChannelState')) continue;
    ctx.rule('snapshot.channel');
    ctx.note('onItsWay', { tokens, from, snapshot });
    const messages = [...channel.messages, tokens];
    put(ctx, snapshot, { ...part, channels: { ...part.channels, [from]: { ...channel, messages } } });
  }
}

/** A part that is whole goes to who began the snapshot. */
function finish(ctx: ProcessCtx, snapshot: string): void {
  const part = ctx.durable.parts[snapshot];
  if (!part || !isWhole(part)) return;
  ctx.note('whole', { snapshot });
  const [beginner = ''] = snapshot.split('.');
  const total = onTheWay(part);
  if (beginner === ctx.id) report(ctx, snapshot, ctx.id, part.tokens + total);
  else ctx.send(beginner, { type: 'Report', snapshot, tokens: part.tokens, onTheWay: total });
}

export function report(ctx: ProcessCtx, snapshot: string, from: NodeId, tokens: number): void {
  const { durable, env } = ctx;
  const known = { ...durable.reports[snapshot], [from]: tokens };
  if (durable.reports[snapshot]?.[from] !== undefined) return;
  durable.reports = { ...durable.reports, [snapshot]: known };
  const all = env.ids('process');
  if (all.some((p) => known[p] === undefined)) return;
  ctx.clearTimer('due');
  ctx.rule('snapshot.collect');
  const total = all.reduce((total, p) => total + (known[p] as number), 0);
  ctx.note('complete', { snapshot, total });
}
