/** §5.1 and §5.2: a follower is passive; all it does by itself is wait for its election timer. */
import type { NodeId } from '../../engine/api.ts';
import { refuseReads } from './reads.ts';
import type { ServerCtx } from './state.ts';

/** Starts the election timer anew with a random wait. */
export function resetElectionTimer(ctx: ServerCtx): void {
  const [low, high] = ctx.env.params.electionTimeout as readonly [number, number];
  ctx.setTimer('election', ctx.randomInt('election timeout', low, high));
}

/** The shortest election timeout, µs: so long nobody who hears a leader stands against it. */
export function minElectionTimeout(ctx: ServerCtx): number {
  return (ctx.env.params.electionTimeout as readonly [number, number])[0];
}

/** Gives up candidacy or leadership, if any. Leaves a follower's election timer as it is. */
export function becomeFollower(ctx: ServerCtx, leaderId: NodeId | null): void {
  const { volatile } = ctx;
  if (volatile.role === 'leader') {
    for (const timer of ['heartbeat', 'quorum', 'batch', 'transfer']) ctx.clearTimer(timer);
    resetElectionTimer(ctx);
    refuseReads(ctx);
    volatile.answered = null;
    volatile.transfer = null;
    volatile.catchUp = null;
    volatile.reading = null;
  }
  if (volatile.role !== 'follower') {
    volatile.role = 'follower';
    volatile.votesGranted = [];
    volatile.nextIndex = null;
    volatile.matchIndex = null;
  }
  volatile.leaderId = leaderId;
}

/** All servers: a higher term is adopted before anything else is looked at. */
export function adoptTerm(ctx: ServerCtx, term: number): void {
  ctx.rule('raft.term.adopt');
  const led = ctx.volatile.role === 'leader';
  ctx.durable.currentTerm = term;
  ctx.durable.votedFor = null;
  becomeFollower(ctx, null);
  if (led) ctx.note('stepsDown', { term });
}

// ── Whoever hears a leader does not help to depose it (thesis §4.2.3, §9.6) ─────

/** Whether servers turn a vote down, and keep their term, because they hear a leader. */
export function isSticky(ctx: ServerCtx): boolean {
  return ctx.env.params.checkQuorum === true || ctx.env.params.reads === 'lease';
}

/** Remembers that the leader of this term was heard. */
export function hearLeader(ctx: ServerCtx): void {
  resetElectionTimer(ctx);
  if (ctx.env.params.preVote === true || isSticky(ctx)) ctx.volatile.heardAt = ctx.monotonicClock();
}

/** Whether it leads, or has heard from a leader within the shortest election timeout. */
export function hearsLeader(ctx: ServerCtx): boolean {
  const { role, heardAt, reading } = ctx.volatile;
  if (role === 'leader') {
    // Leases without CheckQuorum: a leader that nobody answers must be replaceable once its lease is over.
    if (reading === null || reading.leaseEnd === null || ctx.env.params.checkQuorum === true) return true;
    return ctx.monotonicClock() < reading.leaseEnd;
  }
  return heardAt !== null && ctx.monotonicClock() - heardAt < minElectionTimeout(ctx);
}
