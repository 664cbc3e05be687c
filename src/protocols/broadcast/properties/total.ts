/** The same sequence everywhere, as far as two processes have delivered the same messages. */
import type { NodeId, Property } from '../../../engine/api.ts';
import * as map from '../../../protolib/map.ts';
import { nameOf, type ProcessStep } from '../state.ts';
import { freshOf, isJudged, type Seen } from './common.ts';

interface Places {
  readonly judged: boolean;
  readonly seen: Seen;
  /** By process: the place of each message in its sequence, from 1. */
  readonly at: Readonly<Record<NodeId, map.PersistentMap<number>>>;
  /** "P1 P2": the furthest place, at P2, of a message that P1 too has delivered. */
  readonly furthest: Readonly<Record<string, number>>;
}

export const totalOrder: Property<Places> = {
  id: 'total-order',
  init: (_nodes, env) => ({ judged: isJudged(env, 'total-order'), seen: {}, at: {}, furthest: {} }),
  step(acc, step, nodes, broken) {
    const fresh = acc.judged ? freshOf(acc.seen, step as ProcessStep) : null;
    if (fresh === null) return acc;
    const { id } = step.node;
    let own = fresh.forgot ? map.empty<number>() : (acc.at[id] ?? map.empty<number>());
    const furthest = { ...acc.furthest };
    for (const entry of fresh.entries) {
      const name = nameOf(entry);
      if (entry.what === 'broadcast' || map.has(own, name)) continue;
      own = map.set(own, name, own.size + 1);
      for (const other of nodes) {
        const place = other.id === id ? undefined : map.get(acc.at[other.id] ?? map.empty<number>(), name);
        if (place === undefined) continue;
        const key = `${id} ${other.id}`;
        const far = fresh.forgot ? 0 : (furthest[key] ?? 0);
        if (place < far)
          broken(
            `${id} delivers “${entry.text}” of ${entry.from} after a message that ${other.id} delivered later.`,
          );
        else furthest[key] = place;
        // For the other, this is as far as it gets here.
        const back = `${other.id} ${id}`;
        if (own.size > (furthest[back] ?? 0)) furthest[back] = own.size;
      }
    }
    return { judged: true, seen: fresh.seen, at: { ...acc.at, [id]: own }, furthest };
  },
};
