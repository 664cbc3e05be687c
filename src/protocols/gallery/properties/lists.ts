/** What each keeper's list looks like. */
import type { NodeId, Property } from '../../../engine/api.ts';
import * as map from '../../../protolib/map.ts';
import type { KeeperView, Note } from '../state.ts';
import { changeOf, type Lists, NO_LISTS, nameOf, notesToSee, withList } from './common.ts';

interface Reading<S> {
  readonly lists: Lists;
  /** By the keeper's lane index: what its list has come to. */
  readonly states: Readonly<Record<number, S>>;
}

type Say = (why: string) => void;

/** A promise on every honest keeper's list, read from its first note to its last; read anew if it is no longer what it was. */
function reading<S>(
  id: string,
  first: S,
  read: (state: S, note: Note, keeper: KeeperView, say: Say) => S,
): Property<Reading<S>> {
  return {
    id,
    init: () => ({ lists: NO_LISTS, states: {} }),
    step(acc, step, _nodes, broken) {
      const change = changeOf(acc.lists, step);
      if (change === null) return acc;
      const { keeper, added } = change;
      let state = added === null ? first : (acc.states[keeper.index] ?? first);
      const say = keeper.byzantine ? () => {} : broken;
      for (const note of notesToSee(change)) state = read(state, note, keeper, say);
      return { lists: withList(acc.lists, change), states: { ...acc.states, [keeper.index]: state } };
    },
  };
}

type Names = map.PersistentMap<true>;

export const storedOnce = reading<Names>('stored-once', map.empty(), (names, { from, n }, keeper, say) => {
  const name = nameOf(from, n);
  if (map.get(names, name) !== undefined) say(`${keeper.id} has note ${n} of ${from} twice.`);
  return map.set(names, name, true);
});

interface Order {
  readonly names: Names;
  readonly highest: Readonly<Record<NodeId, number>>;
}

/** A second copy of a note is no disorder: where the first one stands counts. */
export const storedInOrder = reading<Order>(
  'stored-in-order',
  { names: map.empty(), highest: {} },
  (order, { from, n }, keeper, say) => {
    const name = nameOf(from, n);
    if (map.get(order.names, name) !== undefined) return order;
    const highest = order.highest[from] ?? 0;
    if (n < highest) say(`${keeper.id} has note ${n} of ${from} behind note ${highest}.`);
    return {
      names: map.set(order.names, name, true),
      highest: n > highest ? { ...order.highest, [from]: n } : order.highest,
    };
  },
);
