/** Clock synchronisation with one time server. */
import type { Protocol } from '../../engine/api.ts';
import { client } from './client.ts';
import { meta } from './meta.ts';
import { properties } from './properties.ts';
import { server } from './server.ts';
import { ms, type SyncMessage } from './state.ts';

export type * from './state.ts';

/** Indices into `meta.messages`. */
const KIND: Readonly<Record<string, number>> = { Ask: 0, Answer: 1 };

export const protocol: Protocol = {
  meta,
  roles: { server, client },
  properties,
  messageKind: (message) => KIND[message.type] as number,
  messageEpoch: () => 0,
  messageLabel(message) {
    const m = message as SyncMessage;
    return m.type === 'Ask' ? 'what time?' : ms(m.t3);
  },
};

export default protocol;
