/** The token game, and the snapshot that is taken of it while it goes on (Chandy & Lamport 1985). */
import type { NodeId, Role } from '../../engine/api.ts';
import { NO_EVENT, nextEvent } from '../../protolib/happened.ts';
import { close, record, report, take } from './recording.ts';
import type { Durable, ProcessCtx, SnapshotMessage, Tokens, Volatile } from './state.ts';

export const process: Role<Durable, Volatile, SnapshotMessage> = {
  durable: (env) => ({
    tokens: env.params.tokens as number,
    begun: 0,
    parts: {},
    reports: {},
    owed: {},
    moves: 0,
    event: NO_EVENT,
  }),
  volatile: () => ({}),

  start(ctx) {
    pace(ctx);
    const snapshotAt = ctx.env.params.snapshotAt as number;
    if (!ctx.restarted && ctx.id === ctx.env.ids('process')[0] && snapshotAt > 0)
      ctx.setTimer('snapshot', snapshotAt);
  },

  timer(ctx, name) {
    const { durable } = ctx;
    if (name === 'snapshot') begin(ctx);
    else if (name === 'due') {
      const id = `${ctx.id}.${durable.begun}`;
      const missing = ctx.env.ids('process').filter((p) => durable.reports[id]?.[p] === undefined);
      if (missing.length > 0) ctx.note('unfinished', { snapshot: id, missing: missing.join(', ') });
    } else {
      const others = ctx.env.ids('process').filter((p) => p !== ctx.id);
      const most = durable.tokens < 3 ? durable.tokens : 3;
      durable.moves += 1;
      if (most > 0 && others.length > 0) {
        const to = others[ctx.randomInt('to', 0, others.length - 1)] as NodeId;
        give(ctx, to, ctx.randomInt('tokens', 1, most));
      }
      pace(ctx);
    }
  },

  command(ctx, command) {
    if (command.type === 'snapshot') begin(ctx);
    else give(ctx, String(command.to), command.tokens as number);
  },

  message(ctx, from, message) {
    if (message.type === 'Tokens') accept(ctx, from, message);
    else if (message.type === 'Marker') {
      if (ctx.durable.parts[message.snapshot] === undefined) record(ctx, message.snapshot, from);
      else close(ctx, message.snapshot, from);
    } else report(ctx, message.snapshot, from, message.tokens + message.onTheWay);
  },

  status: ({ parts }) =>
    Object.values(parts).some((p) => Object.values(p.channels).some((c) => c.open)) ? 1 : 0,
  epoch: () => 0,
};

function begin(ctx: ProcessCtx): void {
  ctx.durable.begun += 1;
  const id = `${ctx.id}.${ctx.durable.begun}`;
  ctx.note('begins', { snapshot: id });
  ctx.setTimer('due', ctx.env.params.within as number);
  record(ctx, id, null);
}

function give(ctx: ProcessCtx, to: NodeId, wish: number): void {
  const { durable } = ctx;
  const tokens = wish < durable.tokens ? wish : durable.tokens;
  if (tokens === 0 || to === ctx.id) return;
  ctx.rule('snapshot.give');
  durable.tokens -= tokens;
  durable.event = nextEvent(durable.event);
  ctx.note('gives', { tokens: tokenText(tokens), to, n: durable.event.n });
  ctx.send(to, { type: 'Tokens', tokens, n: durable.event.n });
  for (const snapshot of durable.owed[to] ?? []) ctx.send(to, { type: 'Marker', snapshot });
  if (durable.owed[to]) durable.owed = { ...durable.owed, [to]: [] };
}

function accept(ctx: ProcessCtx, from: NodeId, { tokens, n }: Tokens): void {
  const { durable } = ctx;
  ctx.rule('snapshot.accept');
  durable.tokens += tokens;
  durable.event = nextEvent(durable.event, { of: from, n });
  ctx.note('takes', { tokens: tokenText(tokens), from, n });
  take(ctx, from, tokens);
}

function pace(ctx: ProcessCtx): void {
  const { moves, pace: range } = ctx.env.params as { moves: number; pace: [number, number] };
  if (ctx.durable.moves < moves) ctx.setTimer('pace', ctx.randomInt('pace', range[0], range[1]));
}

/** "1 token", "3 tokens" */
export function tokenText(n: number): string {
  return n === 1 ? '1 token' : `${n} tokens`;
}
