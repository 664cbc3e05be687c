/** What PBFT promises, in the order of `meta.properties`. Each is incremental: a step costs what it changed. */
import type { Property } from '../../engine/api.ts';
import {
  committedLocal,
  newViewWellFormed,
  sameCheckpoints,
  uniquePrepared,
} from './properties/certificates.ts';
import { clientNotMisled, progress } from './properties/clients.ts';
import { agreement, exactlyOnce, totalOrder, validity } from './properties/orders.ts';

export const properties: readonly Property[] = [
  agreement,
  totalOrder,
  validity,
  exactlyOnce,
  uniquePrepared,
  committedLocal,
  sameCheckpoints,
  newViewWellFormed,
  clientNotMisled,
  progress,
];
