/** A replica: takes reads and writes from clients, and sends its whole store to the others now and then. */
import type { Env, Role } from '../../engine/api.ts';
import {
  type Item,
  NOTHING,
  type ReplicaCtx,
  type ReplicaDurable,
  type ReplicaVolatile,
  type StoreMessage,
  type Sync,
} from './state.ts';
import { clientIds, dotted, type Kind, oneVector, serverIds } from './vectors.ts';

export const replica: Role<ReplicaDurable, ReplicaVolatile, StoreMessage> = {
  durable: () => ({ store: {}, taken: [], synced: 0, latest: null }),
  volatile: () => ({}),

  start: pace,

  timer(ctx) {
    const others = ctx.env.ids('replica').filter((id) => id !== ctx.id);
    // An empty store has nothing to tell.
    if (Object.keys(ctx.durable.store).length > 0) {
      ctx.rule('versions.send');
      ctx.durable.synced += 1;
      const { store, synced } = ctx.durable;
      for (const id of others) ctx.send(id, { type: 'Sync', n: synced, store: store as Sync['store'] });
    }
    pace(ctx);
  },

  message(ctx, from, message) {
    const { durable } = ctx;
    if (message.type === 'Get') {
      ctx.rule('versions.get');
      answer(ctx, from, message.q, itemOf(ctx, message.key));
    } else if (message.type === 'Put') {
      const { key, w, value } = message;
      // A second copy of the request is answered, not written.
      if (!durable.taken.includes(w)) {
        const before = itemOf(ctx, key);
        ctx.rule(`versions.put.${kindName(ctx.env)}`);
        const after = kindOf(ctx.env).put(before, message, ctx.id);
        durable.taken = [...durable.taken, w];
        durable.latest = { put: w, key };
        durable.store = { ...durable.store, [key]: after };
        ctx.note('writes', { value, key, gone: gone(before, after), kept: keptText(after.siblings.length) });
      }
      answer(ctx, from, message.q, itemOf(ctx, key));
    } else if (message.type === 'Sync') {
      merge(ctx, message);
      durable.latest = { from, n: message.n };
    }
  },

  status: () => 0,
  epoch: () => 0,
};

function kindName(env: Env): 'dotted' | 'clientIds' | 'serverIds' | 'oneVector' {
  if (env.variant('serverIds')) return 'serverIds';
  if (env.variant('oneVector')) return 'oneVector';
  return env.params.kind === 'client ids' ? 'clientIds' : 'dotted';
}
const KINDS: Readonly<Record<ReturnType<typeof kindName>, Kind>> = {
  dotted,
  clientIds,
  serverIds,
  oneVector,
};

function kindOf(env: Env): Kind {
  return KINDS[kindName(env)];
}

function itemOf({ durable }: ReplicaCtx, key: string): Item {
  return Object.hasOwn(durable.store, key) ? (durable.store[key] as Item) : NOTHING;
}

function answer(ctx: ReplicaCtx, to: string, q: number, { V, siblings }: Item): void {
  ctx.send(to, { type: 'Values', q, V, siblings: siblings.map(({ w, value }) => ({ w, value })) });
}

/** “milk” and “tea”, or nothing: what is no longer stored. */
function gone(before: Item, after: Item): string {
  const lost = before.siblings.filter((x) => !after.siblings.some((y) => y.w === x.w));
  return lost.length === 0 ? 'nothing' : lost.map(({ value }) => `“${value}”`).join(' and ');
}

/** "1 value", "2 siblings" */
function keptText(count: number): string {
  return count === 1 ? '1 value' : `${count} siblings`;
}

function merge(ctx: ReplicaCtx, { store }: Sync): void {
  const { durable } = ctx;
  ctx.rule('versions.merge');
  for (const [key, theirs] of Object.entries(store)) {
    const own = itemOf(ctx, key);
    const merged = kindOf(ctx.env).merge(own, theirs);
    durable.store = { ...durable.store, [key]: merged };
    const names = (item: Item) => item.siblings.map(({ w }) => w).join();
    if (names(own) === names(merged)) continue;
    ctx.note('merges', { key, values: merged.siblings.map(({ value }) => `“${value}”`).join(' and ') });
  }
}

function pace(ctx: ReplicaCtx): void {
  const sync = ctx.env.params.sync as number;
  if (sync > 0 && ctx.env.ids('replica').length > 1) ctx.setTimer('sync', sync);
}
