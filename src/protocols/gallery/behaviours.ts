/** Liars, each with one lie. */
import type { Behaviour, Message } from '../../engine/api.ts';
import type { NoteMessage } from './state.ts';

/** A keeper that confirms every note and stores none. */
const confirmsUnkept: Behaviour = {
  hears: (_ctx, occasion) => occasion.type !== 'message' || !isNote(occasion.message),
  act(ctx, occasion) {
    if (occasion.type !== 'message' || !isNote(occasion.message)) return;
    const { n } = occasion.message;
    ctx.note('confirmsUnkept', { n });
    ctx.send(occasion.from, { type: 'Kept', n, stamp: ctx.wallClock() });
  },
};

/** A keeper that says nothing at all to one other. */
const silentTo: Behaviour = {
  act(ctx) {
    ctx.outbox = ctx.outbox.filter(({ to }) => to !== ctx.options.to);
  },
};

/** A client that tells one keeper another story. */
const twoWords: Behaviour = {
  act(ctx) {
    ctx.outbox = ctx.outbox.map((outgoing) => {
      const { to, message } = outgoing;
      if (to !== ctx.options.to || !isNote(message)) return outgoing;
      ctx.note('twoWords', { n: message.n, keeper: to });
      return { ...outgoing, message: { ...message, word: 'stones' } };
    });
  },
};

export const behaviours: Readonly<Record<string, Behaviour>> = { confirmsUnkept, silentTo, twoWords };

function isNote(message: Message): message is NoteMessage {
  return message.type === 'Note';
}
