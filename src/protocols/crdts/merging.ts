/** What every way of replicating does with what comes from another replica. */
import type { JsonObject, NodeId } from '../../engine/api.ts';
import { missing, paramsOf, type ReplicaCtx, stateBased } from './run.ts';
import { type Context, joinContexts } from './types/dots.ts';
import { seenWords, updateWords, valueWords } from './words.ts';

/** Joins a state or a delta into the copy. True if that changed it. */
export function merge(
  ctx: ReplicaCtx,
  from: NodeId,
  came: { readonly state: JsonObject; readonly seen: Context; readonly clock: number },
): boolean {
  const { durable, env } = ctx;
  const { copy } = durable;
  const type = stateBased(env);
  ctx.rule('crdt.merge');
  ctx.rule(`${paramsOf(env).type}.merge`);
  const state = type.join(copy.state, came.state);
  const seen = joinContexts(copy.seen, came.seen);
  const clock = Math.max(copy.clock, came.clock);
  const fresh = missing(came.seen, copy.seen);
  const changed = state !== copy.state || seen !== copy.seen;
  if (changed || clock !== copy.clock) durable.copy = { ...copy, state, seen, clock };
  if (fresh.length > 0) {
    ctx.note('merges', {
      peer: from,
      updates: updateWords(fresh),
      has: seenWords(seen),
      value: valueWords(type.value(state)),
    });
  } else ctx.note('nothingNew', { peer: from, value: valueWords(type.value(state)) });
  return changed;
}
