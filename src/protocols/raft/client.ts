/**
 * §8: a client sends its commands to the leader, one at a time. It never sends one again that may have taken effect, unless it is told to
 * (`clientRetry`); with a session that is safe (thesis §6.3).
 */
import type { Command, Ctx, NodeId, Role } from '../../engine/api.ts';
import { empty, first, push, shift } from '../../protolib/queue.ts';
import type {
  ClientDurable,
  ClientReply,
  ClientRequest,
  ClientVolatile,
  Pending,
  RaftMessage,
} from './state.ts';
import { valueText } from './words.ts';

type ClientCtx = Ctx<ClientDurable, ClientVolatile>;

export const client: Role<ClientDurable, ClientVolatile, RaftMessage> = {
  durable: () => ({ nextSeq: 1 }),
  volatile: (env) => ({
    queue: empty(),
    pending: null,
    contact: env.ids('server')[0] as NodeId,
    session: null,
  }),

  command(ctx, command) {
    ctx.volatile.queue = push(ctx.volatile.queue, command);
    if (ctx.volatile.pending === null) next(ctx);
  },

  message(ctx, from, message) {
    const { pending } = ctx.volatile;
    if (message.type !== 'ClientReply' || pending === null || message.seq !== seqAsked(ctx, pending)) return;
    if (message.seq === REGISTER && message.status === 'ok') haveSession(ctx, pending, from, message);
    else if (message.status === 'ok') done(ctx, pending, from, message);
    else if (message.status === 'noSession') loseSession(ctx, pending);
    // A second copy of a refusal is no refusal of what was asked since.
    else if (pending.asked && pending.target === from) redirect(ctx, pending, from, message.leaderHint);
  },

  timer(ctx, name) {
    const { pending } = ctx.volatile;
    if (pending === null) return;
    if (name === 'request') giveUp(ctx, pending);
    else if (name === 'resend') askAgain(ctx, pending);
    else if (name === 'retry') ask(ctx, { ...pending, target: ctx.volatile.contact, hinted: false });
  },

  copies: {
    durable: ({ nextSeq }) => ({ nextSeq }),
    volatile: ({ queue, pending, contact, session }) => ({ queue, pending, contact, session }),
  },

  status: (_durable, { pending }) => (pending === null ? 3 : 4),
  epoch: () => 0,
};

/** `seq` of a request to register. */
const REGISTER = 0;

/** The number it waits for an answer to: it asks for a session before anything else. */
function seqAsked({ env, volatile }: ClientCtx, { seq }: Pending): number {
  return env.params.sessions === true && volatile.session === null ? REGISTER : seq;
}

/** Begins the next command that waits, if any. */
function next(ctx: ClientCtx): void {
  const { volatile, durable, env } = ctx;
  const command = first(volatile.queue);
  volatile.pending = null;
  if (command === undefined) return;
  volatile.queue = shift(volatile.queue);
  const key = String(command.key);
  const operation = ctx.invoke(
    command.type === 'write' ? { f: 'write', key, value: command.value ?? null } : { f: 'read', key },
  );
  const seq = durable.nextSeq;
  durable.nextSeq += 1;
  const via = typeof command.via === 'string' ? command.via : null;
  const patience = env.params.clientTimeout as number;
  if (patience > 0) ctx.setTimer('request', patience);
  ask(ctx, { operation, seq, command, target: via ?? volatile.contact, asked: true, hinted: false });
}

function ask(ctx: ClientCtx, pending: Pending): void {
  const { command, target } = pending;
  const { volatile, env } = ctx;
  const seq = seqAsked(ctx, pending);
  const write = command.type === 'write';
  volatile.pending = pending.asked ? pending : { ...pending, asked: true };
  const request: ClientRequest = {
    type: 'ClientRequest',
    client: ctx.id,
    seq,
    f: seq === REGISTER ? 'register' : write ? 'write' : 'read',
    key: String(command.key),
    value: write ? (command.value ?? null) : null,
  };
  ctx.rule(seq === REGISTER ? 'raft.client.register' : 'raft.client.ask');
  ctx.send(target, volatile.session === null ? request : { ...request, session: volatile.session });
  const again = env.params.clientRetry as number;
  if (again > 0) ctx.setTimer('resend', again);
}

/** No answer so far: asks again, under the same number, whoever comes next. */
function askAgain(ctx: ClientCtx, pending: Pending): void {
  if (!pending.asked) return;
  ctx.rule('raft.client.askAgain');
  const target = serverAfter(ctx, pending.target);
  ctx.note('asksAgain', { server: target, operation: commandWords(pending.command) });
  ask(ctx, { ...pending, target, hinted: false });
}

function haveSession(ctx: ClientCtx, pending: Pending, from: NodeId, { value }: ClientReply): void {
  ctx.volatile.session = value as number;
  ctx.volatile.contact = from;
  ask(ctx, { ...pending, target: from, hinted: false });
}

/** Whether an earlier copy was applied before the session expired nobody can tell. */
function loseSession(ctx: ClientCtx, pending: Pending): void {
  ctx.rule('raft.client.sessionLost');
  ctx.volatile.session = null;
  endWait(ctx);
  ctx.note('losesSession', { operation: commandWords(pending.command) });
  ctx.complete(pending.operation, 'info');
  next(ctx);
}

function done(ctx: ClientCtx, pending: Pending, from: NodeId, reply: ClientReply): void {
  const { command, operation } = pending;
  ctx.rule('raft.client.done');
  ctx.volatile.contact = from;
  endWait(ctx);
  if (command.type === 'write') {
    ctx.note('told', { operation: commandWords(command) });
    ctx.complete(operation, 'ok');
  } else {
    const value = reply.value === null ? 'empty' : valueText(reply.value);
    ctx.note('toldValue', { key: String(command.key), value });
    ctx.complete(operation, 'ok', reply.value);
  }
  next(ctx);
}

/** Refused for certain: asks the leader that was named, or waits a little, so that two servers that name each other cannot spin it. */
function redirect(ctx: ClientCtx, pending: Pending, from: NodeId, hint: NodeId | null): void {
  const known = hint !== null && hint !== from;
  ctx.volatile.contact = known ? hint : serverAfter(ctx, from);
  if (known && !pending.hinted) {
    ctx.rule('raft.client.redirect');
    ctx.note('redirected', { server: from, next: hint });
    ask(ctx, { ...pending, target: hint, hinted: true });
  } else {
    ctx.rule('raft.client.backOff');
    ctx.note('backsOff', { server: from });
    ctx.volatile.pending = { ...pending, asked: false };
    ctx.clearTimer('resend');
    ctx.setTimer('retry', ctx.env.params.clientBackoff as number);
  }
}

function giveUp(ctx: ClientCtx, pending: Pending): void {
  ctx.rule('raft.client.giveUp');
  endWait(ctx);
  if (pending.asked) ctx.volatile.contact = serverAfter(ctx, pending.target);
  ctx.note('givesUp', { operation: commandWords(pending.command) });
  ctx.complete(pending.operation, 'info');
  next(ctx);
}

function endWait(ctx: ClientCtx): void {
  ctx.clearTimer('request');
  ctx.clearTimer('retry');
  ctx.clearTimer('resend');
}

function serverAfter(ctx: ClientCtx, id: NodeId): NodeId {
  const servers = ctx.env.ids('server');
  return servers[(servers.indexOf(id) + 1) % servers.length] as NodeId;
}

/** "x=7", "read x" */
function commandWords(command: Command): string {
  const key = String(command.key);
  return command.type === 'write' ? `${key}=${valueText(command.value ?? null)}` : `read ${key}`;
}
