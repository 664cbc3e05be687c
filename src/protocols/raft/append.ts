/** §5.3, the follower's half: its log becomes the leader's. */
import type { NodeId } from '../../engine/api.ts';
import { appendAll, set, truncate } from '../../protolib/list.ts';
import { applyCommitted } from './apply.ts';
import { configOf, latestConfig } from './config.ts';
import { becomeFollower, hearLeader } from './follower.ts';
import { baseIndex, lastIndex, termAt } from './log.ts';
import type { AppendEntries, AppendEntriesReply, Entry, ServerCtx } from './state.ts';
import { entriesText } from './words.ts';

export function onAppendEntries(ctx: ServerCtx, from: NodeId, message: AppendEntries): void {
  const { durable, volatile } = ctx;
  const { term, prevLogIndex } = message;
  if (term < durable.currentTerm) {
    ctx.rule('raft.append.refuseStale');
    reply(ctx, from, message, false, 0);
    return;
  }
  // Election Safety leaves no second leader in a term; where a broken rule makes one, whoever hears the other yields.
  if (volatile.role === 'leader') ctx.note('yields', { leader: message.leaderId, term });
  becomeFollower(ctx, message.leaderId);
  hearLeader(ctx);

  if (prevLogIndex > baseIndex(durable) && !holds(ctx, prevLogIndex, message.prevLogTerm)) {
    ctx.rule('raft.append.refuseGap');
    ctx.note('refusesEntries', { index: prevLogIndex, term: message.prevLogTerm });
    reply(ctx, from, message, false, 0, conflict(ctx, prevLogIndex));
    return;
  }
  const stored = storeEntries(ctx, message);

  // Only up to what this message vouches for: what follows in the follower's log may not be the leader's.
  const lastNew = prevLogIndex + message.entries.length;
  const known = ctx.env.variant('commitToLastIndex') ? lastIndex(durable) : lastNew;
  const commitIndex = Math.min(message.leaderCommit, known);
  if (commitIndex > volatile.commitIndex) {
    ctx.rule('raft.follower.advanceCommit');
    volatile.commitIndex = commitIndex;
    applyCommitted(ctx);
    ctx.note('applies', { index: volatile.lastApplied });
  } else if (!stored) ctx.rule('raft.append.follow');
  reply(ctx, from, message, true, lastNew);
}

function holds({ durable }: ServerCtx, index: number, term: number): boolean {
  return index <= lastIndex(durable) && termAt(durable, index) === term;
}

type Conflict = Pick<AppendEntriesReply, 'conflictTerm' | 'conflictIndex'>;

/** Where the leader may look next (§5.3), if servers are to say so: the term in conflict and the first index of that term. */
function conflict({ durable, env }: ServerCtx, prevLogIndex: number): Conflict {
  if (env.params.fastBacktracking !== true) return {};
  const last = lastIndex(durable);
  if (prevLogIndex > last) return { conflictTerm: null, conflictIndex: last + 1 };
  const conflictTerm = termAt(durable, prevLogIndex);
  let conflictIndex = prevLogIndex;
  while (conflictIndex > baseIndex(durable) + 1 && termAt(durable, conflictIndex - 1) === conflictTerm)
    conflictIndex--;
  return { conflictTerm, conflictIndex };
}

/** Brings the log to hold the message's entries; returns whether it changed. Entries that are there already are left alone. */
function storeEntries(ctx: ServerCtx, message: AppendEntries): boolean {
  const { durable, volatile, env } = ctx;
  const { prevLogIndex, entries, leaderId } = message;
  const base = baseIndex(durable);
  const before = durable.log;
  let truncated = false;
  for (let i = 0; i < entries.length; i++) {
    const index = prevLogIndex + 1 + i;
    // What a snapshot stands for is committed, and so the same everywhere.
    if (index <= base) continue;
    if (index <= lastIndex(durable)) {
      const entry = entries[i] as Entry;
      if (termAt(durable, index) === entry.term) continue;
      if (env.variant('noTruncateOnConflict')) {
        durable.log = set(durable.log, index - base - 1, entry);
        ctx.note('overwrites', { index });
        continue;
      }
      dropFrom(ctx, index, leaderId);
      truncated = true;
    }
    ctx.rule('raft.append.store');
    durable.log = appendAll(durable.log, i === 0 ? entries : entries.slice(i));
    ctx.note('stores', { entries: entriesText(index, lastIndex(durable)) });
    break;
  }
  const end = prevLogIndex + entries.length;
  if (env.variant('truncateAlways') && lastIndex(durable) > end && end >= base) {
    ctx.note('cutsOff', { entries: entriesText(end + 1, lastIndex(durable)), leader: leaderId });
    durable.log = truncate(durable.log, end - base);
    truncated = true;
  }
  if (durable.log === before) return false;
  if (truncated) volatile.config = latestConfig(env, durable);
  else for (const entry of entries) if (entry.index > volatile.config.index) adopt(ctx, entry);
  return true;
}

function dropFrom(ctx: ServerCtx, index: number, leader: NodeId): void {
  const { durable } = ctx;
  ctx.rule('raft.append.truncate');
  ctx.note('truncates', { entries: entriesText(index, lastIndex(durable)), leader });
  durable.log = truncate(durable.log, index - baseIndex(durable) - 1);
}

function adopt({ volatile }: ServerCtx, entry: Entry): void {
  const config = configOf(entry);
  if (config !== null) volatile.config = config;
}

function reply(
  ctx: ServerCtx,
  to: NodeId,
  { prevLogIndex, round }: AppendEntries,
  success: boolean,
  matchIndex: number,
  where?: Conflict,
): void {
  const { currentTerm: term } = ctx.durable;
  // One of these answers every heartbeat: naming the fields is much faster than spreading nothing among them.
  const message: AppendEntriesReply =
    where === undefined
      ? { type: 'AppendEntriesReply', term, success, matchIndex, prevLogIndex }
      : { type: 'AppendEntriesReply', term, success, matchIndex, ...where, prevLogIndex };
  ctx.send(to, round === undefined ? message : { ...message, round });
}
