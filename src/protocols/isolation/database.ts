/** The database as a node: it carries out what sessions send, one statement at a time, and answers who waited when they are released. */
import type { Ctx, Env, NodeId, Role } from '../../engine/api.ts';
import { appendAll, from } from '../../protolib/list.ts';
import { type Options, prepare } from './db/database.ts';
import { execute } from './db/execute.ts';
import { recover } from './db/recover.ts';
import type { EngineId, Level } from './db/state.ts';
import { waitsFor } from './db/waits.ts';
import type { Asked, DatabaseDurable, DatabaseVolatile, IsolationMessage, Outcome } from './state.ts';
import { outcomeText } from './words.ts';

type DatabaseCtx = Ctx<DatabaseDurable, DatabaseVolatile>;

/** What there is unless a run sets up something else. */
export const SETUP = [
  'create table test (id int primary key, value int)',
  'insert into test (id, value) values (1, 10), (2, 20)',
];

export const database: Role<DatabaseDurable, DatabaseVolatile, IsolationMessage> = {
  durable(env) {
    const prepared = prepare(optionsOf(env), SETUP);
    if (!prepared.ok) throw new Error(prepared.message);
    return { db: prepared.db, history: from(prepared.observations), asked: [], waits: {} };
  },
  volatile: () => ({}),

  start(ctx) {
    if (!ctx.restarted) return;
    const { durable } = ctx;
    ctx.rule('isolation.database.recover');
    ctx.note('recovers');
    const done = recover(durable.db);
    durable.db = done.db;
    durable.history = appendAll(durable.history, done.observations);
    durable.waits = {};
    for (const { step, outcome } of done.released) {
      const asked = durable.asked[step];
      if (asked !== undefined) answer(ctx, asked, outcome);
    }
  },

  command(ctx, command) {
    const sql = String(command.sql);
    ctx.rule('isolation.database.setup');
    if (ctx.durable.asked.length > 0) {
      ctx.note('tooLate');
      return;
    }
    const prepared = prepare(optionsOf(ctx.env), [sql]);
    if (!prepared.ok) {
      ctx.note('badSetup', { why: prepared.message });
      return;
    }
    ctx.durable.db = prepared.db;
    ctx.durable.history = from(prepared.observations);
    ctx.note('setUp', { tables: Object.keys(prepared.db.tables).join(', ') });
  },

  message(ctx, session, message) {
    if (message.type === 'Ask') carryOut(ctx, session, message.statement, message.sql);
  },

  status: (durable) => (Object.values(durable.db.sessions).some(({ busy }) => busy !== null) ? 1 : 0),
  epoch: () => 0,
};

function optionsOf({ params, variant }: Env): Options {
  return {
    engine: params.engine as EngineId,
    level: params.level as Level,
    broken: BROKEN.filter(variant),
  };
}

/** Variants of the meta: rules of the engines that can be broken. */
export const BROKEN = [
  'noEPQ',
  'noFUW',
  'RRsnapshotPerStatement',
  'noIndexSIREAD',
  'dropSIREADatCommit',
  'shortWriteLocks',
  'itemLocksOnly',
  'noValidation',
];

function carryOut(ctx: DatabaseCtx, session: NodeId, statement: number, sql: string): void {
  const { durable } = ctx;
  // A copy of a statement that was carried out already is no second statement.
  if (durable.asked.some((a) => a.session === session && a.statement >= statement)) return;
  ctx.rule('isolation.database.take');
  durable.asked = [...durable.asked, { session, statement }];
  const done = execute(durable.db, session, sql);
  durable.db = done.db;
  durable.history = appendAll(durable.history, done.observations);
  durable.waits = waitsFor(done.db);
  answer(ctx, { session, statement }, done.outcome);
  for (const { step, outcome } of done.released) {
    const asked = durable.asked[step];
    if (asked === undefined) continue;
    ctx.rule('isolation.database.release');
    ctx.note('goesOn', { session: asked.session });
    answer(ctx, asked, outcome);
  }
}

function answer(ctx: DatabaseCtx, { session, statement }: Asked, outcome: Outcome): void {
  if ('blocked' in outcome) {
    ctx.rule('isolation.database.wait');
    const row = outcome.row === null ? '' : ` at row ${outcome.row.row} of ${outcome.row.table}`;
    ctx.note('waits', { session, others: outcome.by.join(', '), row });
  } else if ('error' in outcome && (outcome.error === '40001' || outcome.error === '40P01')) {
    ctx.rule('isolation.database.refuse');
    ctx.note('refuses', { session, why: outcome.message });
  } else ctx.note('answers', { session, answer: outcomeText(outcome) });
  ctx.send(session, { type: 'Answer', statement, outcome: outcome as never });
}
