/** An update at the replica where it is made. It never waits for anybody. */
import type { Command } from '../../engine/api.ts';
import { append } from '../../protolib/list.ts';
import { holdDelta } from './deltas.ts';
import { natural } from './meta/natural.ts';
import { opBased, paramsOf, type ReplicaCtx, stateBased, typeOf } from './run.ts';
import type { Copy, Logged, Update } from './state.ts';
import { CATALOGUE } from './types/catalogue.ts';
import type { Author, Edit } from './types/data-type.ts';
import { contextOf, dot, joinContexts } from './types/dots.ts';
import { count } from './types/records.ts';
import { editLabel, editWords, seenWords, valueWords } from './words.ts';

/** True if the copy has changed. */
export function edit(ctx: ReplicaCtx, command: Command): boolean {
  const { type, floor } = paramsOf(ctx.env);
  const { title, edits } = CATALOGUE[type];
  const given = command.type === 'update' ? natural(type, String(command.word), ctx.id) : command;
  const made = given as unknown as Edit;
  if (!edits.includes(made.type)) {
    return refused(
      ctx,
      made,
      type === 'g-counter' || type === 'g-set' ? `a ${title} only grows` : `a ${title} has no such update`,
    );
  }
  const { copy } = ctx.durable;
  const value = typeOf(ctx.env).value(copy.state);
  if (floor && made.type === 'decrement' && typeof value === 'number' && value < made.by) {
    ctx.rule('crdt.floor');
    return refused(ctx, made, `it has only ${value}`);
  }
  const why = update(ctx, made);
  if (why !== null) return refused(ctx, made, why);
  ctx.rule('crdt.update');
  ctx.rule(`${type}.${made.type}`);
  ctx.note('edits', {
    what: editWords(made),
    short: editLabel(made),
    has: seenWords(ctx.durable.copy.seen),
    value: valueWords(typeOf(ctx.env).value(ctx.durable.copy.state)),
  });
  return true;
}

function refused(ctx: ReplicaCtx, made: Edit, why: string): false {
  ctx.note('refuses', { what: editWords(made), why });
  return false;
}

/** Null if it was done, else why not. */
function update(ctx: ReplicaCtx, made: Edit): string | null {
  const { env, durable } = ctx;
  const { copy } = durable;
  const by = author(ctx);
  const name = dot(by.id, by.n);
  const ticks = made.type === 'type' ? Math.max(1, [...made.text].length) : 1;
  const latest: Update = { n: by.n, edit: made, clock: by.clock, stamp: by.stamp };
  const after: Omit<Copy, 'state'> = {
    ...copy,
    seen: joinContexts(copy.seen, contextOf([name])),
    clock: by.clock + ticks - 1,
    latest,
  };
  if (paramsOf(env).replication === 'operations') {
    const prepared = opBased(env).prepare(copy.state, made, by);
    if (!prepared.ok) return prepared.why;
    const { operation } = prepared;
    const logged: Logged = { from: ctx.id, n: by.n, after: copy.seen, clock: after.clock, operation };
    const state = opBased(env).effect(copy.state, operation);
    durable.copy = { ...after, state, log: append(copy.log, logged) };
    return null;
  }
  const updated = stateBased(env).update(copy.state, made, by);
  if (!updated.ok) return updated.why;
  durable.copy = { ...after, state: updated.state };
  if (paramsOf(env).replication === 'deltas') holdDelta(ctx, updated.delta, contextOf([name]));
  return null;
}

function author(ctx: ReplicaCtx): Author {
  const { copy } = ctx.durable;
  const clock = copy.clock + 1;
  // In milliseconds; never twice the same, even if the clock is set back.
  const wall = Math.max(Math.floor(ctx.wallClock() / 1000), (copy.latest?.stamp ?? 0) + 1);
  return {
    id: ctx.id,
    n: count(copy.seen.vector, ctx.id) + 1,
    clock,
    stamp: paramsOf(ctx.env).stamps === 'wall clock' ? wall : clock,
  };
}
