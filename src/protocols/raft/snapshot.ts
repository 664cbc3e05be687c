/** §7: a snapshot takes the place of the log's beginning, and goes to followers that need what is no longer in the log. */
import type { Json, JsonObject, NodeId } from '../../engine/api.ts';
import { empty, from as listOf, slice } from '../../protolib/list.ts';
import * as map from '../../protolib/map.ts';
import { configOf, initialConfig, latestConfig } from './config.ts';
import { becomeFollower, hearLeader } from './follower.ts';
import { baseIndex, termAt } from './log.ts';
import { advanceMatch, heardFrom, sendAppend } from './replication.ts';
import type { Config, InstallSnapshot, InstallSnapshotReply, ServerCtx, Snapshot } from './state.ts';

/** The state machine as a snapshot has it. */
export function restored(stateMachine: JsonObject): map.PersistentMap<Json> {
  let result: map.PersistentMap<Json> = map.empty();
  for (const [key, value] of Object.entries(stateMachine)) result = map.set(result, key, value as Json);
  return result;
}

/** Takes a snapshot of all that is applied, and drops the entries it stands for. */
export function takeSnapshot(ctx: ServerCtx): void {
  const { durable, volatile } = ctx;
  const { lastApplied, stateMachine, sessions } = volatile;
  const base = baseIndex(durable);
  if (lastApplied <= base) return;
  ctx.rule('raft.snapshot.take');
  const snapshot: Snapshot = {
    lastIncludedIndex: lastApplied,
    lastIncludedTerm: termAt(durable, lastApplied),
    config: configAt(ctx, lastApplied),
    stateMachine: map.toObject(stateMachine),
    sessions,
  };
  durable.log = listOf(slice(durable.log, lastApplied - base));
  durable.snapshot = snapshot;
  ctx.note('takesSnapshot', { index: lastApplied });
}

/** The configuration of the log up to an index: later ones may yet be taken back. */
function configAt({ env, durable, volatile }: ServerCtx, index: number): Config {
  if (volatile.config.index <= index) return volatile.config;
  let config = durable.snapshot?.config ?? initialConfig(env);
  for (const entry of slice(durable.log, 0, index - baseIndex(durable))) config = configOf(entry) ?? config;
  return config;
}

export function sendSnapshot(ctx: ServerCtx, peer: NodeId): void {
  const { durable, volatile, id } = ctx;
  if (durable.snapshot === null) return;
  ctx.rule('raft.snapshot.send');
  const message: InstallSnapshot = {
    type: 'InstallSnapshot',
    term: durable.currentTerm,
    leaderId: id,
    snapshot: durable.snapshot,
  };
  ctx.send(peer, volatile.reading === null ? message : { ...message, round: volatile.reading.round });
}

export function onInstallSnapshot(ctx: ServerCtx, from: NodeId, message: InstallSnapshot): void {
  const { durable, volatile, env } = ctx;
  const { term, snapshot, round } = message;
  const { lastIncludedIndex, lastIncludedTerm } = snapshot;
  if (term < durable.currentTerm) ctx.rule('raft.snapshot.refuseStale');
  else {
    becomeFollower(ctx, message.leaderId);
    hearLeader(ctx);
    // One that brings nothing new must not take back what was applied since.
    if (lastIncludedIndex <= volatile.commitIndex) ctx.rule('raft.snapshot.old');
    else {
      ctx.rule('raft.snapshot.install');
      const keeps = termAt(durable, lastIncludedIndex) === lastIncludedTerm;
      if (keeps) ctx.rule('raft.snapshot.keepSuffix');
      durable.log = keeps ? listOf(slice(durable.log, lastIncludedIndex - baseIndex(durable))) : empty();
      durable.snapshot = snapshot;
      volatile.stateMachine = restored(snapshot.stateMachine);
      volatile.sessions = snapshot.sessions;
      volatile.commitIndex = lastIncludedIndex;
      volatile.lastApplied = lastIncludedIndex;
      volatile.config = latestConfig(env, durable);
      ctx.note('installsSnapshot', { index: lastIncludedIndex, leader: message.leaderId });
    }
  }
  const reply: InstallSnapshotReply = {
    type: 'InstallSnapshotReply',
    term: durable.currentTerm,
    lastIncludedIndex,
  };
  ctx.send(from, round === undefined ? reply : { ...reply, round });
}

/** A reply of the current term. */
export function onInstallSnapshotReply(ctx: ServerCtx, from: NodeId, reply: InstallSnapshotReply): void {
  const { volatile } = ctx;
  if (volatile.nextIndex === null || volatile.nextIndex[from] === undefined) return;
  heardFrom(ctx, from, reply.round);
  // What came after the snapshot follows it.
  if (advanceMatch(ctx, from, reply.lastIncludedIndex) && volatile.role === 'leader') sendAppend(ctx, from);
}
