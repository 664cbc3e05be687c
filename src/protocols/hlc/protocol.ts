/** Hybrid logical clocks. */
import type { Protocol } from '../../engine/api.ts';
import { meta } from './meta.ts';
import { node } from './node.ts';
import { properties } from './properties.ts';

export type * from './state.ts';

export const protocol: Protocol = {
  meta,
  roles: { node },
  properties,
  messageKind: () => 0,
  messageEpoch: () => 0,
  messageLabel: (message) => `${message.l},${message.c}`,
};

export default protocol;
