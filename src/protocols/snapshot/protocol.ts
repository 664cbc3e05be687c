/** Chandy and Lamport’s snapshot over a token game. */
import type { Protocol } from '../../engine/api.ts';
import { meta } from './meta.ts';
import { process } from './process.ts';
import { properties } from './properties.ts';
import type { SnapshotMessage } from './state.ts';

export type * from './state.ts';

/** Indices into `meta.messages`. */
const KIND: Readonly<Record<string, number>> = { Tokens: 0, Marker: 1, Report: 2 };

export const protocol: Protocol = {
  meta,
  roles: { process },
  properties,
  messageKind: (message) => KIND[message.type] as number,
  messageEpoch: () => 0,
  messageLabel(message) {
    const m = message as SnapshotMessage;
    if (m.type === 'Marker') return 'marker';
    return m.type === 'Tokens' ? `${m.tokens}` : `${m.tokens} + ${m.onTheWay}`;
  },
};

export default protocol;
