/** What the orders promise, in the order of `meta.properties`. Of orders, only those that the run is judged by. */
import type { Property } from '../../engine/api.ts';
import { integrity } from './properties/integrity.ts';
import { causalOrder, fifoOrder } from './properties/order.ts';
import { deliveredInTime } from './properties/time.ts';
import { totalOrder } from './properties/total.ts';

export const properties: readonly Property[] = [
  integrity,
  fifoOrder,
  causalOrder,
  totalOrder,
  deliveredInTime,
];
