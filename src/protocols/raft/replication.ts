/** §5.3 and §5.4.2: the log, from the client's request to the state machine. */
import type { Ctx, NodeId } from '../../engine/api.ts';
import { append, appendAll, get, slice, truncate } from '../../protolib/list.ts';
import * as map from '../../protolib/map.ts';
import { majorityReached } from '../../protolib/quorum.ts';
import { becomeFollower, resetElectionTimer } from './follower.ts';
import type {
  AppendEntries,
  AppendEntriesReply,
  ClientReply,
  ClientRequest,
  Entry,
  EntryCommand,
  ServerDurable,
  ServerVolatile,
} from './state.ts';
import { commandText, entriesText } from './words.ts';

type ServerCtx = Ctx<ServerDurable, ServerVolatile>;
const NONE: readonly Entry[] = Object.freeze([]);

/** Term of the entry with this index (from 1); 0 if there is none. */
function termAt(durable: ServerDurable, index: number): number {
  return get(durable.log, index - 1)?.term ?? 0;
}

// ── Leaders ─────────────────────────────────────────────────────────────────

/** Takes up leadership of the current term: a no-op (§8), then the first AppendEntries to everybody. */
export function beginLeadership(ctx: ServerCtx): void {
  const { durable, volatile, env, id } = ctx;
  const nextIndex: Record<NodeId, number> = {};
  const matchIndex: Record<NodeId, number> = {};
  for (const peer of env.ids('server')) {
    if (peer === id) continue;
    nextIndex[peer] = durable.log.length + 1;
    matchIndex[peer] = 0;
  }
  volatile.nextIndex = nextIndex;
  volatile.matchIndex = matchIndex;
  if (env.params.noOpOnElection === true) appendOwn(ctx, { type: 'noop' });
  for (const peer of env.ids('server')) if (peer !== id) sendAppend(ctx, peer);
  if (env.ids('server').length > 1) ctx.setTimer('heartbeat', env.params.heartbeatInterval as number);
  advanceCommit(ctx);
}

export function onHeartbeat(ctx: ServerCtx): void {
  if (ctx.volatile.role !== 'leader') return;
  ctx.rule('raft.leader.heartbeat');
  for (const peer of ctx.env.ids('server')) if (peer !== ctx.id) sendAppend(ctx, peer);
  ctx.setTimer('heartbeat', ctx.env.params.heartbeatInterval as number);
}

export function onClientRequest(ctx: ServerCtx, from: NodeId, request: ClientRequest): void {
  const { durable, volatile, env, id } = ctx;
  if (volatile.role !== 'leader') {
    ctx.rule('raft.request.redirect');
    answer(ctx, from, request.seq, 'notLeader', null);
    return;
  }
  ctx.rule('raft.leader.append');
  const { client, seq, key } = request;
  appendOwn(
    ctx,
    request.f === 'write'
      ? { type: 'write', key, value: request.value, client, seq }
      : { type: 'read', key, client, seq },
  );
  const room = env.params.maxEntries as number;
  for (const peer of env.ids('server')) {
    if (peer === id) continue;
    // With a full message of earlier entries still unconfirmed, the new one waits for that answer or the next heartbeat.
    if (durable.log.length - (volatile.nextIndex?.[peer] ?? 0) < room) sendAppend(ctx, peer);
  }
  advanceCommit(ctx);
}

function appendOwn(ctx: ServerCtx, command: EntryCommand): void {
  const { durable } = ctx;
  durable.log = append(durable.log, { term: durable.currentTerm, command });
  ctx.note('appends', { index: durable.log.length, what: commandText(command) });
}

/** Sends `peer` the entries from its nextIndex on: none if it has all of them. */
function sendAppend(ctx: ServerCtx, peer: NodeId): void {
  const { durable, volatile } = ctx;
  const next = volatile.nextIndex?.[peer] ?? durable.log.length + 1;
  const prevLogIndex = next - 1;
  const most = ctx.env.params.maxEntries as number;
  const message: AppendEntries = {
    type: 'AppendEntries',
    term: durable.currentTerm,
    leaderId: ctx.id,
    prevLogIndex,
    prevLogTerm: termAt(durable, prevLogIndex),
    entries: next > durable.log.length ? NONE : slice(durable.log, prevLogIndex, prevLogIndex + most),
    leaderCommit: volatile.commitIndex,
  };
  ctx.send(peer, message);
}

/** A reply of the current term. */
export function onAppendEntriesReply(ctx: ServerCtx, from: NodeId, reply: AppendEntriesReply): void {
  const { volatile, durable, env } = ctx;
  const { nextIndex, matchIndex } = volatile;
  if (nextIndex === null || matchIndex === null) return;
  const next = nextIndex[from] as number;
  if (!reply.success) {
    // Anything else answers an older attempt: its refusal was acted upon already.
    if (reply.prevLogIndex !== next - 1 || next === 1) return;
    ctx.rule('raft.leader.retry');
    volatile.nextIndex = { ...nextIndex, [from]: next - 1 };
    sendAppend(ctx, from);
    return;
  }
  if (reply.matchIndex <= (matchIndex[from] as number)) return;
  volatile.matchIndex = { ...matchIndex, [from]: reply.matchIndex };
  if (reply.matchIndex >= next) volatile.nextIndex = { ...nextIndex, [from]: reply.matchIndex + 1 };
  // What does not reach beyond commitIndex cannot move it.
  const moved = reply.matchIndex > volatile.commitIndex && advanceCommit(ctx);
  if (!moved) ctx.rule('raft.leader.advanceMatch');
  // After a full message there are entries that were never sent.
  const full = reply.matchIndex - reply.prevLogIndex === (env.params.maxEntries as number);
  if (full && durable.log.length > reply.matchIndex) sendAppend(ctx, from);
}

