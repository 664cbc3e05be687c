/** Lamport's logical clocks, and the mutual exclusion that his paper builds on them. */
import type { Protocol } from '../../engine/api.ts';
import { meta } from './meta.ts';
import { process } from './process.ts';
import { properties } from './properties.ts';

export type * from './state.ts';

/** Indices into `meta.messages`. */
const KIND: Readonly<Record<string, number>> = { Request: 0, Ack: 1, Release: 2 };

export const protocol: Protocol = {
  meta,
  roles: { process },
  properties,
  messageKind: (message) => KIND[message.type] as number,
  messageEpoch: () => 0,
  messageLabel: (message) => `T=${message.T}`,
};

export default protocol;
