/** §5.3 and §5.4.2, the leader's half: it copies its log to the others and commits what a quorum has stored. */
import type { NodeId } from '../../engine/api.ts';
import { applyCommitted } from './apply.ts';
import { members, quorumReaches } from './config.ts';
import { minElectionTimeout } from './follower.ts';
import { appendOwn, baseIndex, entriesFrom, entryAt, lastIndex, termAt } from './log.ts';
import { afterCatchUpStep, checkCatchUp, settleConfig } from './membership.ts';
import { beginReading, nextRound, onRoundAnswered, readsAfterCommit } from './reads.ts';
import { sendSnapshot } from './snapshot.ts';
import type { AppendEntries, AppendEntriesReply, Entry, ServerCtx } from './state.ts';
import { afterTransferStep } from './transfer.ts';

const NONE: readonly Entry[] = Object.freeze([]);

/** Takes up leadership of the current term: a no-op (§8), then the first AppendEntries to everybody. */
export function beginLeadership(ctx: ServerCtx): void {
  const { durable, volatile, env, id } = ctx;
  const nextIndex: Record<NodeId, number> = {};
  const matchIndex: Record<NodeId, number> = {};
  for (const peer of members(env, volatile.config)) {
    if (peer === id) continue;
    nextIndex[peer] = lastIndex(durable) + 1;
    matchIndex[peer] = 0;
  }
  volatile.nextIndex = nextIndex;
  volatile.matchIndex = matchIndex;
  beginReading(ctx);
  if (env.params.noOpOnElection === true) appendOwn(ctx, { type: 'noop' });
  for (const peer in nextIndex) sendAppend(ctx, peer);
  if (env.ids('server').length > 1) ctx.setTimer('heartbeat', env.params.heartbeatInterval as number);
  if (env.params.checkQuorum === true) {
    volatile.answered = [];
    ctx.setTimer('quorum', minElectionTimeout(ctx));
  }
  advanceCommit(ctx);
  settleConfig(ctx);
}

export function onHeartbeat(ctx: ServerCtx): void {
  if (ctx.volatile.role !== 'leader') return;
  ctx.rule('raft.leader.heartbeat');
  checkCatchUp(ctx);
  nextRound(ctx);
  sendToAll(ctx);
  ctx.setTimer('heartbeat', ctx.env.params.heartbeatInterval as number);
}

export function sendToAll(ctx: ServerCtx): void {
  for (const peer in ctx.volatile.nextIndex) sendAppend(ctx, peer);
}

/**
 * Tells the others of new entries: at once, or, where commands are batched, when the batch closes. Whoever has a full message of earlier
 * entries still unconfirmed hears of the new ones after that answer or with the next heartbeat.
 */
export function shareNew(ctx: ServerCtx): void {
  const wait = ctx.env.params.batchDelay as number;
  if (wait === 0) sendNew(ctx);
  else if (!ctx.timerRunning('batch')) ctx.setTimer('batch', wait);
}

function sendNew(ctx: ServerCtx): void {
  const { volatile, durable, env } = ctx;
  const room = env.params.maxEntries as number;
  for (const peer in volatile.nextIndex) {
    if (lastIndex(durable) - (volatile.nextIndex[peer] as number) < room) sendAppend(ctx, peer);
  }
}

export function onBatch(ctx: ServerCtx): void {
  if (ctx.volatile.role !== 'leader') return;
  ctx.rule('raft.leader.batch');
  sendNew(ctx);
}

/** Sends `peer` the entries from its nextIndex on: none if it has all of them. What is compacted away goes as a snapshot. */
export function sendAppend(ctx: ServerCtx, peer: NodeId): void {
  const { durable, volatile, env } = ctx;
  const next = volatile.nextIndex?.[peer] ?? lastIndex(durable) + 1;
  if (next <= baseIndex(durable)) {
    sendSnapshot(ctx, peer);
    return;
  }
  const prevLogIndex = next - 1;
  // Thesis §3.5: where the logs agree is asked first, without entries.
  const probes = env.params.probe === true && (volatile.matchIndex?.[peer] ?? 0) < prevLogIndex;
  const message: AppendEntries = {
    type: 'AppendEntries',
    term: durable.currentTerm,
    leaderId: ctx.id,
    prevLogIndex,
    prevLogTerm: termAt(durable, prevLogIndex),
    entries: probes ? NONE : entriesFrom(durable, next, env.params.maxEntries as number),
    leaderCommit: volatile.commitIndex,
  };
  ctx.send(peer, volatile.reading === null ? message : { ...message, round: volatile.reading.round });
}

