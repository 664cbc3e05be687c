/**
 * A client sends notes, one at a time, and listens for confirmations. It never sends one again: what a fault took stays taken. While it
 * waits for one note the others wait in a queue; it waits as long as its patience lasts.
 */
import type { Ctx, NodeId, Role } from '../../engine/api.ts';
import { empty, first, length, push, shift } from '../../protolib/queue.ts';
import type { ClientDurable, ClientVolatile, GalleryMessage, Kept, Order, Pending } from './state.ts';
import { listed, ms, wordOf } from './words.ts';

type ClientCtx = Ctx<ClientDurable, ClientVolatile>;

export const client: Role<ClientDurable, ClientVolatile, GalleryMessage> = {
  durable: () => ({ sent: 0 }),
  volatile: () => ({ queue: empty(), open: null, pending: [], latest: null }),

  start: pace,

  timer(ctx, name) {
    if (name === 'late') overdue(ctx);
    else if (name === 'patience') giveUp(ctx);
    else {
      take(ctx, { word: null, to: ctx.env.ids('keeper') });
      pace(ctx);
    }
  },

  command(ctx, command) {
    const to = typeof command.to === 'string' ? [command.to] : ctx.env.ids('keeper');
    take(ctx, { word: String(command.word), to });
  },

  message(ctx, from, message) {
    if (message.type === 'Kept') told(ctx, from, message);
  },

  status: (_durable, { open }) => (open === null ? 2 : 3),
  epoch: () => 0,
};

/** Sets the timer for its next note, if there is to be one. */
function pace(ctx: ClientCtx): void {
  const { pace: delay, notes } = ctx.env.params as { pace: number; notes: number };
  const { durable, volatile } = ctx;
  if (delay > 0 && durable.sent + length(volatile.queue) < notes) ctx.setTimer('pace', delay);
}

/** Another note to send: at once, or when its turn comes. */
function take(ctx: ClientCtx, order: Order): void {
  const { volatile } = ctx;
  volatile.queue = push(volatile.queue, order);
  if (volatile.open === null) next(ctx);
  else {
    ctx.rule('gallery.queue');
    ctx.note('queues', { n: volatile.open.n });
  }
}

/** Sends the note whose turn it is, if any. */
function next(ctx: ClientCtx): void {
  const { durable, volatile } = ctx;
  const order = first(volatile.queue);
  if (order === undefined) return;
  const { answerWithin, patience } = ctx.env.params as { answerWithin: number; patience: number };
  volatile.queue = shift(volatile.queue);
  ctx.rule('gallery.send');
  durable.sent += 1;
  const n = durable.sent;
  const word = order.word ?? wordOf(n);
  volatile.open = { operation: ctx.invoke({ f: 'note', value: { n, word } }), n };
  volatile.pending = [...volatile.pending, { n, to: order.to, missing: order.to, floor: volatile.latest }];
  ctx.note('sends', { n, word });
  if (answerWithin < patience || patience === 0) ctx.setTimer('late', answerWithin);
  if (patience > 0) ctx.setTimer('patience', patience);
  for (const id of order.to) ctx.send(id, { type: 'Note', n, word });
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
  const waiting = volatile.open?.n === n;
  ctx.note(waiting ? 'told' : 'toldLate', { keeper: from, n });
  if (note.floor !== null && stamp < note.floor) {
    ctx.rule('gallery.backwards');
    ctx.note('backwards', { keeper: from, n, by: ms(note.floor - stamp) });
  }
  if (volatile.latest === null || stamp > volatile.latest) volatile.latest = stamp;
  if (missing.length === 0 && waiting) end(ctx, 'ok');
}

/** The time is up in which a note should have been confirmed: all it does is to say so. */
function overdue(ctx: ClientCtx): void {
  const note = openNote(ctx);
  if (note === undefined) return;
  ctx.rule('gallery.late');
  ctx.note('late', {
    n: note.n,
    missing: listed(note.missing),
    waited: ms(ctx.env.params.answerWithin as number),
  });
}

function giveUp(ctx: ClientCtx): void {
  const note = openNote(ctx);
  if (note === undefined) return;
  ctx.rule('gallery.giveUp');
  ctx.note('givesUp', { n: note.n, answers: answersTo(note) });
  end(ctx, 'info');
}

/** The note it waits for has ended; the next one has its turn. */
function end(ctx: ClientCtx, outcome: 'ok' | 'info'): void {
  const { volatile } = ctx;
  if (volatile.open !== null) ctx.complete(volatile.open.operation, outcome);
  volatile.open = null;
  ctx.clearTimer('late');
  ctx.clearTimer('patience');
  next(ctx);
}

function openNote({ volatile }: ClientCtx): Pending | undefined {
  return volatile.pending.find(({ n }) => n === volatile.open?.n);
}

/** "K1 confirmed it, K2 did not answer" */
function answersTo({ to, missing }: Pending): string {
  const confirmed = to.filter((id) => !missing.includes(id));
  const silent = `${listed(missing)} did not answer`;
  return confirmed.length === 0 ? silent : `${listed(confirmed)} confirmed it, ${silent}`;
}
