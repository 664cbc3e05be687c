/** Orders and names in words. */
import type { Order } from './state.ts';

export function opposite(v: Order): Order {
  return v === 'attack' ? 'retreat' : 'attack';
}

/** "L1", "L1 and L2", "L1, L2 and L3" */
export function listed(ids: readonly string[]): string {
  const last = ids.at(-1) ?? '';
  return ids.length < 2 ? last : `${ids.slice(0, -1).join(', ')} and ${last}`;
}