/** A reply of the current term. */
export function onAppendEntriesReply(ctx: ServerCtx, from: NodeId, reply: AppendEntriesReply): void {
  const { volatile } = ctx;
  // From a server that belongs no longer, it says nothing.
  if (volatile.nextIndex === null || volatile.nextIndex[from] === undefined) return;
  heardFrom(ctx, from, reply.round);
  if (reply.success) onStored(ctx, from, reply);
  else onRefused(ctx, from, reply);
}

/** Whatever it says, that it answers shows that it follows. */
export function heardFrom(ctx: ServerCtx, from: NodeId, round: number | undefined): void {
  const { volatile } = ctx;
  if (volatile.answered !== null && !volatile.answered.includes(from))
    volatile.answered = [...volatile.answered, from];
  if (round !== undefined) onRoundAnswered(ctx, from, round);
}

function onRefused(ctx: ServerCtx, from: NodeId, reply: AppendEntriesReply): void {
  const { volatile } = ctx;
  const next = volatile.nextIndex?.[from] as number;
  // Anything else answers an older attempt: its refusal was acted upon already.
  if (reply.prevLogIndex !== next - 1 || next === 1) return;
  ctx.rule('raft.leader.retry');
  volatile.nextIndex = { ...volatile.nextIndex, [from]: backUp(ctx, next, reply) };
  sendAppend(ctx, from);
}

/** §5.3: one entry back, or, if the follower says where its term begins, past all of that term at once. */
function backUp(ctx: ServerCtx, next: number, { conflictTerm, conflictIndex }: AppendEntriesReply): number {
  const { durable } = ctx;
  if (conflictIndex === undefined) return next - 1;
  ctx.rule('raft.leader.backtrack');
  if (conflictTerm !== null && conflictTerm !== undefined) {
    // Up to the leader's own last entry of that term the logs may agree.
    for (let index = next - 1; index > baseIndex(durable) && index >= conflictIndex; index--) {
      if (termAt(durable, index) === conflictTerm) return Math.min(index + 1, next - 1);
    }
  }
  return Math.max(1, Math.min(conflictIndex, next - 1));
}

function onStored(ctx: ServerCtx, from: NodeId, reply: AppendEntriesReply): void {
  const { env, durable } = ctx;
  const probed = reply.matchIndex === reply.prevLogIndex && env.params.probe === true;
  if (!advanceMatch(ctx, from, reply.matchIndex)) return;
  // After a full message there are entries that were never sent, and after a probe those it was to find the place for.
  const full = reply.matchIndex - reply.prevLogIndex === (env.params.maxEntries as number);
  if ((full || probed) && ctx.volatile.role === 'leader' && lastIndex(durable) > reply.matchIndex)
    sendAppend(ctx, from);
}

/** A follower has stored up to `match`, and what follows from that. @returns false if that is no news */
export function advanceMatch(ctx: ServerCtx, from: NodeId, match: number): boolean {
  const { volatile } = ctx;
  const { nextIndex, matchIndex } = volatile;
  if (nextIndex === null || matchIndex === null) return false;
  // Even where that is no news: a refusal that came late may have set nextIndex back behind what is stored.
  if (match >= (nextIndex[from] as number)) volatile.nextIndex = { ...nextIndex, [from]: match + 1 };
  if (match <= (matchIndex[from] as number)) return false;
  volatile.matchIndex = { ...matchIndex, [from]: match };
  // What does not reach beyond commitIndex cannot move it.
  const moved = match > volatile.commitIndex && advanceCommit(ctx);
  if (!moved) ctx.rule('raft.leader.advanceMatch');
  if (volatile.transfer !== null) afterTransferStep(ctx);
  if (volatile.catchUp !== null) afterCatchUpStep(ctx);
  return true;
}

/** Commits what a quorum has stored, if that reaches an entry of the leader's own term (§5.4.2). */
export function advanceCommit(ctx: ServerCtx): boolean {
  const { durable, volatile, id, env } = ctx;
  const { matchIndex, config } = volatile;
  const last = lastIndex(durable);
  // A leader that is no voter does not count itself (§6).
  const index = quorumReaches(config, (voter) => (voter === id ? last : (matchIndex?.[voter] ?? 0)));
  if (index <= volatile.commitIndex || entryAt(durable, index) === undefined) return false;
  if (termAt(durable, index) !== durable.currentTerm && !env.variant('commitOldTermByCount')) return false;
  ctx.rule('raft.leader.advanceCommit');
  volatile.commitIndex = index;
  ctx.note('committed', { index });
  applyCommitted(ctx);
  readsAfterCommit(ctx);
  settleConfig(ctx);
  return true;
}
