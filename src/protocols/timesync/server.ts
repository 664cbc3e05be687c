/** The time server: says when it was asked and when it answers, by its own clock. */
import type { Role } from '../../engine/api.ts';
import type { ServerCtx, ServerDurable, ServerVolatile, SyncMessage } from './state.ts';

export const server: Role<ServerDurable, ServerVolatile, SyncMessage> = {
  durable: () => ({}),
  volatile: () => ({ questions: [] }),

  message(ctx, from, message) {
    if (message.type !== 'Ask') return;
    const { work } = ctx.env.params as { work: number };
    const { questions } = ctx.volatile;
    ctx.volatile.questions = [...questions, { client: from, k: message.k, t2: ctx.wallClock() }];
    if (work === 0) answer(ctx);
    else if (questions.length === 0) ctx.setTimer('work', work);
  },

  timer(ctx) {
    answer(ctx);
    if (ctx.volatile.questions.length > 0) ctx.setTimer('work', ctx.env.params.work as number);
  },

  status: (_durable, { questions }) => (questions.length > 0 ? 1 : 0),
  epoch: () => 0,
};

function answer(ctx: ServerCtx): void {
  const [question, ...rest] = ctx.volatile.questions;
  if (question === undefined) return;
  ctx.volatile.questions = rest;
  ctx.rule('timesync.answer');
  const { client, k, t2 } = question;
  ctx.send(client, { type: 'Answer', k, t2, t3: ctx.wallClock() });
}
