/** A replicated register in which the last write wins. */
import type { Protocol } from '../../engine/api.ts';
import { client } from './client.ts';
import { meta } from './meta.ts';
import { properties } from './properties.ts';
import { replica } from './replica.ts';
import type { LwwMessage } from './state.ts';
import { stampText } from './state.ts';

export type * from './state.ts';

/** Indices into `meta.messages`. */
const KIND: Readonly<Record<string, number>> = { Get: 0, Put: 1, Value: 2, Sync: 3 };

export const protocol: Protocol = {
  meta,
  roles: { replica, client },
  properties,
  messageKind: (message) => KIND[message.type] as number,
  messageEpoch: () => 0,
  messageLabel(message) {
    const m = message as LwwMessage;
    if (m.type === 'Get') return 'read';
    if (m.type === 'Put') return m.value;
    return m.register === null ? 'empty' : `${m.register.value} at ${stampText(m.register.stamp)}`;
  },
};

export default protocol;
