/** What the levels promise, in the order of `meta.properties`. */
import type { Property } from '../../engine/api.ts';
import { noDirtyRead, noDirtyWrite, noLostUpdate, stableReads, updateOnNewest } from './properties/rows.ts';
import { serializableOrder } from './properties/serial.ts';

export const properties: readonly Property[] = [
  noDirtyWrite,
  noDirtyRead,
  updateOnNewest,
  stableReads,
  noLostUpdate,
  serializableOrder,
];
