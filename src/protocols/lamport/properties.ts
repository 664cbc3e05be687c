/** What the paper promises, in the order of `meta.properties`. */
import type { Property } from '../../engine/api.ts';
import { clockCondition } from './properties/clock.ts';
import { grantedInOrder, grantedInTime, mutualExclusion } from './properties/exclusion.ts';

export const properties: readonly Property[] = [
  clockCondition,
  mutualExclusion,
  grantedInOrder,
  grantedInTime,
];
