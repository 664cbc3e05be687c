/** The fault gallery: no algorithm to admire, but a small world in which nothing hides a fault. */
import type { Protocol } from '../../engine/api.ts';
import { behaviours } from './behaviours.ts';
import { client } from './client.ts';
import { keeper } from './keeper.ts';
import { meta } from './meta.ts';
import { properties } from './properties.ts';
import type { GalleryMessage } from './state.ts';

export type * from './state.ts';

/** Indices into `meta.messages`. */
const KIND: Readonly<Record<string, number>> = { Note: 0, Kept: 1, Alive: 2 };

export const protocol: Protocol = {
  meta,
  roles: { client, keeper },
  properties,
  behaviours,
  messageKind: (message) => KIND[message.type] as number,
  messageEpoch: () => 0,
  messageLabel(message) {
    const m = message as GalleryMessage;
    switch (m.type) {
      case 'Note':
        return m.word;
      case 'Kept':
        return `kept ${m.n}`;
      case 'Alive':
        return '';
    }
  },
};

export default protocol;
