/** A client sends notes and listens for confirmations. It never asks again: what a fault took stays taken. */
import type { Ctx, NodeId, Role } from '../../engine/api.ts';
import type { ClientDurable, ClientVolatile, GalleryMessage, Kept } from './state.ts';
import { ms, wordOf } from './words.ts';

type ClientCtx = Ctx<ClientDurable, ClientVolatile>;

export const client: Role<ClientDurable, ClientVolatile, GalleryMessage> = {
  durable: () => ({ sent: 0 }),
  volatile: () => ({ pending: [], latest: null, open: null }),

  start: pace,

  timer(ctx) {
    write(ctx, wordOf(ctx.durable.sent + 1), ctx.env.ids('keeper'));
    pace(ctx);
  },

  command(ctx, command) {
    const to = typeof command.to === 'string' ? [command.to] : ctx.env.ids('keeper');
    write(ctx, String(command.word), to);
  },

  message(ctx, from, message) {
    if (message.type === 'Kept') told(ctx, from, message);
  },

  status: (_durable, { pending }) => (pending.length === 0 ? 2 : 3),
  epoch: () => 0,
};

/** Sets the timer for its next note, if there is to be one. */
function pace(ctx: ClientCtx): void {
  const { pace: delay, notes } = ctx.env.params as { pace: number; notes: number };
  if (delay > 0 && ctx.durable.sent < notes) ctx.setTimer('pace', delay);
}

function write(ctx: ClientCtx, word: string, to: readonly NodeId[]): void {
  const { durable, volatile } = ctx;
  ctx.rule('gallery.send');
  // It goes on without an answer: of the note before nobody knows.
  if (volatile.open !== null) ctx.complete(volatile.open.operation, 'info');
  durable.sent += 1;
  const n = durable.sent;
  volatile.open = { operation: ctx.invoke({ f: 'note', value: { n, word } }), n };
  volatile.pending = [...volatile.pending, { n, missing: to, floor: volatile.latest }];
  ctx.note('sends', { n, word });
  for (const id of to) ctx.send(id, { type: 'Note', n, word });
}

function told(ctx: ClientCtx, from: NodeId, { n, stamp }: Kept): void {
  const { volatile } = ctx;
  const note = volatile.pending.find((p) => p.n === n && p.missing.includes(from));
  // A second confirmation, or one of a note it never sent there, says nothing new.
  if (note === undefined) return;
  ctx.rule('gallery.told');
  const missing = note.missing.filter((id) => id !== from);
  volatile.pending =
    missing.length === 0
      ? volatile.pending.filter((p) => p !== note)
      : volatile.pending.map((p) => (p === note ? { ...note, missing } : p));
  ctx.note('told', { keeper: from, n });
  if (note.floor !== null && stamp < note.floor) {
    ctx.rule('gallery.backwards');
    ctx.note('backwards', { keeper: from, n, by: ms(note.floor - stamp) });
  }
  if (volatile.latest === null || stamp > volatile.latest) volatile.latest = stamp;
  if (missing.length === 0 && volatile.open?.n === n) {
    ctx.complete(volatile.open.operation, 'ok');
    volatile.open = null;
  }
}
