/** A session: it gives one statement at a time and waits for the answer, however long that takes. */
import type { Ctx, NodeId, Role } from '../../engine/api.ts';
import { append, empty } from '../../protolib/list.ts';
import { filledIn } from './remembered.ts';
import type { IsolationMessage, Outcome, SessionDurable, SessionVolatile } from './state.ts';
import { outcomeOf, outcomeText } from './words.ts';

type SessionCtx = Ctx<SessionDurable, SessionVolatile>;

export const session: Role<SessionDurable, SessionVolatile, IsolationMessage> = {
  durable: () => ({ given: 0 }),
  volatile: () => ({ open: null, log: empty() }),

  command(ctx, command) {
    const { durable, volatile } = ctx;
    const wanted = String(command.sql);
    if (volatile.open !== null) {
      ctx.note('skipped', { sql: wanted });
      return;
    }
    const { sql, told } = filledIn(wanted, volatile.log);
    durable.given += 1;
    const statement = durable.given;
    const operation = ctx.invoke({ f: 'sql', value: { sql } });
    volatile.open = { operation, statement, sql, waits: false };
    ctx.rule('isolation.session.give');
    ctx.note('gives', told === '' ? { sql } : { sql, told });
    ctx.send(ctx.env.ids('database')[0] as NodeId, { type: 'Ask', statement, sql });
  },

  message(ctx, _from, message) {
    const { open } = ctx.volatile;
    if (message.type !== 'Answer' || open === null || message.statement !== open.statement) return;
    const outcome = outcomeOf(message);
    if ('blocked' in outcome) {
      ctx.volatile.open = { ...open, waits: true };
      return;
    }
    answered(ctx, outcome);
  },

  status: (_durable, { open }) => (open === null ? 2 : open.waits ? 4 : 3),
  epoch: () => 0,
};

function answered(ctx: SessionCtx, outcome: Outcome): void {
  const { volatile } = ctx;
  const { open } = volatile;
  if (open === null) return;
  const failed = 'error' in outcome;
  ctx.rule('isolation.session.answer');
  ctx.complete(open.operation, failed ? 'fail' : 'ok', outcomeText(outcome));
  volatile.log = append(volatile.log, { statement: open.statement, sql: open.sql, outcome });
  volatile.open = null;
  if (failed) ctx.note('fails', { code: outcome.error, why: outcome.message });
  else ctx.note('hears', { answer: outcomeText(outcome) });
}
