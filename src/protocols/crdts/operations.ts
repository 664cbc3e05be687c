/**
 * Replication by operations (RR-7506, §2.4): each goes to every replica and takes its effect there once, after those that its own
 * replica had seen (causal delivery: Birman, Schiper, Stephenson 1991). What was lost is sent again by anti-entropy: replicas tell
 * each other what they have seen, and whoever has more sends it.
 */
import type { NodeId } from '../../engine/api.ts';
import { append, iterate, last } from '../../protolib/list.ts';
import { missing, opBased, others, paramsOf, type ReplicaCtx } from './run.ts';
import type { Logged, Ops } from './state.ts';
import { type Context, contextOf, covers, dot, includes, joinContexts, NOTHING } from './types/dots.ts';
import { at, put } from './types/records.ts';
import { seenWords, updateWords, valueWords } from './words.ts';

/** Sends operations that the peer is not known to have. */
export function sendOps(ctx: ReplicaCtx, to: NodeId, asked = false): void {
  const { copy } = ctx.durable;
  const known = at(ctx.volatile.known, to) ?? NOTHING;
  const ops = [...iterate(copy.log)].filter(({ from, n }) => !includes(known, dot(from, n)));
  if (ops.length === 0 && !asked) return;
  ctx.rule('crdt.ops.send');
  ctx.send(to, { type: 'Ops', ops, seen: copy.seen });
}

/** Sends its newest operation to everybody. */
export function broadcast(ctx: ReplicaCtx): void {
  const { copy } = ctx.durable;
  const newest = last(copy.log);
  if (newest === undefined) return;
  ctx.rule('crdt.ops.send');
  for (const id of others(ctx)) ctx.send(id, { type: 'Ops', ops: [newest], seen: copy.seen });
}

/** Says what it has seen, so that the peer can send the rest. */
export function sendDigest(ctx: ReplicaCtx, to: NodeId): void {
  const { seen } = ctx.durable.copy;
  ctx.rule('crdt.ops.digest');
  ctx.volatile.told = put(ctx.volatile.told, to, seen);
  ctx.send(to, { type: 'Digest', seen });
}

/** A peer has said what it has seen: it gets what it lacks, and is asked for what it has more. */
export function onDigest(ctx: ReplicaCtx, from: NodeId, seen: Context): void {
  know(ctx, from, seen);
  sendOps(ctx, from);
  // A peer that was told so already has its answer on the way.
  const own = ctx.durable.copy.seen;
  if (!covers(own, seen) && at(ctx.volatile.told, from) !== own) sendDigest(ctx, from);
}

export function onOps(ctx: ReplicaCtx, from: NodeId, { ops, seen }: Ops): void {
  for (const op of ops) receive(ctx, op);
  deliverWaiting(ctx);
  know(ctx, from, joinContexts(seen, contextOf(ops.map(({ from: id, n }) => dot(id, n)))));
}

/** What a peer has seen is never unseen, unless its disk was lost: then it says so itself. */
function know(ctx: ReplicaCtx, peer: NodeId, seen: Context): void {
  const { volatile } = ctx;
  volatile.known = put(volatile.known, peer, seen);
}

function receive(ctx: ReplicaCtx, op: Logged): void {
  const { durable, volatile, env } = ctx;
  const name = dot(op.from, op.n);
  if (includes(durable.copy.seen, name)) {
    if (env.variant('noDedup')) apply(ctx, op);
    else {
      ctx.rule('crdt.ops.duplicate');
      ctx.note('duplicate', { update: name });
    }
    return;
  }
  if (env.variant('noCausalOrder') || covers(durable.copy.seen, op.after)) apply(ctx, op);
  else if (!volatile.waiting.some(({ from, n }) => from === op.from && n === op.n)) {
    ctx.rule('crdt.ops.wait');
    volatile.waiting = [...volatile.waiting, op];
    ctx.note('waits', { update: name, missing: updateWords(missing(op.after, durable.copy.seen)) });
  }
}

/** Those that waited, as soon as all that they wait for is there. */
function deliverWaiting(ctx: ReplicaCtx): void {
  const { durable, volatile } = ctx;
  for (;;) {
    const next = volatile.waiting.find(({ after }) => covers(durable.copy.seen, after));
    if (next === undefined) return;
    volatile.waiting = volatile.waiting.filter((op) => op !== next);
    if (!includes(durable.copy.seen, dot(next.from, next.n))) apply(ctx, next);
  }
}

function apply(ctx: ReplicaCtx, op: Logged): void {
  const { durable, env } = ctx;
  const { copy } = durable;
  const name = dot(op.from, op.n);
  const type = opBased(env);
  ctx.rule('crdt.ops.apply');
  ctx.rule(`${paramsOf(env).type}.apply`);
  const state = type.effect(copy.state, op.operation);
  durable.copy = {
    ...copy,
    state,
    seen: joinContexts(copy.seen, contextOf([name])),
    clock: Math.max(copy.clock, op.clock),
    log: append(copy.log, op),
  };
  ctx.note('applies', {
    update: name,
    has: seenWords(durable.copy.seen),
    value: valueWords(type.value(state)),
  });
}
