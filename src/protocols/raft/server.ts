/**
 * A Raft server, after Figure 2 of the extended paper. What every server does on any message and timer is here; the sections of the paper
 * have files of their own.
 */
import type { NodeId, Role } from '../../engine/api.ts';
import { empty } from '../../protolib/list.ts';
import * as map from '../../protolib/map.ts';
import { onAppendEntries } from './append.ts';
import { isQuorum, latestConfig } from './config.ts';
import { ignoresVote, onElectionTimeout, onRequestVote, onRequestVoteReply } from './election.ts';
import { adoptTerm, becomeFollower, isSticky, minElectionTimeout, resetElectionTimer } from './follower.ts';
import { baseIndex, soundLog } from './log.ts';
import { changeMembers } from './membership.ts';
import { onAppendEntriesReply, onBatch, onHeartbeat } from './replication.ts';
import { onClientRequest } from './requests.ts';
import { onInstallSnapshot, onInstallSnapshotReply, restored, takeSnapshot } from './snapshot.ts';
import type { RaftMessage, ServerCtx, ServerDurable, ServerVolatile } from './state.ts';
import { beginTransfer, onTimeoutNow, onTransferTimeout } from './transfer.ts';
import { forget } from './variants.ts';

export const server: Role<ServerDurable, ServerVolatile, RaftMessage> = {
  durable: () => ({ currentTerm: 0, votedFor: null, snapshot: null, log: empty() }),

  volatile: (env, durable) => ({
    role: 'follower',
    leaderId: null,
    // What a snapshot holds was committed and applied (§7).
    commitIndex: baseIndex(durable),
    lastApplied: baseIndex(durable),
    votesGranted: [],
    nextIndex: null,
    matchIndex: null,
    stateMachine: durable.snapshot === null ? map.empty() : restored(durable.snapshot.stateMachine),
    sessions: durable.snapshot?.sessions ?? {},
    config: latestConfig(env, durable),
    heardAt: null,
    answered: null,
    transfer: null,
    catchUp: null,
    reading: null,
  }),

  start(ctx) {
    if (ctx.restarted) afterRestart(ctx);
    resetElectionTimer(ctx);
  },

  timer(ctx, name) {
    if (name === 'election') onElectionTimeout(ctx);
    else if (name === 'heartbeat') onHeartbeat(ctx);
    else if (name === 'batch') onBatch(ctx);
    else if (name === 'quorum') onQuorumCheck(ctx);
    else if (name === 'snapshot') takeSnapshot(ctx);
    else if (name === 'transfer') onTransferTimeout(ctx);
  },

  command(ctx, command) {
    if (command.type === 'transfer') beginTransfer(ctx, String(command.to));
    else changeMembers(ctx, command);
  },

  message(ctx, from, message) {
    if (message.type === 'ClientRequest') {
      onClientRequest(ctx, from, message);
      return;
    }
    if (message.type === 'ClientReply') return;
    if (message.type === 'RequestVote' && ignoresVote(ctx, message)) return;
    if (message.term > ctx.durable.currentTerm && !asksAboutFuture(message)) adoptTerm(ctx, message.term);
    switch (message.type) {
      case 'RequestVote':
        onRequestVote(ctx, from, message);
        return;
      case 'AppendEntries':
        onAppendEntries(ctx, from, message);
        return;
      case 'InstallSnapshot':
        onInstallSnapshot(ctx, from, message);
        return;
      case 'TimeoutNow':
        onTimeoutNow(ctx, message);
        return;
    }
    onReply(ctx, from, message);
  },

  copies: {
    durable: ({ currentTerm, votedFor, snapshot, log }) => ({ currentTerm, votedFor, snapshot, log }),
    volatile: (record) => ({
      role: record.role,
      leaderId: record.leaderId,
      commitIndex: record.commitIndex,
      lastApplied: record.lastApplied,
      votesGranted: record.votesGranted,
      nextIndex: record.nextIndex,
      matchIndex: record.matchIndex,
      stateMachine: record.stateMachine,
      sessions: record.sessions,
      config: record.config,
      heardAt: record.heardAt,
      answered: record.answered,
      transfer: record.transfer,
      catchUp: record.catchUp,
      reading: record.reading,
    }),
  },

  status: (_durable, { role }) =>
    role === 'follower' ? 0 : role === 'candidate' ? 1 : role === 'leader' ? 2 : 5,
  epoch: (durable) => durable.currentTerm,
};

function onReply(
  ctx: ServerCtx,
  from: NodeId,
  message: Extract<RaftMessage, { type: 'RequestVoteReply' | 'AppendEntriesReply' | 'InstallSnapshotReply' }>,
): void {
  const { currentTerm } = ctx.durable;
  if (message.term < currentTerm) {
    // An answer to a question of an older term says nothing about this one.
    if (message.type !== 'RequestVoteReply' || !ctx.env.variant('countStaleTermVotes')) {
      ctx.rule('raft.term.ignoreStale');
      return;
    }
  }
  if (message.type === 'RequestVoteReply') onRequestVoteReply(ctx, from, message);
  else if (message.type === 'AppendEntriesReply') onAppendEntriesReply(ctx, from, message);
  else onInstallSnapshotReply(ctx, from, message);
}

/** A PreVote, and a PreVote granted, are about a term that nobody has begun; one that is refused tells the voter's own. */
function asksAboutFuture(message: RaftMessage): boolean {
  return (
    (message.type === 'RequestVote' && message.pre === true) ||
    (message.type === 'RequestVoteReply' && message.pre === true && message.granted)
  );
}

function afterRestart(ctx: ServerCtx): void {
  const { durable, volatile, env } = ctx;
  const log = soundLog(durable);
  if (log !== durable.log) durable.log = log;
  forget(ctx);
  volatile.config = latestConfig(env, durable);
  // It may have heard a leader just before: until that would have worn off it gives no vote that could cost a lease (thesis §6.4).
  if (isSticky(ctx)) volatile.heardAt = ctx.monotonicClock();
}

/** CheckQuorum (thesis §6.2): a leader whom no quorum has answered for an election timeout leads no more. */
function onQuorumCheck(ctx: ServerCtx): void {
  const { volatile, durable, id } = ctx;
  if (volatile.role !== 'leader') return;
  if (isQuorum(volatile.config, [id, ...(volatile.answered ?? [])])) {
    volatile.answered = [];
    ctx.setTimer('quorum', minElectionTimeout(ctx));
    return;
  }
  ctx.rule('raft.leader.checkQuorum');
  becomeFollower(ctx, null);
  ctx.note('losesQuorum', { term: durable.currentTerm });
}
