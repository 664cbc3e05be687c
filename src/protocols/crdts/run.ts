/** What a replica's handlers share: the parameters of the run, and the others. */
import type { Ctx, Env, NodeId } from '../../engine/api.ts';
import type { ReplicaDurable, ReplicaVolatile } from './state.ts';
import { opBasedOf, stateBasedOf, type TypeId } from './types/catalogue.ts';
import type { OpBased, StateBased } from './types/data-type.ts';
import { type Context, dot } from './types/dots.ts';
import { count } from './types/records.ts';

export type ReplicaCtx = Ctx<ReplicaDurable, ReplicaVolatile>;

export interface Params {
  readonly type: TypeId;
  readonly replication: 'state' | 'operations' | 'deltas';
  readonly sync: 'periodic' | 'on reconnect' | 'by command';
  readonly every: number;
  readonly partner: 'everyone' | 'one after the other';
  readonly eager: boolean;
  readonly stamps: 'Lamport clock' | 'wall clock';
  readonly floor: boolean;
}

export function paramsOf(env: Env): Params {
  return env.params as unknown as Params;
}

export function stateBased(env: Env): StateBased {
  return stateBasedOf(paramsOf(env).type, env.variant);
}

export function opBased(env: Env): OpBased {
  return opBasedOf(paramsOf(env).type, env.variant);
}

/** The type as it is in this run, for whoever needs only its first state and what is seen of it. */
export function typeOf(env: Env): Pick<StateBased, 'bottom' | 'value'> {
  return paramsOf(env).replication === 'operations' ? opBased(env) : stateBased(env);
}

export function others({ env, id }: ReplicaCtx): readonly NodeId[] {
  return env.ids('replica').filter((other) => other !== id);
}

/** The updates in `a` that are not in `b`, by replica and number: "R1.3". */
export function missing(a: Context, b: Context): readonly string[] {
  const names: string[] = [];
  for (const [id, upTo] of Object.entries(a.vector)) {
    for (let n = count(b.vector, id) + 1; n <= upTo; n++) names.push(dot(id, n));
  }
  return [...names, ...a.cloud].filter((name) => !b.cloud.includes(name) && !within(b, name));
}

function within({ vector }: Context, name: string): boolean {
  const cut = name.lastIndexOf('.');
  return Number(name.slice(cut + 1)) <= count(vector, name.slice(0, cut));
}
