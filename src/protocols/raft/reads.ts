/** Thesis §6.4: reads that do not go through the log. Before it answers, the leader makes sure that it still leads. */
import type { NodeId } from '../../engine/api.ts';
import { answer, stateOf } from './apply.ts';
import { quorumReaches } from './config.ts';
import { minElectionTimeout } from './follower.ts';
import { termAt } from './log.ts';
import { sendToAll } from './replication.ts';
import type { ClientRequest, Reading, ServerCtx, WaitingRead } from './state.ts';

/** Rounds whose times are remembered while nobody answers. */
const REMEMBERED = 32;

export function beginReading(ctx: ServerCtx): void {
  const { reads } = ctx.env.params;
  if (reads === 'log') return;
  const leaseEnd = reads === 'lease' ? 0 : null;
  ctx.volatile.reading = { round: 0, answered: {}, waiting: [], sent: [], leaseEnd };
  nextRound(ctx);
}

export function onRead(ctx: ServerCtx, request: ClientRequest): void {
  const { volatile, env } = ctx;
  if (env.variant('readLocal')) {
    ctx.rule('raft.read.local');
    answerRead(ctx, request);
    return;
  }
  const reading = volatile.reading as Reading;
  const ready = hasCommittedOwnTerm(ctx);
  if (ready && holdsLease(ctx, reading)) {
    ctx.rule('raft.read.lease');
    answerRead(ctx, request);
    return;
  }
  ctx.rule('raft.read.index');
  const { client, seq, key } = request;
  const readIndex = ready ? volatile.commitIndex : null;
  const waiting: WaitingRead = { client, seq, key, readIndex, round: reading.round + 1 };
  volatile.reading = { ...reading, waiting: [...reading.waiting, waiting] };
  if (ready) askAll(ctx);
}

/** Until an entry of its term is committed a leader may not know of all that was committed before (thesis §6.4, step 1). */
function hasCommittedOwnTerm({ durable, volatile }: ServerCtx): boolean {
  return termAt(durable, volatile.commitIndex) === durable.currentTerm;
}

function answerRead(ctx: ServerCtx, { client, seq, key }: Pick<WaitingRead, 'client' | 'seq' | 'key'>): void {
  answer(ctx, client, seq, { status: 'ok', value: stateOf(ctx, key) });
}

// ── Rounds ──────────────────────────────────────────────────────────────────

/** What is sent from now on belongs to a new round. */
export function nextRound(ctx: ServerCtx): void {
  const { reading } = ctx.volatile;
  if (reading === null) return;
  const round = reading.round + 1;
  const sent =
    ctx.env.params.reads === 'lease'
      ? [...reading.sent.slice(1 - REMEMBERED), { round, at: ctx.monotonicClock() }]
      : reading.sent;
  ctx.volatile.reading = { ...reading, round, sent };
}

function askAll(ctx: ServerCtx): void {
  nextRound(ctx);
  sendToAll(ctx);
  settleRounds(ctx);
}

export function onRoundAnswered(ctx: ServerCtx, from: NodeId, round: number): void {
  const { reading } = ctx.volatile;
  if (reading === null || round <= (reading.answered[from] ?? 0)) return;
  ctx.volatile.reading = { ...reading, answered: { ...reading.answered, [from]: round } };
  settleRounds(ctx);
}

/** Answers the reads, and extends the lease, for which a quorum has answered. */
function settleRounds(ctx: ServerCtx): void {
  const { volatile, id } = ctx;
  const reading = volatile.reading as Reading;
  const { round, answered } = reading;
  const done = quorumReaches(volatile.config, (voter) => (voter === id ? round : (answered[voter] ?? 0)));
  const confirmed = reading.waiting.filter((read) => isConfirmed(read, done));
  const leaseEnd = extended(ctx, reading, done);
  const sent = reading.sent.filter((s) => s.round > done);
  if (confirmed.length === 0 && leaseEnd === reading.leaseEnd && sent.length === reading.sent.length) return;
  const waiting = reading.waiting.filter((read) => !isConfirmed(read, done));
  volatile.reading = { ...reading, waiting, sent, leaseEnd };
  // A leader has applied all that it knows to be committed, so lastApplied ≥ readIndex.
  if (confirmed.length > 0) ctx.rule('raft.read.confirmed');
  for (const read of confirmed) answerRead(ctx, read);
}

function isConfirmed({ readIndex, round }: WaitingRead, done: number): boolean {
  return readIndex !== null && round <= done;
}

/** A commit may be the first of the leader's term: reads that waited for it take their readIndex now. */
export function readsAfterCommit(ctx: ServerCtx): void {
  const { reading, commitIndex } = ctx.volatile;
  if (reading === null || !reading.waiting.some((read) => read.readIndex === null)) return;
  if (!hasCommittedOwnTerm(ctx)) return;
  const round = reading.round + 1;
  const waiting = reading.waiting.map((read) =>
    read.readIndex === null ? { ...read, readIndex: commitIndex, round } : read,
  );
  ctx.volatile.reading = { ...reading, waiting };
  askAll(ctx);
}

/** A leader that leads no longer sends its readers elsewhere. */
export function refuseReads(ctx: ServerCtx): void {
  const { reading } = ctx.volatile;
  for (const { client, seq } of reading?.waiting ?? [])
    answer(ctx, client, seq, { status: 'notLeader', value: null });
}

// ── Leases ──────────────────────────────────────────────────────────────────

function holdsLease(ctx: ServerCtx, { leaseEnd }: Reading): boolean {
  return leaseEnd !== null && ctx.volatile.transfer === null && ctx.monotonicClock() < leaseEnd;
}

/** The lease counts from when the round was sent: voters may have heard it right then. */
function extended(ctx: ServerCtx, { sent, leaseEnd }: Reading, done: number): number | null {
  if (leaseEnd === null || ctx.volatile.transfer !== null) return leaseEnd;
  let end = leaseEnd;
  for (const { round, at } of sent) if (round <= done) end = Math.max(end, at + leaseLength(ctx));
  return end;
}

/** µs on the leader's clock: shorter than any election timeout, were its clock as slow beside the voters' as is thought possible. */
function leaseLength(ctx: ServerCtx): number {
  const timeout = minElectionTimeout(ctx);
  if (ctx.env.variant('leaseClock')) return timeout;
  const bound = ctx.env.params.clockDrift as number;
  return Math.floor((timeout * 1_000_000) / (1_000_000 + bound));
}
