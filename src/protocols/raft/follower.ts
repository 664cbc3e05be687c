/** §5.1 and §5.2: a follower is passive; all it does by itself is wait for its election timer. */
import type { Ctx, NodeId } from '../../engine/api.ts';
import type { ServerDurable, ServerVolatile } from './state.ts';

type ServerCtx = Ctx<ServerDurable, ServerVolatile>;

/** Starts the election timer anew with a random wait. */
export function resetElectionTimer(ctx: ServerCtx): void {
  const [low, high] = ctx.env.params.electionTimeout as readonly [number, number];
  ctx.setTimer('election', ctx.randomInt('election timeout', low, high));
}

/** Gives up candidacy or leadership, if any. Leaves a follower's election timer as it is. */
export function becomeFollower(ctx: ServerCtx, leaderId: NodeId | null): void {
  const { volatile } = ctx;
  if (volatile.role === 'leader') {
    ctx.clearTimer('heartbeat');
    resetElectionTimer(ctx);
  }
  if (volatile.role !== 'follower') {
    volatile.role = 'follower';
    volatile.votesGranted = [];
    volatile.nextIndex = null;
    volatile.matchIndex = null;
  }
  volatile.leaderId = leaderId;
}
