/** §4.1 and §4.2: the normal case. A request is given a number, backups say that they heard it so, and a quorum says that a quorum did. */
import type { NodeId } from '../../engine/api.ts';
import { executeReady, resendReply } from './execute.ts';
import {
  betweenWatermarks,
  hasCommitted,
  highWatermark,
  isCommittedLocal,
  isPrepared,
  matchingPrepares,
  setSlot,
  slotOf,
  slots,
  withMessage,
} from './log.ts';
import { others, primaryOf, quorum } from './quorums.ts';
import { digestOf, isGenuine, signed } from './signed.ts';
import type { Commit, PbftMessage, PrePrepare, Prepare, ReplicaCtx, Request } from './state.ts';
import { requestText } from './words.ts';

export function multicast(ctx: ReplicaCtx, message: PbftMessage): void {
  for (const id of others(ctx.env)) ctx.send(id, message);
}

export function isPrimary({ env, durable, id }: ReplicaCtx): boolean {
  return primaryOf(env, durable.view) === id;
}

export function onRequest(ctx: ReplicaCtx, from: NodeId, m: Request): void {
  const { durable, volatile, env } = ctx;
  if (!isGenuine(ctx, m)) {
    ctx.rule('pbft.any.forged');
    return;
  }
  const last = durable.replies[m.c];
  if (last !== undefined && m.t <= last.t) {
    if (m.t === last.t) resendReply(ctx, m.c);
    return;
  }
  const isNew = !volatile.waiting.some((w) => w.c === m.c && w.t === m.t);
  waitFor(ctx, m);
  if (!durable.active) return;
  if (isPrimary(ctx)) propose(ctx);
  else if (from === m.c && isNew) {
    // The client may take another for the primary, or the primary may not have heard it.
    ctx.rule('pbft.request.relay');
    ctx.send(primaryOf(env, durable.view), m);
  }
}

/** From now on it waits to execute this request. */
export function waitFor(ctx: ReplicaCtx, m: Request): void {
  const { durable, volatile } = ctx;
  if (m.t <= (durable.replies[m.c]?.t ?? 0)) return;
  if (volatile.waiting.some((w) => w.c === m.c && w.t >= m.t)) return;
  volatile.waiting = [...volatile.waiting.filter((w) => w.c !== m.c), m];
}

/** The primary gives every request that waits the next number, as far as the high watermark allows. */
export function propose(ctx: ReplicaCtx): void {
  const { durable, volatile } = ctx;
  if (!durable.active || !isPrimary(ctx)) return;
  for (const m of volatile.waiting) {
    const d = digestOf(m);
    if (m.t <= (durable.replies[m.c]?.t ?? 0)) continue;
    if (slots(durable).some(({ prePrepare: p }) => p?.v === durable.view && p.d === d)) continue;
    const n = Math.max(durable.seqno, durable.h, durable.lastExecuted) + 1;
    if (n > highWatermark(ctx) && !ctx.env.variant('noWatermarks')) {
      ctx.rule('pbft.request.full');
      return;
    }
    durable.seqno = n;
    ctx.rule('pbft.request.prePrepare');
    const p = signed<PrePrepare>(ctx, { type: 'PrePrepare', v: durable.view, n, d, m });
    ctx.note('proposes', { n, request: requestText(m) });
    setSlot(ctx, { ...slotOf(durable, n), prePrepare: p });
    multicast(ctx, p);
    advance(ctx, n);
  }
}

export function onPrePrepare(ctx: ReplicaCtx, p: PrePrepare): void {
  const { durable } = ctx;
  if (!isGenuine(ctx, p)) {
    ctx.rule('pbft.any.forged');
    return;
  }
  // Null requests fill gaps in a new view; no primary may propose one of its own accord.
  if (p.m === null || digestOf(p.m) !== p.d || !isGenuine(ctx, p.m)) {
    ctx.rule('pbft.prePrepare.wrongDigest');
    if (p.v === durable.view) ctx.note('refusesDigest', { n: p.n, primary: primaryOf(ctx.env, p.v) });
    return;
  }
  if (p.v > durable.view || (p.v === durable.view && !durable.active)) {
    keepEarly(ctx, p);
    return;
  }
  if (p.v < durable.view) {
    ctx.rule('pbft.any.otherView');
    return;
  }
  if (!betweenWatermarks(ctx, p.n)) {
    if (p.n > durable.h) {
      ctx.rule('pbft.prePrepare.watermarks');
      ctx.note('refusesNumber', { n: p.n, high: highWatermark(ctx) });
      keepEarly(ctx, p);
    }
    return;
  }
  acceptPrePrepare(ctx, p);
}

