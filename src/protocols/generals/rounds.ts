/** Rounds: who may say what in which, and when each is over. All generals know the hour of the order and the length of a round. */
import type { Ctx, Env, Micros, NodeId } from '../../engine/api.ts';
import { roundsIn, type Setting, traitorsIn } from './meta/rounds.ts';

/** Id of the commander, general 0 of the paper. */
export function commanderOf(env: Env): NodeId {
  return env.ids('commander')[0] as NodeId;
}

export function isSigned(env: Env): boolean {
  return env.params.algorithm === 'SM';
}

/** m: how many traitors the algorithm is run for. */
export function traitorsBorne(env: Env): number {
  return traitorsIn(settingOf(env));
}

/** In how many rounds words are passed on. */
export function roundsOf(env: Env): number {
  return roundsIn(settingOf(env));
}

function settingOf({ nodes, params, variant }: Env): Setting {
  return { n: nodes.length, algorithm: params.algorithm, m: params.m, variant };
}

/** When the given round is over, µs after the start of all clocks. Of round 0: when the commander gives its order. */
export function endOf(env: Env, round: number): Micros {
  const { orderAt, roundTime } = env.params as { orderAt: Micros; roundTime: Micros };
  return orderAt + round * roundTime;
}

/** Sets the timer for the end of a round by the general's own clock; at once if that is past. */
export function waitFor(ctx: Pick<Ctx, 'env' | 'setTimer' | 'monotonicClock'>, round: number): void {
  const left = endOf(ctx.env, round) - ctx.monotonicClock();
  ctx.setTimer('round', left > 0 ? left : 0);
}

/** Everybody but the commander, the general itself and those on a path: the lieutenants of the general that now acts as commander. */
export function othersOf(env: Env, self: NodeId, path: readonly NodeId[]): readonly NodeId[] {
  return env.ids('lieutenant').filter((id) => id !== self && !path.includes(id));
}

/** The paths of a round whose words a lieutenant is owed: from the commander over other lieutenants, nobody twice. */
export function pathsOf(env: Env, self: NodeId, round: number): readonly (readonly NodeId[])[] {
  let paths: (readonly NodeId[])[] = [[commanderOf(env)]];
  for (let r = 1; r < round; r++)
    paths = paths.flatMap((path) => othersOf(env, self, path).map((j) => [...path, j]));
  return paths;
}
