/**
 * A Raft server, after Figure 2 of the extended paper. What every server does on any message and timer is here; elections are in
 * `election.ts`, the log in `replication.ts`.
 */
import type { Ctx, Role } from '../../engine/api.ts';
import { empty } from '../../protolib/list.ts';
import * as map from '../../protolib/map.ts';
import { onRequestVote, onRequestVoteReply, startElection } from './election.ts';
import { becomeFollower, resetElectionTimer } from './follower.ts';
import { onAppendEntries, onAppendEntriesReply, onClientRequest, onHeartbeat } from './replication.ts';
import type { RaftMessage, ServerDurable, ServerVolatile } from './state.ts';

type ServerCtx = Ctx<ServerDurable, ServerVolatile>;

export const server: Role<ServerDurable, ServerVolatile, RaftMessage> = {
  durable: () => ({ currentTerm: 0, votedFor: null, log: empty() }),

  volatile: () => ({
    role: 'follower',
    leaderId: null,
    commitIndex: 0,
    lastApplied: 0,
    votesGranted: [],
    nextIndex: null,
    matchIndex: null,
    stateMachine: map.empty(),
  }),

  start(ctx) {
    if (ctx.restarted && ctx.env.variant('volatileVote')) forgetVote(ctx);
    resetElectionTimer(ctx);
  },

  timer(ctx, name) {
    if (name === 'election') startElection(ctx);
    else if (name === 'heartbeat') onHeartbeat(ctx);
  },

  message(ctx, from, message) {
    if (message.type === 'ClientRequest') {
      onClientRequest(ctx, from, message);
      return;
    }
    if (message.type === 'ClientReply') return;
    // All servers: a higher term is adopted before anything else is looked at.
    if (message.term > ctx.durable.currentTerm) adoptTerm(ctx, message.term);
    switch (message.type) {
      case 'RequestVote':
        onRequestVote(ctx, from, message);
        return;
      case 'AppendEntries':
        onAppendEntries(ctx, from, message);
        return;
    }
    // An answer to a question of an older term says nothing about this one.
    if (message.term < ctx.durable.currentTerm) ctx.rule('raft.term.ignoreStale');
    else if (message.type === 'RequestVoteReply') onRequestVoteReply(ctx, from, message);
    else onAppendEntriesReply(ctx, from, message);
  },

  status: (_durable, { role }) => (role === 'follower' ? 0 : role === 'candidate' ? 1 : 2),
  epoch: (durable) => durable.currentTerm,
};

function adoptTerm(ctx: ServerCtx, term: number): void {
  ctx.rule('raft.term.adopt');
  const led = ctx.volatile.role === 'leader';
  ctx.durable.currentTerm = term;
  ctx.durable.votedFor = null;
  becomeFollower(ctx, null);
  if (led) ctx.note('stepsDown', { term });
}

/** A rule broken on purpose: Figure 2 keeps votedFor on disk. */
function forgetVote(ctx: ServerCtx): void {
  const { votedFor, currentTerm } = ctx.durable;
  if (votedFor === null) return;
  ctx.durable.votedFor = null;
  ctx.note('forgetsVote', { candidate: votedFor, term: currentTerm });
}
