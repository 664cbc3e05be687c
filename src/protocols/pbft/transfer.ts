/** Catching up: fetching a state that a quorum vouches for (§4.6), and sending again what got lost (TOCS 2002, §5.2). */
import type { Json, NodeId } from '../../engine/api.ts';
import * as map from '../../protolib/map.ts';
import { makeStable, matchingCheckpoints, provesStable } from './checkpoint.ts';
import { executeReady, forgetExecuted } from './execute.ts';
import { slots } from './log.ts';
import { isPrimary, multicast } from './normal.ts';
import { others, quorum } from './quorums.ts';
import { isGenuine, signed, stateDigest } from './signed.ts';
import type { Checkpoint, Fetch, ReplicaCtx, Snapshot, State, Status } from './state.ts';

/** Asks those who vouch for a state for it, one after the other, until one sends it. */
export function fetchState(ctx: ReplicaCtx, n: number, d: string, from: readonly NodeId[]): void {
  const { volatile, id } = ctx;
  if (volatile.fetching !== null && volatile.fetching.n >= n) return;
  const peers = from.filter((peer) => peer !== id);
  if (peers.length === 0) return;
  ctx.note('fetches', { n });
  volatile.fetching = { n, d, from: peers, asked: -1 };
  askNext(ctx);
}

export function askNext(ctx: ReplicaCtx): void {
  const { volatile, id, env } = ctx;
  const { fetching } = volatile;
  if (fetching === null) return;
  const asked = (fetching.asked + 1) % fetching.from.length;
  volatile.fetching = { ...fetching, asked };
  ctx.rule('pbft.transfer.fetch');
  ctx.send(fetching.from[asked] as NodeId, signed<Fetch>(ctx, { type: 'Fetch', n: fetching.n, i: id }));
  ctx.setTimer('fetch', env.params.statusInterval as number);
}

export function onFetch(ctx: ReplicaCtx, from: NodeId, m: Fetch): void {
  if (!isGenuine(ctx, m)) {
    ctx.rule('pbft.any.forged');
    return;
  }
  sendState(ctx, from, m.n);
}

/** Sends its state at a checkpoint, `n` or later. */
function sendState(ctx: ReplicaCtx, to: NodeId, n: number): void {
  const { durable } = ctx;
  const own = durable.kept.find((k) => k.n >= n);
  if (own === undefined) return;
  ctx.rule('pbft.transfer.send');
  const C = own.n === durable.h ? durable.stable : matchingCheckpoints(durable.checkpoints, own.n, own.d);
  const state: State = { type: 'State', n: own.n, snapshot: own.snapshot, C };
  ctx.send(to, state);
}

export function onState(ctx: ReplicaCtx, { n, snapshot, C }: State): void {
  const { durable } = ctx;
  if (n <= durable.lastExecuted) return;
  const d = stateDigest(snapshot);
  const proof = proofOf(ctx, n, d, C);
  if (snapshot.n !== n || proof === null) {
    ctx.rule('pbft.transfer.unproved');
    ctx.note('refusesState', { n });
    return;
  }
  install(ctx, snapshot, d, proof);
}

/** The quorum that vouches for the state: as the sender names it, or as the replica has heard itself. */
function proofOf(
  ctx: ReplicaCtx,
  n: number,
  d: string,
  C: readonly Checkpoint[],
): readonly Checkpoint[] | null {
  if (C[0]?.d === d && provesStable(ctx, n, C)) return C;
  const heard = matchingCheckpoints(ctx.durable.checkpoints, n, d);
  return heard.length >= quorum(ctx.env) ? heard : null;
}

function install(ctx: ReplicaCtx, snapshot: Snapshot, d: string, proof: readonly Checkpoint[]): void {
  const { durable, volatile } = ctx;
  ctx.rule('pbft.transfer.install');
  durable.service = snapshot.service.reduce(
    (all, [key, value]) => map.set(all, key, value),
    map.empty<Json>(),
  );
  durable.replies = snapshot.replies;
  durable.lastExecuted = snapshot.n;
  durable.kept = [{ n: snapshot.n, d, snapshot }];
  ctx.note('catchesUp', { n: snapshot.n });
  if (volatile.fetching !== null && volatile.fetching.n <= snapshot.n) {
    volatile.fetching = null;
    ctx.clearTimer('fetch');
  }
  forgetExecuted(ctx);
  makeStable(ctx, snapshot.n, proof);
  executeReady(ctx);
}

/** Whether there is something it waits for, so that it should say now and then how far it is. */
export function isBehind({ durable, volatile }: ReplicaCtx): boolean {
  return (
    !durable.active ||
    volatile.waiting.length > 0 ||
    volatile.fetching !== null ||
    Object.values(durable.log).some((slot) => slot.n > durable.lastExecuted)
  );
}

export function onStatusTimer(ctx: ReplicaCtx): void {
  const { durable, id } = ctx;
  if (!isBehind(ctx)) return;
  ctx.rule('pbft.status.send');
  const { view: v, active, lastExecuted: n } = durable;
  multicast(ctx, signed<Status>(ctx, { type: 'Status', v, active, n, i: id }));
  const own = durable.viewChanges[id];
  if (!active && own !== undefined) multicast(ctx, own);
}

/** Sends again what the other lacks. */
export function onStatus(ctx: ReplicaCtx, m: Status): void {
  const { durable, id } = ctx;
  if (!isGenuine(ctx, m) || !others(ctx.env).includes(m.i)) {
    ctx.rule('pbft.any.forged');
    return;
  }
  ctx.rule('pbft.status.answer');
  if (m.n < durable.h) sendState(ctx, m.i, durable.h);
  const lacksView = m.v < durable.view || (m.v === durable.view && !m.active);
  if (lacksView && durable.active && durable.newView !== null) ctx.send(m.i, durable.newView);
  const own = durable.viewChanges[id];
  if (lacksView && !durable.active && own !== undefined) ctx.send(m.i, own);
  if (m.v === durable.view && m.active && durable.active) sendSlots(ctx, m.i, m.n);
}

/** Its own messages about the numbers that the other has not executed, and its checkpoints. */
function sendSlots(ctx: ReplicaCtx, to: NodeId, executed: number): void {
  const { durable, id } = ctx;
  for (const slot of slots(durable)) {
    if (slot.n <= executed) continue;
    const p = slot.prePrepare;
    // A null request came with the new-view; alone it would be refused.
    if (isPrimary(ctx) && p?.v === durable.view && p.m !== null) ctx.send(to, p);
    for (const m of slot.prepares) if (m.i === id && m.v === durable.view) ctx.send(to, m);
    for (const m of slot.commits) if (m.i === id && m.v === durable.view) ctx.send(to, m);
  }
  for (const c of durable.checkpoints) if (c.i === id) ctx.send(to, c);
}
