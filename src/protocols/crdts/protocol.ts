/** Data that merges: one replica role, with type and way of replication as parameters. */
import type { Protocol } from '../../engine/api.ts';
import { meta } from './meta.ts';
import { properties } from './properties.ts';
import { replica } from './replica.ts';
import type { CrdtMessage } from './state.ts';

export type * from './state.ts';

/** Indices into `meta.messages`. */
const KIND: Readonly<Record<string, number>> = { State: 0, Delta: 1, Ack: 2, Ops: 3, Digest: 4, Hello: 5 };

export const protocol: Protocol = {
  meta,
  roles: { replica },
  properties,
  messageKind: (message) => KIND[message.type] as number,
  messageEpoch: () => 0,
  messageLabel(message) {
    const m = message as CrdtMessage;
    switch (m.type) {
      case 'Ops':
        return m.ops.map(({ from, n }) => `${from}.${n}`).join(' ');
      case 'Delta':
        return m.whole ? 'whole state' : '';
      default:
        return '';
    }
  },
};

export default protocol;
