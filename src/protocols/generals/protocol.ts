/** The Byzantine generals: their roles, what they promise, and how their words are told apart. */
import type { Protocol } from '../../engine/api.ts';
import { behaviours } from './behaviours.ts';
import { commander } from './commander.ts';
import { lieutenant } from './lieutenant.ts';
import { meta } from './meta.ts';
import { properties } from './properties.ts';
import type { GeneralsMessage } from './state.ts';

export type * from './state.ts';

export const protocol: Protocol = {
  meta,
  roles: { commander, lieutenant },
  properties,
  behaviours,
  // Indices into `meta.messages`.
  messageKind: (message) => (message.type === 'Signed' ? 2 : 0) + (message.v === 'attack' ? 0 : 1),
  // A message belongs to the round in which it may be said last.
  messageEpoch(message) {
    const m = message as GeneralsMessage;
    return m.type === 'Oral' ? m.path.length : m.signers.length;
  },
  messageLabel(message) {
    const m = message as GeneralsMessage;
    return m.type === 'Oral' ? `${m.path.join(' › ')}: ${m.v}` : `${m.v}:${m.signers.join(':')}`;
  },
};

export default protocol;
