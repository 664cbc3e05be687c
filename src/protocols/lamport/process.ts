/**
 * Mutual exclusion by a total order of events (Lamport 1978). Every process keeps a queue of all requests it knows of; nobody decides
 * for others. One step of a process is one event: its clock ticks once, and all it then sends bears that time.
 */
import type { Ctx, Env, NodeId, Role } from '../../engine/api.ts';
import { NO_EVENT, nextEvent } from '../../protolib/happened.ts';
import type { Durable, LamportMessage, Request, Volatile } from './state.ts';
import { requestText } from './state.ts';

type ProcessCtx = Ctx<Durable, Volatile>;

export const process: Role<Durable, Volatile, LamportMessage> = {
  durable: (env) => ({
    C: 0,
    requestQueue: [],
    received: {},
    request: null,
    granted: false,
    wanted: env.params.rounds as number,
    event: NO_EVENT,
  }),
  volatile: () => ({}),

  start(ctx) {
    think(ctx);
    // Back from a crash, it goes on where it was: who holds the resource lets it go in time, who waits looks again.
    if (ctx.restarted && ctx.durable.granted) ctx.setTimer('use', lengthOfUse(ctx.env));
    else if (ctx.restarted && ctx.durable.request)
      ctx.setTimer('patience', ctx.env.params.patience as number);
  },

  command(ctx, command) {
    if (command.type === 'event') {
      tick(ctx);
      ctx.note('acts', { C: ctx.durable.C });
      return;
    }
    ctx.durable.wanted += 1;
    if (ctx.durable.request === null) {
      ctx.clearTimer('think');
      request(ctx);
    }
  },

  timer(ctx, name) {
    const { durable } = ctx;
    if (name === 'think') request(ctx);
    else if (name === 'use') release(ctx);
    else if (durable.request && !durable.granted) {
      const { request: own } = durable;
      ctx.note('waits', { request: requestText(own), missing: reasons(ctx, own) });
    }
  },

  message(ctx, from, message) {
    receive(ctx, from, message);
    if (message.type === 'Request') {
      // Rule 2.
      ctx.rule('lamport.enqueue');
      enqueue(ctx, { T: message.T, P: from });
      if (!ctx.env.variant('noAck')) say(ctx, [from], 'Ack');
    } else if (message.type === 'Release') {
      // Rule 4.
      ctx.rule('lamport.remove');
      remove(ctx, from);
    }
    tryGrant(ctx);
  },

  status: ({ request: own, granted }) => (granted ? 2 : own ? 1 : 0),
  epoch: () => 0,
};

/** IR1: the clock ticks between any two events. */
function tick(ctx: ProcessCtx): void {
  const { durable } = ctx;
  ctx.rule('lamport.tick');
  durable.C += 1;
  durable.event = nextEvent(durable.event);
}

/** IR2(b): after a receipt the clock is past the message's timestamp. */
function receive(ctx: ProcessCtx, from: NodeId, { T, n }: LamportMessage): void {
  const { durable } = ctx;
  if (!ctx.env.variant('noReceiveRule')) {
    ctx.rule('lamport.receive');
    if (T > durable.C) {
      ctx.note('jumps', { from: durable.C, to: T + 1, T });
      durable.C = T;
    }
  }
  durable.C += 1;
  durable.event = nextEvent(durable.event, { of: from, n });
  if (T > (durable.received[from] ?? 0)) durable.received = { ...durable.received, [from]: T };
}

/** IR2(a): a message bears the time of the event that sends it. */
function say(ctx: ProcessCtx, to: readonly NodeId[], type: LamportMessage['type']): void {
  const { C, event } = ctx.durable;
  for (const id of to) ctx.send(id, { type, T: C, n: event.n });
}

/** Rule 1. */
function request(ctx: ProcessCtx): void {
  const { durable } = ctx;
  if (durable.wanted === 0) return;
  durable.wanted -= 1;
  tick(ctx);
  ctx.rule('lamport.request');
  const own: Request = { T: durable.C, P: ctx.id };
  durable.request = own;
  enqueue(ctx, own);
  ctx.note('requests', { request: requestText(own) });
  say(ctx, others(ctx.env, ctx.id), 'Request');
  ctx.setTimer('patience', ctx.env.params.patience as number);
  tryGrant(ctx);
}

/** Rule 3. */
function release(ctx: ProcessCtx): void {
  const { durable } = ctx;
  if (!durable.granted || durable.request === null) return;
  tick(ctx);
  ctx.rule('lamport.release');
  ctx.note('releases', { request: requestText(durable.request) });
  durable.request = null;
  durable.granted = false;
  remove(ctx, ctx.id);
  say(ctx, others(ctx.env, ctx.id), 'Release');
  think(ctx);
}

/** Rule 5, tested whenever something was learned. */
function tryGrant(ctx: ProcessCtx): void {
  const { durable } = ctx;
  const own = durable.request;
  if (own === null || durable.granted || reasons(ctx, own) !== '') return;
  ctx.rule('lamport.grant');
  durable.granted = true;
  ctx.clearTimer('patience');
  ctx.note('granted', { request: requestText(own) });
  ctx.setTimer('use', lengthOfUse(ctx.env));
}

/** What of rule 5 does not hold, in words; empty if all of it does. */
function reasons({ durable, env, id }: ProcessCtx, own: Request): string {
  const why: string[] = [];
  const [head] = durable.requestQueue;
  if (head && head.P !== id) why.push(`${requestText(head)} comes first`);
  if (!env.variant('noAck')) {
    const silent = others(env, id).filter((p) => (durable.received[p] ?? 0) <= own.T);
    if (silent.length > 0) why.push(`nothing later than ${own.T} from ${silent.join(', ')}`);
  }
  return why.join('; ');
}

function enqueue(ctx: ProcessCtx, added: Request): void {
  const { durable, id } = ctx;
  const tie = ctx.env.variant('noTieBreak');
  const before = (a: Request, b: Request): number => {
    if (a.T !== b.T) return a.T - b.T;
    // Without the order of the processes a tie goes to whoever asks: to each its own.
    if (tie) return Number(b.P === id) - Number(a.P === id);
    return a.P < b.P ? -1 : a.P > b.P ? 1 : 0;
  };
  durable.requestQueue = [...durable.requestQueue, added].sort(before);
}

function remove(ctx: ProcessCtx, of: NodeId): void {
  const { durable } = ctx;
  durable.requestQueue = durable.requestQueue.filter(({ P }) => P !== of);
}

/** A pause before the next request it makes by itself. */
function think(ctx: ProcessCtx): void {
  const [low, high] = ctx.env.params.think as [number, number];
  if (ctx.durable.request === null && ctx.durable.wanted > 0)
    ctx.setTimer('think', ctx.randomInt('think', low, high));
}

function lengthOfUse(env: Env): number {
  return env.params.use as number;
}

function others(env: Env, id: NodeId): readonly NodeId[] {
  return env.ids('process').filter((p) => p !== id);
}