/** Commits what a majority has stored, if that reaches an entry of the leader's own term (§5.4.2). */
function advanceCommit(ctx: ServerCtx): boolean {
  const { durable, volatile } = ctx;
  const stored = [durable.log.length];
  for (const peer in volatile.matchIndex) stored.push(volatile.matchIndex[peer] as number);
  const index = majorityReached(stored);
  if (index <= volatile.commitIndex || termAt(durable, index) !== durable.currentTerm) return false;
  ctx.rule('raft.leader.advanceCommit');
  volatile.commitIndex = index;
  ctx.note('committed', { index });
  applyCommitted(ctx);
  return true;
}

// ── Followers ───────────────────────────────────────────────────────────────

export function onAppendEntries(ctx: ServerCtx, from: NodeId, message: AppendEntries): void {
  const { durable, volatile } = ctx;
  const { term, prevLogIndex } = message;
  if (term < durable.currentTerm) {
    ctx.rule('raft.append.refuseStale');
    replyAppend(ctx, from, false, prevLogIndex, 0);
    return;
  }
  // Election Safety leaves no second leader in a term; where a broken rule makes one, whoever hears the other yields.
  if (volatile.role === 'leader') ctx.note('yields', { leader: message.leaderId, term });
  becomeFollower(ctx, message.leaderId);
  resetElectionTimer(ctx);

  if (
    prevLogIndex > 0 &&
    (prevLogIndex > durable.log.length || termAt(durable, prevLogIndex) !== message.prevLogTerm)
  ) {
    ctx.rule('raft.append.refuseGap');
    ctx.note('refusesEntries', { index: prevLogIndex, term: message.prevLogTerm });
    replyAppend(ctx, from, false, prevLogIndex, 0);
    return;
  }
  const stored = storeEntries(ctx, message);

  // Only up to what this message vouches for: what follows in the follower's log may not be the leader's.
  const lastNew = prevLogIndex + message.entries.length;
  const commitIndex = Math.min(message.leaderCommit, lastNew);
  if (commitIndex > volatile.commitIndex) {
    ctx.rule('raft.follower.advanceCommit');
    volatile.commitIndex = commitIndex;
    applyCommitted(ctx);
    ctx.note('applies', { index: volatile.lastApplied });
  } else if (!stored) ctx.rule('raft.append.follow');
  replyAppend(ctx, from, true, prevLogIndex, lastNew);
}

/** Brings the log to hold the message's entries; returns whether it changed. Entries that are there already are left alone. */
function storeEntries(ctx: ServerCtx, { prevLogIndex, entries, leaderId }: AppendEntries): boolean {
  const { durable } = ctx;
  for (let i = 0; i < entries.length; i++) {
    const index = prevLogIndex + 1 + i;
    if (index <= durable.log.length) {
      if (termAt(durable, index) === (entries[i] as Entry).term) continue;
      ctx.rule('raft.append.truncate');
      ctx.note('truncates', { entries: entriesText(index, durable.log.length), leader: leaderId });
      durable.log = truncate(durable.log, index - 1);
    }
    ctx.rule('raft.append.store');
    durable.log = appendAll(durable.log, i === 0 ? entries : entries.slice(i));
    ctx.note('stores', { entries: entriesText(index, durable.log.length) });
    return true;
  }
  return false;
}

function replyAppend(
  ctx: ServerCtx,
  to: NodeId,
  success: boolean,
  prevLogIndex: number,
  matchIndex: number,
): void {
  const { currentTerm } = ctx.durable;
  const reply: AppendEntriesReply = {
    type: 'AppendEntriesReply',
    term: currentTerm,
    success,
    prevLogIndex,
    matchIndex,
  };
  ctx.send(to, reply);
}

// ── The state machine ───────────────────────────────────────────────────────

function applyCommitted(ctx: ServerCtx): void {
  const { durable, volatile } = ctx;
  let answered = false;
  while (volatile.lastApplied < volatile.commitIndex) {
    const entry = get(durable.log, volatile.lastApplied);
    if (entry === undefined) return;
    volatile.lastApplied += 1;
    const { command } = entry;
    if (command.type === 'noop') continue;
    let value: ClientReply['value'] = null;
    if (command.type === 'write') {
      volatile.stateMachine = map.set(volatile.stateMachine, command.key, command.value);
    } else value = map.get(volatile.stateMachine, command.key) ?? null;
    // An entry of its own term is one it accepted itself, since it began to lead: it owes the answer.
    if (volatile.role === 'leader' && entry.term === durable.currentTerm) {
      if (!answered) ctx.rule('raft.leader.answer');
      answered = true;
      answer(ctx, command.client, command.seq, 'ok', value);
    }
  }
}

function answer(
  ctx: ServerCtx,
  client: NodeId,
  seq: number,
  status: ClientReply['status'],
  value: ClientReply['value'],
): void {
  const leaderHint = ctx.volatile.leaderId;
  const reply: ClientReply = { type: 'ClientReply', seq, status, value, leaderHint };
  ctx.send(client, reply);
}
