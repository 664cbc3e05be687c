/** TrueTime with commit wait. */
import type { Protocol } from '../../engine/api.ts';
import { client } from './client.ts';
import { meta } from './meta.ts';
import { properties } from './properties.ts';
import { server } from './server.ts';
import { ms, type TrueTimeMessage } from './state.ts';

export type * from './state.ts';

/** Indices into `meta.messages`. */
const KIND: Readonly<Record<string, number>> = { Commit: 0, Committed: 1 };

export const protocol: Protocol = {
  meta,
  roles: { server, client },
  properties,
  messageKind: (message) => KIND[message.type] as number,
  messageEpoch: () => 0,
  messageLabel(message) {
    const m = message as TrueTimeMessage;
    return m.type === 'Commit' ? `T${m.t}` : `s = ${ms(m.s)}`;
  },
};

export default protocol;
