/** OM(m): oral messages (Lamport, Shostak & Pease 1982, §3). A message is as good as its sender, and whoever is silent is noticed. */
import type { Env, NodeId } from '../../engine/api.ts';
import { get, set } from '../../protolib/map.ts';
import { sayText } from './meta/said.ts';
import { commanderOf, othersOf, pathsOf, roundsOf } from './rounds.ts';
import type { LieutenantCtx, LieutenantDurable, Oral, Order } from './state.ts';
import { listed } from './words.ts';

/** What is obeyed where there is no order. */
export const DEFAULT: Order = 'retreat';

/** Words of later rounds are too many to be told one by one: the tree draws them. */
const TOLD = 3;

export function keyOf(path: readonly NodeId[]): string {
  return path.join('.');
}

/** A word, if it is one that its sender may say and it is in time. Of two words by one path the first counts. */
export function hear(ctx: LieutenantCtx, from: NodeId, { path, v }: Oral): void {
  const { durable, env } = ctx;
  if (!isPath(env, ctx.id, from, path) || (v !== 'attack' && v !== 'retreat')) return;
  if (durable.round > path.length) {
    ctx.rule('om.late');
    ctx.note('tooLate', { from, said: sayText(path), v });
    return;
  }
  if (get(durable.heard, keyOf(path)) !== undefined) return;
  ctx.rule('om.hear');
  durable.heard = set(durable.heard, keyOf(path), v);
  if (path.length <= TOLD)
    ctx.note(path.length === 1 ? 'ordered' : 'hears', { from, said: sayText(path), v });
}

/** Whether a path is one that ends with its sender and that this lieutenant is owed. */
function isPath(env: Env, self: NodeId, from: NodeId, path: readonly NodeId[]): boolean {
  const [first, ...rest] = path;
  if (first !== commanderOf(env) || path.at(-1) !== from || path.length > roundsOf(env)) return false;
  const known = env.ids('lieutenant');
  return rest.every((id, i) => id !== self && known.includes(id) && rest.indexOf(id) === i);
}

/** The round is over: what has not come is RETREAT, and all of it is passed on, each lieutenant as the commander of the next round. */
export function endRound(ctx: LieutenantCtx): void {
  const { durable, env } = ctx;
  const { round } = durable;
  const paths = pathsOf(env, ctx.id, round);
  const silent = paths.filter((path) => get(durable.heard, keyOf(path)) === undefined);
  if (silent.length > 0) {
    const whose = [...new Set(silent.map((path) => path.at(-1) as NodeId))];
    if (env.variant('noDefault')) ctx.note('hearsNothing', { from: listed(whose), round });
    else {
      ctx.rule('om.default');
      ctx.note('takesDefault', { from: listed(whose), round, words: silent.length });
    }
  }
  if (round >= roundsOf(env)) return;
  ctx.rule('om.relay');
  for (const path of paths) {
    const v = wordOf(durable, env, path);
    if (v === null) continue;
    for (const j of othersOf(env, ctx.id, path)) ctx.send(j, { type: 'Oral', path: [...path, ctx.id], v });
  }
}

/** v_i: what came by a path, or what stands for it; null if nothing does. */
function wordOf({ heard }: LieutenantDurable, env: Env, path: readonly NodeId[]): Order | null {
  return get(heard, keyOf(path)) ?? (env.variant('noDefault') ? null : DEFAULT);
}

/**
 * The value that OM settles on for the word of the last of a path: at the last depth the word itself, before it majority(v_1, …, v_n−1) of what
 * came from there and of what each of the others makes of it.
 */
export function settled(
  durable: LieutenantDurable,
  env: Env,
  self: NodeId,
  path: readonly NodeId[],
): Order | null {
  const own = wordOf(durable, env, path);
  if (path.length >= roundsOf(env)) return own;
  const others = othersOf(env, self, path).map((j) => settled(durable, env, self, [...path, j]));
  const votes = env.variant('noOwnValue') && others.length > 0 ? others : [own, ...others];
  return majority(votes, env, own);
}

/** The order that more than half of the votes are for; RETREAT where there is none. */
function majority(votes: readonly (Order | null)[], env: Env, own: Order | null): Order | null {
  const given = votes.filter((v) => v !== null);
  const attack = given.filter((v) => v === 'attack').length;
  const retreat = given.length - attack;
  if (attack !== retreat) return attack > retreat ? 'attack' : 'retreat';
  if (env.variant('noDefault')) return null;
  if (env.variant('attackInDoubt')) return 'attack';
  return env.variant('obeyCommander') ? own : DEFAULT;
}

/** The votes at the root, for the note: how many stand for each order. */
export function votesAtRoot(
  durable: LieutenantDurable,
  env: Env,
  self: NodeId,
): { attack: number; retreat: number } {
  const root = [commanderOf(env)];
  const own = wordOf(durable, env, root);
  const others =
    root.length >= roundsOf(env)
      ? []
      : othersOf(env, self, root).map((j) => settled(durable, env, self, [...root, j]));
  const votes = env.variant('noOwnValue') && others.length > 0 ? others : [own, ...others];
  return {
    attack: votes.filter((v) => v === 'attack').length,
    retreat: votes.filter((v) => v === 'retreat').length,
  };
}
