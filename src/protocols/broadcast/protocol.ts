/** Broadcast in five orders, from none to total. */
import type { Protocol } from '../../engine/api.ts';
import { meta } from './meta.ts';
import { process } from './process.ts';
import { properties } from './properties.ts';
import type { BroadcastMessage } from './state.ts';

export type * from './state.ts';

/** Indices into `meta.messages`. */
const KIND: Readonly<Record<string, number>> = { Data: 0, Number: 1, Ack: 2 };

export const protocol: Protocol = {
  meta,
  roles: { process },
  properties,
  messageKind: (message) => KIND[message.type] as number,
  messageEpoch: () => 0,
  messageLabel(message) {
    const m = message as BroadcastMessage;
    if (m.type === 'Number') return `${m.from}.${m.n} is ${m.s}`;
    return m.type === 'Ack' ? `T=${m.T}` : m.text;
  },
};

export default protocol;
