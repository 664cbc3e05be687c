/** §4.3: checkpoints, which let the log be cut off behind, and whoever is behind catch up. */
import type { NodeId } from '../../engine/api.ts';
import * as map from '../../protolib/map.ts';
import { multicast, propose, takeEarly } from './normal.ts';
import { quorum } from './quorums.ts';
import { isGenuine, signed, stateDigest } from './signed.ts';
import type { Checkpoint, Kept, ReplicaCtx, Slot, Snapshot } from './state.ts';
import { fetchState } from './transfer.ts';

/** How many checkpoints of one replica it keeps: no liar can fill the memory with states to come. */
const KEPT_OF_EACH = 3;

/** After an execution at a number that the interval divides. */
export function takeCheckpoint(ctx: ReplicaCtx): void {
  const { durable, id } = ctx;
  const { lastExecuted: n, service, replies } = durable;
  ctx.rule('pbft.checkpoint.take');
  const pairs = [...map.entries(service)].sort(([a], [b]) => (a < b ? -1 : 1));
  const snapshot: Snapshot = { n, service: pairs, replies };
  const own: Kept = { n, d: stateDigest(snapshot), snapshot };
  durable.kept = [...durable.kept, own];
  ctx.note('takesCheckpoint', { n });
  const message = signed<Checkpoint>(ctx, { type: 'Checkpoint', n, d: own.d, i: id });
  multicast(ctx, message);
  durable.checkpoints = [...durable.checkpoints, message];
  settleStable(ctx, n, own.d);
}

export function onCheckpoint(ctx: ReplicaCtx, m: Checkpoint): void {
  const { durable } = ctx;
  if (!isGenuine(ctx, m)) {
    ctx.rule('pbft.any.forged');
    return;
  }
  if (!Number.isSafeInteger(m.n) || m.n <= durable.h) return;
  const same = durable.checkpoints.filter((c) => c.i === m.i);
  if (same.some((c) => c.n === m.n)) return;
  ctx.rule('pbft.checkpoint.count');
  const kept = [...same, m].sort((a, b) => a.n - b.n).slice(-KEPT_OF_EACH);
  durable.checkpoints = [...durable.checkpoints.filter((c) => c.i !== m.i), ...kept];
  settleStable(ctx, m.n, m.d);
}

/** Who says that after `n` the state has this digest. */
export function matchingCheckpoints(
  checkpoints: readonly Checkpoint[],
  n: number,
  d: string,
): readonly Checkpoint[] {
  return checkpoints.filter((c) => c.n === n && c.d === d);
}

/** A checkpoint is stable when a quorum vouches for it. One that it did not reach itself it has to fetch. */
function settleStable(ctx: ReplicaCtx, n: number, d: string): void {
  const { durable, env } = ctx;
  const proof = matchingCheckpoints(durable.checkpoints, n, d);
  if (proof.length >= quorum(env)) learnStable(ctx, n, d, proof);
}

/** Takes note of a checkpoint that is proved to be stable. */
export function learnStable(ctx: ReplicaCtx, n: number, d: string, proof: readonly Checkpoint[]): void {
  const { durable } = ctx;
  if (n <= durable.h) return;
  if (durable.kept.some((k) => k.n === n && k.d === d)) makeStable(ctx, n, proof);
  else if (n > durable.lastExecuted)
    fetchState(
      ctx,
      n,
      d,
      proof.map((c) => c.i),
    );
}

/** The low watermark moves up, and what lies at or below it is discarded. */
export function makeStable(ctx: ReplicaCtx, n: number, proof: readonly Checkpoint[]): void {
  const { durable } = ctx;
  ctx.rule('pbft.checkpoint.stable');
  durable.h = n;
  durable.stable = proof;
  durable.kept = durable.kept.filter((k) => k.n >= n);
  durable.checkpoints = durable.checkpoints.filter((c) => c.n > n);
  const log: Record<string, Slot> = {};
  for (const slot of Object.values(durable.log)) if (slot.n > n) log[slot.n] = slot;
  durable.log = log;
  ctx.note('stable', { n });
  takeEarly(ctx);
  propose(ctx);
}

/** Whether these prove that the state after `n` has the digest they name: a quorum of different replicas says so. */
export function provesStable(ctx: ReplicaCtx, n: number, C: readonly Checkpoint[]): boolean {
  if (n === 0) return C.length === 0;
  const signers = new Set<NodeId>();
  for (const c of C) {
    if (c.n !== n || c.d !== C[0]?.d || !isGenuine(ctx, c)) return false;
    signers.add(c.i);
  }
  return signers.size >= quorum(ctx.env);
}
