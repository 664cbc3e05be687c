/** How many are enough. */
import type { Env, NodeId } from '../../engine/api.ts';
import { majority } from '../../protolib/quorum.ts';

/** How many replicas may be faulty: as the parameter says, or as many as n replicas can bear, ⌊(n−1)/3⌋. */
export function faulty(env: Env): number {
  const { f } = env.params;
  return f !== 'from n' ? Number(f) : Math.floor((env.ids('replica').length - 1) / 3);
}

/**
 * A quorum: so many that any two have a correct replica in common, 2q − n ≥ f + 1. For n = 3f + 1 that is 2f + 1; with n = 3f it is more than the
 * n − f that can be counted on.
 */
export function quorum(env: Env): number {
  const f = faulty(env);
  const n = env.ids('replica').length;
  if (env.variant('quorum2f')) return Math.max(1, 2 * f);
  if (env.variant('quorumMajority')) return majority(n);
  return quorumOf(n, f);
}

/** ⌈(n + f + 1) / 2⌉ */
export function quorumOf(n: number, f: number): number {
  return Math.floor((n + f) / 2) + 1;
}

/** The paper's p = v mod n, with replicas numbered from 1: R1 leads view 1, and after the last it is R1's turn again. */
export function primaryOf(env: Env, view: number): NodeId {
  const replicas = env.ids('replica');
  return replicas[(view - 1) % replicas.length] as NodeId;
}

export function others(env: Env): readonly NodeId[] {
  return env.ids('replica').filter((id) => id !== env.self.id);
}
