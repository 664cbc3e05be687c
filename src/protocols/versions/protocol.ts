/** A replicated key-value store with version vectors. */
import type { Protocol } from '../../engine/api.ts';
import { client } from './client.ts';
import { meta } from './meta.ts';
import { properties } from './properties.ts';
import { replica } from './replica.ts';
import type { StoreMessage } from './state.ts';

export type * from './state.ts';

/** Indices into `meta.messages`. */
const KIND: Readonly<Record<string, number>> = { Get: 0, Put: 1, Values: 2, Sync: 3 };

export const protocol: Protocol = {
  meta,
  roles: { replica, client },
  properties,
  messageKind: (message) => KIND[message.type] as number,
  messageEpoch: () => 0,
  messageLabel(message) {
    const m = message as StoreMessage;
    if (m.type === 'Get') return `read ${m.key}`;
    if (m.type === 'Put') return `${m.key}=${m.value}`;
    return m.type === 'Sync' ? 'store' : m.siblings.map((s) => s.value).join(', ') || 'empty';
  },
};

export default protocol;
