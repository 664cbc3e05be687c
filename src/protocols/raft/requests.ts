/** §8: what a server does with a client's request. */
import type { NodeId } from '../../engine/api.ts';
import { answer } from './apply.ts';
import { appendOwn } from './log.ts';
import { onRead } from './reads.ts';
import { advanceCommit, shareNew } from './replication.ts';
import type { ClientRequest, EntryCommand, ServerCtx } from './state.ts';

export function onClientRequest(ctx: ServerCtx, from: NodeId, request: ClientRequest): void {
  const { volatile, env } = ctx;
  if (volatile.role !== 'leader') {
    ctx.rule('raft.request.redirect');
    answer(ctx, from, request.seq, { status: 'notLeader', value: null });
    return;
  }
  if (volatile.transfer !== null) {
    ctx.rule('raft.request.transferring');
    answer(ctx, from, request.seq, { status: 'notLeader', value: null });
    return;
  }
  if (request.f === 'read' && (env.params.reads !== 'log' || env.variant('readLocal'))) {
    onRead(ctx, request);
    return;
  }
  ctx.rule('raft.leader.append');
  appendOwn(ctx, commandOf(request));
  shareNew(ctx);
  advanceCommit(ctx);
}

function commandOf({ f, key, value, client, seq, session }: ClientRequest): EntryCommand {
  if (f === 'register') return { type: 'register', client, seq };
  const command: EntryCommand =
    f === 'write' ? { type: 'write', key, value, client, seq } : { type: 'read', key, client, seq };
  return session === undefined ? command : { ...command, session };
}
