/** PBFT: its roles, what it promises, and how its messages are told apart. */
import type { Protocol } from '../../engine/api.ts';
import { behaviours } from './behaviours.ts';
import { client } from './client.ts';
import { meta } from './meta.ts';
import { properties } from './properties.ts';
import { replica } from './replica.ts';
import type { PbftMessage } from './state.ts';
import { opText, shortDigest, valueText } from './words.ts';

export type * from './state.ts';

/** Indices into `meta.messages`. */
const KIND = Object.fromEntries(meta.messages.map((kind, index) => [kind.id, index])) as Readonly<
  Record<string, number>
>;

export const protocol: Protocol = {
  meta,
  roles: { client, replica },
  properties,
  behaviours,
  messageKind: (message) => KIND[message.type] as number,
  messageEpoch: (message) => (typeof message.v === 'number' ? message.v : 0),
  messageLabel(message) {
    const m = message as PbftMessage;
    switch (m.type) {
      case 'Request':
        return opText(m.o);
      case 'PrePrepare':
        return `${m.n}: ${m.m === null ? 'none' : opText(m.m.o)}`;
      case 'Prepare':
      case 'Commit':
        return `${m.n}: ${shortDigest(m.d)}`;
      case 'Reply':
        return m.r === null ? 'done' : valueText(m.r);
      case 'Checkpoint':
        return `after ${m.n}: ${shortDigest(m.d)}`;
      case 'ViewChange':
      case 'NewView':
        return `view ${m.v}`;
      case 'Status':
        return `executed ${m.n}`;
      case 'Fetch':
      case 'State':
        return `after ${m.n}`;
    }
  },
};

export default protocol;
