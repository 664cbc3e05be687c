/** A message board with vector clocks. */
import type { Protocol } from '../../engine/api.ts';
import { member } from './member.ts';
import { meta } from './meta.ts';
import { properties } from './properties.ts';
import type { BoardMessage } from './state.ts';

export type * from './state.ts';

/** Indices into `meta.messages`. */
const KIND: Readonly<Record<string, number>> = { Post: 0, Pass: 1 };

export const protocol: Protocol = {
  meta,
  roles: { alice: member, bob: member, carol: member, guest: member },
  properties,
  messageKind: (message) => KIND[message.type] as number,
  messageEpoch: () => 0,
  messageLabel: (message) => (message as BoardMessage).text,
};

export default protocol;
