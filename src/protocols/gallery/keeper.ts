/**
 * Keepers store what they are sent, confirm it, and watch one another. They check nothing but whether a record can be read, and repair
 * nothing.
 */
import type { Ctx, NodeId, Role } from '../../engine/api.ts';
import { append, empty, iterate, truncate } from '../../protolib/list.ts';
import type { GalleryMessage, KeeperDurable, KeeperVolatile, NoteMessage } from './state.ts';
import { ms } from './words.ts';

type KeeperCtx = Ctx<KeeperDurable, KeeperVolatile>;

export const keeper: Role<KeeperDurable, KeeperVolatile, GalleryMessage> = {
  durable: () => ({ count: 0, notes: empty() }),
  volatile: () => ({ heard: {}, suspects: [] }),

  recover: (_env, { count, notes }, unreadable) => {
    const places = unreadable.flatMap(({ field, index }) =>
      field === 'notes' && index !== null ? [index] : [],
    );
    return { count, notes: places.length === 0 ? notes : truncate(notes, Math.min(...places)) };
  },

  start(ctx) {
    ctx.rule('gallery.boot');
    // Silence counts from here: nobody was listening before.
    const now = ctx.monotonicClock();
    ctx.volatile.heard = Object.fromEntries(others(ctx).map((id) => [id, now]));
    if (ctx.restarted) {
      const words = [...iterate(ctx.durable.notes)].map((note) => note.word);
      ctx.note('finds', { found: words.length === 0 ? 'nothing' : words.join(', ') });
    }
    beat(ctx);
  },

  message(ctx, from, message) {
    if (message.type === 'Note') store(ctx, from, message);
    else if (message.type === 'Alive') hear(ctx, from);
  },

  timer(ctx) {
    beat(ctx);
    for (const id of others(ctx)) {
      const silent = ctx.monotonicClock() - (ctx.volatile.heard[id] as number);
      if (silent < (ctx.env.params.suspectAfter as number) || ctx.volatile.suspects.includes(id)) continue;
      ctx.rule('gallery.suspect');
      ctx.volatile.suspects = [...ctx.volatile.suspects, id];
      ctx.note('suspects', { peer: id, silent: ms(silent) });
    }
  },

  status: (_durable, { suspects }) => (suspects.length === 0 ? 0 : 1),
  epoch: () => 0,
};

function others(ctx: KeeperCtx): readonly NodeId[] {
  return ctx.env.ids('keeper').filter((id) => id !== ctx.id);
}

function store(ctx: KeeperCtx, from: NodeId, { n, word }: NoteMessage): void {
  const { durable } = ctx;
  const stamp = ctx.wallClock();
  ctx.rule('gallery.store');
  durable.count += 1;
  durable.notes = append(durable.notes, { from, n, word, stamp });
  ctx.note('stores', { n, word, client: from });
  ctx.rule('gallery.confirm');
  ctx.send(from, { type: 'Kept', n, stamp }, { beforeSync: ctx.env.variant('ackBeforeSync') });
}

function hear(ctx: KeeperCtx, from: NodeId): void {
  const { volatile } = ctx;
  ctx.rule('gallery.hear');
  volatile.heard = { ...volatile.heard, [from]: ctx.monotonicClock() };
  if (!volatile.suspects.includes(from)) return;
  ctx.rule('gallery.trust');
  volatile.suspects = volatile.suspects.filter((id) => id !== from);
  ctx.note('trusts', { peer: from });
}

function beat(ctx: KeeperCtx): void {
  ctx.rule('gallery.beat');
  for (const id of others(ctx)) ctx.send(id, { type: 'Alive' });
  if (others(ctx).length > 0) ctx.setTimer('beat', ctx.env.params.heartbeat as number);
}
