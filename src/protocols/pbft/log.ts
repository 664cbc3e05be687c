/** The message log: one slot for each sequence number between the watermarks, and the predicates of §4.2 over it. */
import type { NodeId } from '../../engine/api.ts';
import { primaryOf, quorum } from './quorums.ts';
import type { Commit, Prepare, ReplicaCtx, ReplicaDurable, Slot } from './state.ts';

export function slotOf({ log }: ReplicaDurable, n: number): Slot {
  return log[n] ?? { n, prePrepare: null, prepares: [], commits: [], prepared: null, committed: null };
}

export function setSlot(ctx: ReplicaCtx, slot: Slot): void {
  ctx.durable.log = { ...ctx.durable.log, [slot.n]: slot };
}

/** All slots, in the order of their numbers. */
export function slots({ log }: ReplicaDurable): readonly Slot[] {
  return Object.values(log).sort((a, b) => a.n - b.n);
}

/** The high watermark H = h + k. */
export function highWatermark({ durable, env }: ReplicaCtx): number {
  return durable.h + (env.params.window as number);
}

/** h < n ≤ H (§4.2): no primary can use up the numbers by taking a very large one. */
export function betweenWatermarks(ctx: ReplicaCtx, n: number): boolean {
  if (!Number.isSafeInteger(n) || n <= ctx.durable.h) return false;
  return n <= highWatermark(ctx) || ctx.env.variant('noWatermarks');
}

/** How many digests it keeps of one replica for one number: a correct one sends one. */
const DIGESTS_KEPT = 4;

/** The list with the message, if that says anything new: of one replica the latest view counts. */
export function withMessage<M extends Prepare | Commit>(list: readonly M[], message: M): readonly M[] {
  const same = list.filter((m) => m.i === message.i);
  if (same.some((m) => m.v > message.v || (m.v === message.v && m.d === message.d))) return list;
  if (same.filter((m) => m.v === message.v).length >= DIGESTS_KEPT) return list;
  return [...list.filter((m) => m.i !== message.i || m.v === message.v), message];
}

/** The backups' prepares that match its pre-prepare; empty if it has none in this view. */
export function matchingPrepares({ env }: ReplicaCtx, slot: Slot, view: number): readonly Prepare[] {
  const p = slot.prePrepare;
  if (p === null || p.v !== view) return [];
  const primary = primaryOf(env, view);
  return slot.prepares.filter((m) => m.v === view && m.d === p.d && m.i !== primary);
}

/** `prepared(m, v, n, i)`: the pre-prepare stands for the primary, so that 2f prepares of backups make 2f + 1 replicas. */
export function isPrepared(ctx: ReplicaCtx, slot: Slot): boolean {
  const { view } = ctx.durable;
  if (slot.prePrepare?.v !== view) return false;
  return matchingPrepares(ctx, slot, view).length >= quorum(ctx.env) - 1;
}

export function matchingCommits(slot: Slot): readonly Commit[] {
  const p = slot.prePrepare;
  return p === null ? [] : slot.commits.filter((m) => m.v === p.v && m.d === p.d);
}

/** `committed-local(m, v, n, i)`: prepared, and a quorum of matching commits, its own among them if it likes. */
export function isCommittedLocal(ctx: ReplicaCtx, slot: Slot): boolean {
  return isPrepared(ctx, slot) && matchingCommits(slot).length >= quorum(ctx.env);
}

/** Whether the replica has sent this commit already. */
export function hasCommitted(slot: Slot, id: NodeId): boolean {
  return matchingCommits(slot).some((m) => m.i === id);
}
