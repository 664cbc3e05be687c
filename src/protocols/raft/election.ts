/** §5.2 and §5.4.1: how a server becomes a candidate, gives its vote, and becomes leader. PreVote: thesis §9.6. */
import type { NodeId } from '../../engine/api.ts';
import { isMember, isQuorum, members } from './config.ts';
import { hearsLeader, isSticky, resetElectionTimer } from './follower.ts';
import { lastIndex, lastTerm } from './log.ts';
import { beginLeadership } from './replication.ts';
import type { RequestVote, RequestVoteReply, ServerCtx } from './state.ts';

export function onElectionTimeout(ctx: ServerCtx): void {
  const { config, commitIndex } = ctx.volatile;
  // One that was left out may still be needed until that is committed (thesis §4.2.2); one that never belonged is not.
  if (!isMember(config, ctx.id) && config.index <= commitIndex) {
    ctx.rule('raft.election.notMember');
    resetElectionTimer(ctx);
  } else if (ctx.env.params.reads === 'lease' && hearsLeader(ctx)) {
    // Only a clock that runs fast, or a hand from outside, brings it here: the leader may hold a lease on its silence.
    ctx.rule('raft.election.tooSoon');
    resetElectionTimer(ctx);
  } else if (ctx.env.params.preVote === true) askFirst(ctx);
  else startElection(ctx);
}

/** PreVote: asks who would vote for it in the next term, and begins none. */
function askFirst(ctx: ServerCtx): void {
  const { volatile, durable, id } = ctx;
  ctx.rule('raft.preVote.ask');
  volatile.role = 'preCandidate';
  volatile.leaderId = null;
  volatile.votesGranted = [id];
  resetElectionTimer(ctx);
  ctx.note('asksFirst', { term: durable.currentTerm + 1 });
  askForVotes(ctx, { ...request(ctx), term: durable.currentTerm + 1, pre: true });
  if (isQuorum(volatile.config, volatile.votesGranted)) startElection(ctx);
}

/** @param transfer whether the leader asked for it, so that voters need not wait until they miss it */
export function startElection(ctx: ServerCtx, transfer = false): void {
  const { durable, volatile, id } = ctx;
  ctx.rule('raft.election.start');
  durable.currentTerm += 1;
  durable.votedFor = id;
  volatile.role = 'candidate';
  volatile.leaderId = null;
  volatile.votesGranted = [id];
  resetElectionTimer(ctx);
  ctx.note('startsElection', { term: durable.currentTerm });
  askForVotes(ctx, transfer ? { ...request(ctx), transfer } : request(ctx));
  becomeLeaderWithMajority(ctx);
}

function request({ durable, id }: ServerCtx): RequestVote {
  return {
    type: 'RequestVote',
    term: durable.currentTerm,
    candidateId: id,
    lastLogIndex: lastIndex(durable),
    lastLogTerm: lastTerm(durable),
  };
}

function askForVotes(ctx: ServerCtx, message: RequestVote): void {
  for (const peer of members(ctx.env, ctx.volatile.config)) if (peer !== ctx.id) ctx.send(peer, message);
}

/** Thesis §4.2.3: whoever hears a leader ignores a RequestVote, its term included, unless the leader itself asked for the election. */
export function ignoresVote(ctx: ServerCtx, { pre, transfer, candidateId, term }: RequestVote): boolean {
  // What is of an earlier term is refused with its own as ever.
  if (pre === true || transfer === true || term < ctx.durable.currentTerm) return false;
  if (!isSticky(ctx) || !hearsLeader(ctx)) return false;
  ctx.rule('raft.vote.ignore');
  ctx.note('ignoresVote', { candidate: candidateId, term });
  return true;
}

export function onRequestVote(ctx: ServerCtx, from: NodeId, request: RequestVote): void {
  if (request.pre === true) {
    onPreVote(ctx, from, request);
    return;
  }
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

/** Changes nothing, whatever the answer: neither term nor vote nor timer. */
function onPreVote(ctx: ServerCtx, from: NodeId, request: RequestVote): void {
  const { currentTerm } = ctx.durable;
  const why = hearsLeader(ctx)
    ? { rule: 'raft.preVote.hearsLeader', text: 'it hears a leader' }
    : whyNotVote(ctx, request);
  if (why === null) ctx.rule('raft.preVote.grant');
  else ctx.rule(why.rule);
  if (why === null) ctx.note('wouldVote', { candidate: from, term: request.term });
  else ctx.note('wouldNotVote', { candidate: from, term: request.term, why: why.text });
  const reply: RequestVoteReply = {
    type: 'RequestVoteReply',
    term: why === null ? request.term : currentTerm,
    granted: why === null,
    pre: true,
  };
  ctx.send(from, reply);
}

/** The reason to refuse a vote, or null to grant it. */
function whyNotVote(ctx: ServerCtx, request: RequestVote): { rule: string; text: string } | null {
  const { currentTerm, votedFor } = ctx.durable;
  if (request.term < currentTerm) {
    return { rule: 'raft.vote.refuseStale', text: `it is in term ${currentTerm} already` };
  }
  // Its vote in this term; in a later one, which a PreVote asks about, it has none yet.
  if (request.term === currentTerm && votedFor !== null && votedFor !== request.candidateId) {
    const whom = votedFor === ctx.id ? 'itself' : votedFor;
    return { rule: 'raft.vote.refuseVoted', text: `it voted for ${whom}` };
  }
  if (ctx.env.variant('noVoteLogCheck')) return null;
  const [ownTerm, ownIndex] = [lastTerm(ctx.durable), lastIndex(ctx.durable)];
  if (request.lastLogTerm < ownTerm) {
    return { rule: 'raft.vote.refuseLog', text: `its own log ends in term ${ownTerm}` };
  }
  if (request.lastLogTerm === ownTerm && request.lastLogIndex < ownIndex) {
    return { rule: 'raft.vote.refuseLog', text: `its own log goes on to entry ${ownIndex}` };
  }
  return null;
}

/** A reply of the current term, or a PreVote granted for the next. */
export function onRequestVoteReply(ctx: ServerCtx, from: NodeId, reply: RequestVoteReply): void {
  const { volatile, durable } = ctx;
  const asked = reply.pre === true ? 'preCandidate' : 'candidate';
  if (volatile.role !== asked || !reply.granted || volatile.votesGranted.includes(from)) return;
  if (reply.pre === true && reply.term !== durable.currentTerm + 1) return;
  ctx.rule(reply.pre === true ? 'raft.preVote.count' : 'raft.vote.count');
  volatile.votesGranted = [...volatile.votesGranted, from];
  if (reply.pre !== true) becomeLeaderWithMajority(ctx);
  else if (isQuorum(volatile.config, volatile.votesGranted)) startElection(ctx);
}

function becomeLeaderWithMajority(ctx: ServerCtx): void {
  const { volatile, durable } = ctx;
  if (!isQuorum(volatile.config, volatile.votesGranted)) return;
  ctx.rule('raft.leader.begin');
  volatile.role = 'leader';
  volatile.leaderId = ctx.id;
  ctx.clearTimer('election');
  ctx.note('becomesLeader', { term: durable.currentTerm });
  beginLeadership(ctx);
}
