/** Processes that do what somebody has drawn: a step of their own, or a message that arrives when it is drawn to. */
import type { Message, Protocol, Role } from '../../engine/api.ts';
import { meta } from './meta.ts';

/** A message of a diagram: it says nothing but that it was sent. */
export interface DrawnMessage extends Message {
  readonly type: 'Message';
}
/** How many events it has had. */
export interface Durable {
  events: number;
}
export type Volatile = Record<string, never>;

const process: Role<Durable, Volatile, DrawnMessage> = {
  durable: () => ({ events: 0 }),
  volatile: () => ({}),

  command(ctx, command) {
    const { env, durable, id } = ctx;
    durable.events += 1;
    const to = String(command.to ?? '');
    if (command.type === 'send' && to !== id && env.ids('process').includes(to)) {
      ctx.rule('diagram.send');
      ctx.note('sends', { to });
      // When it arrives is part of the drawing; a fault on the way adds to it.
      ctx.send(to, { type: 'Message' }, { after: Number(command.after ?? 0) });
      return;
    }
    ctx.rule('diagram.local');
    ctx.note('acts');
  },

  message(ctx, from) {
    ctx.durable.events += 1;
    ctx.rule('diagram.receive');
    ctx.note('receives', { from });
  },

  status: () => 0,
  epoch: () => 0,
};

export const protocol: Protocol = {
  meta,
  roles: { process },
  properties: [],
  messageKind: () => 0,
  messageEpoch: () => 0,
  messageLabel: () => '',
};

export default protocol;
