/** Thesis §3.10: a leader hands its leadership to a server of its choice. */
import type { NodeId } from '../../engine/api.ts';
import { isMember } from './config.ts';
import { startElection } from './election.ts';
import { minElectionTimeout } from './follower.ts';
import { lastIndex } from './log.ts';
import { afterCatchUpStep } from './membership.ts';
import { sendAppend } from './replication.ts';
import type { ServerCtx, TimeoutNow } from './state.ts';

/** On command: takes no more requests, brings the target up to date, and then asks it to stand. */
export function beginTransfer(ctx: ServerCtx, to: NodeId): void {
  const { volatile, id } = ctx;
  const why = whyNot(ctx, to);
  if (why !== null) {
    ctx.rule('raft.transfer.refuse');
    ctx.note('refusesTransfer', { to, why });
    return;
  }
  ctx.rule('raft.transfer.begin');
  ctx.note('transfers', { to });
  volatile.transfer = { to, told: false };
  // The next leader will not wait for this one's lease.
  if (volatile.reading !== null && volatile.reading.leaseEnd !== null)
    volatile.reading = { ...volatile.reading, leaseEnd: 0 };
  ctx.setTimer('transfer', minElectionTimeout(ctx));
  if (to !== id) sendAppend(ctx, to);
  afterTransferStep(ctx);
}

function whyNot({ volatile, id }: ServerCtx, to: NodeId): string | null {
  if (volatile.role !== 'leader') return 'it does not lead';
  if (to === id) return 'it leads already';
  if (volatile.transfer !== null) return 'it is handing over already';
  return isMember(volatile.config, to) ? null : `${to} has no vote`;
}

/** The target may have caught up. */
export function afterTransferStep(ctx: ServerCtx): void {
  const { volatile, durable } = ctx;
  const { transfer, matchIndex } = volatile;
  if (transfer === null || transfer.told || volatile.role !== 'leader') return;
  if ((matchIndex?.[transfer.to] ?? 0) < lastIndex(durable)) return;
  ctx.rule('raft.transfer.timeoutNow');
  volatile.transfer = { ...transfer, told: true };
  // Whenever that message arrives, voters will listen to the target: no lease is safe in this term any more.
  if (volatile.reading !== null) volatile.reading = { ...volatile.reading, leaseEnd: null };
  const message: TimeoutNow = { type: 'TimeoutNow', term: durable.currentTerm, leaderId: ctx.id };
  ctx.send(transfer.to, message);
}

/** Within an election timeout nobody took over: it leads on. */
export function onTransferTimeout(ctx: ServerCtx): void {
  const { volatile } = ctx;
  if (volatile.transfer === null) return;
  ctx.rule('raft.transfer.abort');
  ctx.note('keepsLeading', { to: volatile.transfer.to });
  volatile.transfer = null;
  // A change of members that became ready meanwhile need wait no longer.
  afterCatchUpStep(ctx);
}

export function onTimeoutNow(ctx: ServerCtx, message: TimeoutNow): void {
  if (message.term < ctx.durable.currentTerm || ctx.volatile.role === 'leader') return;
  if (!isMember(ctx.volatile.config, ctx.id)) return;
  ctx.rule('raft.transfer.stand');
  startElection(ctx, true);
}
