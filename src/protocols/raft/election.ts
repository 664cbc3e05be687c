/** §5.2 and §5.4.1: how a server becomes a candidate, gives its vote, and becomes leader. */
import type { Ctx, NodeId } from '../../engine/api.ts';
import { last } from '../../protolib/list.ts';
import { isMajority } from '../../protolib/quorum.ts';
import { resetElectionTimer } from './follower.ts';
import { beginLeadership } from './replication.ts';
import type { RequestVote, RequestVoteReply, ServerDurable, ServerVolatile } from './state.ts';

type ServerCtx = Ctx<ServerDurable, ServerVolatile>;

export function startElection(ctx: ServerCtx): void {
  const { durable, volatile, id } = ctx;
  ctx.rule('raft.election.start');
  durable.currentTerm += 1;
  durable.votedFor = id;
  volatile.role = 'candidate';
  volatile.leaderId = null;
  volatile.votesGranted = [id];
  resetElectionTimer(ctx);
  ctx.note('startsElection', { term: durable.currentTerm });
  const request: RequestVote = {
    type: 'RequestVote',
    term: durable.currentTerm,
    candidateId: id,
    lastLogIndex: durable.log.length,
    lastLogTerm: last(durable.log)?.term ?? 0,
  };
  const servers = ctx.env.ids('server');
  for (const peer of servers) if (peer !== id) ctx.send(peer, request);
  becomeLeaderWithMajority(ctx);
}

export function onRequestVote(ctx: ServerCtx, from: NodeId, request: RequestVote): void {
  const { durable } = ctx;
  const why = whyNotVote(ctx, request);
  if (why === null) {
    ctx.rule('raft.vote.grant');
    if (durable.votedFor !== request.candidateId) durable.votedFor = request.candidateId;
    resetElectionTimer(ctx);
    ctx.note('votes', { candidate: from, term: request.term });
  } else {
    ctx.rule(why.rule);
    ctx.note('refusesVote', { candidate: from, term: request.term, why: why.text });
  }
  const reply: RequestVoteReply = {
    type: 'RequestVoteReply',
    term: durable.currentTerm,
    granted: why === null,
  };
  ctx.send(from, reply);
}

/** The reason to refuse a vote, or null to grant it. */
function whyNotVote(ctx: ServerCtx, request: RequestVote): { rule: string; text: string } | null {
  const { currentTerm, votedFor, log } = ctx.durable;
  if (request.term < currentTerm) {
    return { rule: 'raft.vote.refuseStale', text: `it is in term ${currentTerm} already` };
  }
  if (votedFor !== null && votedFor !== request.candidateId) {
    const whom = votedFor === ctx.id ? 'itself' : votedFor;
    return { rule: 'raft.vote.refuseVoted', text: `it voted for ${whom}` };
  }
  if (ctx.env.variant('noVoteLogCheck')) return null;
  const lastTerm = last(log)?.term ?? 0;
  if (request.lastLogTerm < lastTerm) {
    return { rule: 'raft.vote.refuseLog', text: `its own log ends in term ${lastTerm}` };
  }
  if (request.lastLogTerm === lastTerm && request.lastLogIndex < log.length) {
    return { rule: 'raft.vote.refuseLog', text: `its own log goes on to entry ${log.length}` };
  }
  return null;
}

/** A reply of the current term. */
export function onRequestVoteReply(ctx: ServerCtx, from: NodeId, reply: RequestVoteReply): void {
  const { volatile } = ctx;
  if (volatile.role !== 'candidate' || !reply.granted || volatile.votesGranted.includes(from)) return;
  ctx.rule('raft.vote.count');
  volatile.votesGranted = [...volatile.votesGranted, from];
  becomeLeaderWithMajority(ctx);
}

function becomeLeaderWithMajority(ctx: ServerCtx): void {
  const { volatile, durable } = ctx;
  if (!isMajority(volatile.votesGranted.length, ctx.env.ids('server').length)) return;
  ctx.rule('raft.leader.begin');
  volatile.role = 'leader';
  volatile.leaderId = ctx.id;
  ctx.clearTimer('election');
  ctx.note('becomesLeader', { term: durable.currentTerm });
  beginLeadership(ctx);
}