/** Of its view, with its number between the watermarks. */
export function acceptPrePrepare(ctx: ReplicaCtx, p: PrePrepare): void {
  const { durable, id, env } = ctx;
  const slot = slotOf(durable, p.n);
  if (slot.prePrepare?.v === p.v && slot.prePrepare.d === p.d) return;
  if (slot.prePrepare?.v === p.v && !env.variant('noEquivocationCheck')) {
    ctx.rule('pbft.prePrepare.second');
    ctx.note('refusesSecond', {
      n: p.n,
      request: requestText(p.m),
      has: requestText(slot.prePrepare.m),
      primary: primaryOf(env, p.v),
    });
    return;
  }
  if (primaryOf(env, p.v) === id) {
    setSlot(ctx, { ...slot, prePrepare: p });
  } else {
    ctx.rule('pbft.prePrepare.accept');
    const prepare = signed<Prepare>(ctx, { type: 'Prepare', v: p.v, n: p.n, d: p.d, i: id });
    setSlot(ctx, { ...slot, prePrepare: p, prepares: withMessage(slot.prepares, prepare) });
    multicast(ctx, prepare);
  }
  if (p.m !== null) waitFor(ctx, p.m);
  advance(ctx, p.n);
}

export function onPrepare(ctx: ReplicaCtx, m: Prepare): void {
  const { durable, env } = ctx;
  if (!isGenuine(ctx, m) || m.i === primaryOf(env, m.v)) {
    ctx.rule('pbft.any.forged');
    return;
  }
  if (m.v < durable.view || !betweenWatermarks(ctx, m.n)) return;
  const slot = slotOf(durable, m.n);
  const prepares = withMessage(slot.prepares, m);
  if (prepares === slot.prepares) return;
  ctx.rule('pbft.prepare.count');
  setSlot(ctx, { ...slot, prepares });
  advance(ctx, m.n);
}

export function onCommit(ctx: ReplicaCtx, m: Commit): void {
  const { durable } = ctx;
  if (!isGenuine(ctx, m)) {
    ctx.rule('pbft.any.forged');
    return;
  }
  if (m.v < durable.view || !betweenWatermarks(ctx, m.n)) return;
  const slot = slotOf(durable, m.n);
  const commits = withMessage(slot.commits, m);
  if (commits === slot.commits) return;
  ctx.rule('pbft.commit.count');
  setSlot(ctx, { ...slot, commits });
  advance(ctx, m.n);
}

/** What follows from what is now in the slot: prepared, committed-local, executed. */
export function advance(ctx: ReplicaCtx, n: number): void {
  const { durable, id, env } = ctx;
  let slot = slotOf(durable, n);
  const p = slot.prePrepare;
  if (!durable.active || p === null || p.v !== durable.view) return;
  if (isPrepared(ctx, slot) && !hasCommitted(slot, id)) {
    ctx.rule('pbft.prepare.prepared');
    ctx.note('prepared', { n, v: p.v, request: requestText(p.m) });
    const commit = signed<Commit>(ctx, { type: 'Commit', v: p.v, n, d: p.d, i: id });
    const prepares = matchingPrepares(ctx, slot, p.v).slice(0, quorum(env) - 1);
    slot = {
      ...slot,
      prepared: { prePrepare: p, prepares },
      commits: withMessage(slot.commits, commit),
    };
    setSlot(ctx, slot);
    multicast(ctx, commit);
    if (env.variant('execAtPrepared')) executeReady(ctx);
    slot = slotOf(durable, n);
  }
  if (slot.committed === null && isCommittedLocal(ctx, slot)) {
    ctx.rule('pbft.commit.committedLocal');
    ctx.note('committedLocal', { n, v: p.v, request: requestText(p.m) });
    setSlot(ctx, { ...slot, committed: p });
    executeReady(ctx);
  }
}

/** Kept until its view begins, or its number comes between the watermarks; so many, that no liar can fill the memory. */
function keepEarly(ctx: ReplicaCtx, p: PrePrepare): void {
  const { volatile, env } = ctx;
  const same = (e: PrePrepare) => e.v === p.v && e.n === p.n;
  if (volatile.early.some(same)) return;
  ctx.rule('pbft.prePrepare.early');
  volatile.early = [...volatile.early, p].slice(-(env.params.window as number));
}

/** What was too early may be in time now: first what the new-view proposes again, which no other story may displace. */
export function takeEarly(ctx: ReplicaCtx): void {
  const { durable, volatile } = ctx;
  if (!durable.active) return;
  const again = durable.newView?.v === durable.view ? durable.newView.O : [];
  const ready = [...again, ...volatile.early].filter(
    (p) => p.v === durable.view && betweenWatermarks(ctx, p.n),
  );
  volatile.early = volatile.early.filter(
    (p) => !ready.includes(p) && p.v >= durable.view && (p.v > durable.view || p.n > durable.h),
  );
  for (const p of ready) acceptPrePrepare(ctx, p);
}
