/** Orders, paths and counts in words. */
import type { NodeId } from '../../engine/api.ts';
import type { Order } from './state.ts';

export function opposite(v: Order): Order {
  return v === 'attack' ? 'retreat' : 'attack';
}

/** What the last of a path says, for a path of at least one: "C1 said", "L2 says that C1 said". */
export function sayText(path: readonly NodeId[]): string {
  const [first = '', ...rest] = path;
  return rest.reduce(
    (text, id, i) => `${id} ${i === rest.length - 1 ? 'says' : 'said'} that ${text}`,
    `${first} said`,
  );
}

/** "L1", "L1 and L2", "L1, L2 and L3" */
export function listed(ids: readonly string[]): string {
  const last = ids.at(-1) ?? '';
  return ids.length < 2 ? last : `${ids.slice(0, -1).join(', ')} and ${last}`;
}
