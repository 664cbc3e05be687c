/** A replica: takes updates at any time, and brings its copy and those of the others together when it can. */
import { jsonEqual } from '../../base/json.ts';
import type { NodeId, Role } from '../../engine/api.ts';
import { empty } from '../../protolib/list.ts';
import { onAck, onDelta, sendDelta } from './deltas.ts';
import { edit } from './edits.ts';
import { merge } from './merging.ts';
import { broadcast, onDigest, onOps, sendDigest, sendOps } from './operations.ts';
import { others, paramsOf, type ReplicaCtx, typeOf } from './run.ts';
import type { CrdtMessage, ReplicaDurable, ReplicaVolatile } from './state.ts';
import { NOTHING } from './types/dots.ts';
import { at, put } from './types/records.ts';
import { valueWords } from './words.ts';

/** Somebody who was silent for so many periods was away. */
const AWAY = 2.5;

export const replica: Role<ReplicaDurable, ReplicaVolatile, CrdtMessage> = {
  durable: (env) => ({
    copy: {
      state: typeOf(env).bottom(),
      seen: NOTHING,
      clock: 0,
      latest: null,
      log: empty(),
      deltas: 0,
    },
  }),
  volatile: (env, { copy }) => ({
    shows: typeOf(env).value(copy.state),
    waiting: [],
    known: {},
    told: {},
    held: [],
    confirmed: {},
    heard: {},
    turn: 0,
  }),

  start(ctx) {
    const { sync, every } = paramsOf(ctx.env);
    if (ctx.restarted)
      ctx.note('restarts', { value: valueWords(typeOf(ctx.env).value(ctx.durable.copy.state)) });
    if (sync === 'by command') return;
    if (sync === 'on reconnect') greet(ctx);
    ctx.setTimer('sync', every);
  },

  command(ctx, command) {
    if (command.type === 'merge') {
      ctx.rule('crdt.command');
      bring(ctx, String(command.into), true);
    } else if (edit(ctx, command) && paramsOf(ctx.env).eager) {
      if (paramsOf(ctx.env).replication === 'operations') broadcast(ctx);
      else for (const id of others(ctx)) bring(ctx, id);
    }
    show(ctx);
  },

  timer(ctx) {
    const { sync, every, partner } = paramsOf(ctx.env);
    ctx.setTimer('sync', every);
    if (sync === 'on reconnect') {
      greet(ctx);
      return;
    }
    ctx.rule('crdt.periodic');
    const all = others(ctx);
    const { volatile } = ctx;
    const next = all[volatile.turn % all.length];
    if (partner === 'everyone') for (const id of all) exchange(ctx, id);
    else if (next !== undefined) exchange(ctx, next);
    volatile.turn = (volatile.turn + 1) % Math.max(1, all.length);
  },

  message(ctx, from, message) {
    hear(ctx, from);
    switch (message.type) {
      case 'State':
        merge(ctx, from, message);
        break;
      case 'Delta':
        onDelta(ctx, from, message);
        break;
      case 'Ack':
        onAck(ctx, from, message.n);
        break;
      case 'Ops':
        onOps(ctx, from, message);
        break;
      case 'Digest':
        onDigest(ctx, from, message.seen);
        break;
      case 'Hello':
        break;
    }
    show(ctx);
  },

  status: (_durable, { waiting }) => (waiting.length > 0 ? 1 : 0),
  epoch: () => 0,
};

function show(ctx: ReplicaCtx): void {
  const value = typeOf(ctx.env).value(ctx.durable.copy.state);
  if (!jsonEqual(value, ctx.volatile.shows)) ctx.volatile.shows = value;
}

/** Sends a peer what it may lack: the whole state, the deltas it has not confirmed, or operations. */
function bring(ctx: ReplicaCtx, to: NodeId, asked = false): void {
  const { replication } = paramsOf(ctx.env);
  if (replication === 'operations') sendOps(ctx, to, asked);
  else if (replication === 'deltas') sendDelta(ctx, to, asked);
  else {
    const { state, seen, clock } = ctx.durable.copy;
    ctx.rule('crdt.state.send');
    ctx.send(to, { type: 'State', state, seen, clock });
  }
}

/** Anti-entropy with one peer. */
function exchange(ctx: ReplicaCtx, peer: NodeId): void {
  if (paramsOf(ctx.env).replication === 'operations') sendDigest(ctx, peer);
  else bring(ctx, peer);
}

function greet(ctx: ReplicaCtx): void {
  ctx.rule('crdt.hello');
  for (const id of others(ctx)) ctx.send(id, { type: 'Hello' });
}

/** Whoever was silent for long, or is heard for the first time, is given what it may have missed. */
function hear(ctx: ReplicaCtx, from: NodeId): void {
  const { sync, every } = paramsOf(ctx.env);
  if (sync !== 'on reconnect') return;
  const { volatile } = ctx;
  const now = ctx.monotonicClock();
  const last = at(volatile.heard, from);
  volatile.heard = put(volatile.heard, from, now);
  if (last !== undefined && now - last <= AWAY * every) return;
  ctx.rule('crdt.reconnect');
  if (last !== undefined) ctx.note('hearsAgain', { peer: from });
  exchange(ctx, from);
}
