/** What is stored stays, and stays whole. */
import type { NodeView, Property } from '../../../engine/api.ts';
import { append, empty, iterate, type List } from '../../../protolib/list.ts';
import * as map from '../../../protolib/map.ts';
import type { KeeperView } from '../state.ts';
import { changedLists, clientStep, isKeeper, type Lists, NO_LISTS, nameOf, withLists } from './common.ts';

/** A confirmation as the client took it. */
interface Told {
  readonly client: string;
  readonly n: number;
}

interface Confirmed {
  readonly lists: Lists;
  /** By the keeper's lane index. */
  readonly told: Readonly<Record<number, List<Told>>>;
  /** By the keeper's lane index: names of the notes it has. */
  readonly has: Readonly<Record<number, map.PersistentMap<true>>>;
}

/** Liars included: the promise is the client's, and it holds no matter who breaks it. By number: words are another promise. */
export const confirmedKept: Property<Confirmed> = {
  id: 'confirmed-kept',
  init: () => ({ lists: NO_LISTS, told: {}, has: {} }),
  step(acc, step, nodes, broken) {
    let next = acc;
    const changes = changedLists(acc.lists, nodes);
    if (changes.length > 0) {
      const has = { ...acc.has };
      for (const { keeper, added } of changes) {
        let names = added === null ? map.empty<true>() : (has[keeper.index] ?? map.empty<true>());
        for (const { from, n } of added ?? iterate(keeper.durable.notes)) {
          names = map.set(names, nameOf(from, n), true);
        }
        has[keeper.index] = names;
      }
      next = { ...acc, lists: withLists(acc.lists, changes), has };
      for (const { keeper, added } of changes) {
        if (added !== null) continue;
        for (const told of iterate(next.told[keeper.index] ?? empty<Told>()))
          check(next, keeper, told, broken);
      }
    }
    for (const { keeper, told } of confirmations(step, nodes)) {
      const known = next.told[keeper.index] ?? empty<Told>();
      next = { ...next, told: { ...next.told, [keeper.index]: append(known, told) } };
      check(next, keeper, told, broken);
    }
    return next;
  },
};

function check(
  { has }: Confirmed,
  keeper: KeeperView,
  { client, n }: Told,
  broken: (why: string) => void,
): void {
  const names = has[keeper.index];
  if (names !== undefined && map.get(names, nameOf(client, n)) !== undefined) return;
  broken(`${client} was told that ${keeper.id} keeps note ${n}, and ${keeper.id} does not have it.`);
}

/** The confirmations that an honest client took in this step. */
function confirmations(
  step: Parameters<Property['step']>[1],
  nodes: readonly NodeView[],
): readonly { readonly keeper: KeeperView; readonly told: Told }[] {
  const s = clientStep(step);
  if (s === null || s.node.byzantine) return [];
  const { pending: before } = s.volatileBefore;
  const { pending: after } = s.node.volatile;
  if (before === after) return [];
  return before.flatMap(({ n, missing }) => {
    const still = after.find((p) => p.n === n)?.missing ?? [];
    const confirmed = missing.filter((id) => !still.includes(id));
    return nodes
      .filter((node): node is KeeperView => isKeeper(node) && confirmed.includes(node.id))
      .map((keeper) => ({ keeper, told: { client: s.node.id, n } }));
  });
}

export const countAgrees: Property<null> = {
  id: 'count-agrees',
  init: () => null,
  step(acc, { node }, _nodes, broken) {
    if (!isKeeper(node) || node.byzantine || !node.up) return acc;
    const { count, notes } = node.durable;
    if (count !== notes.length) {
      broken(`${node.id} counts ${count} ${count === 1 ? 'note' : 'notes'} and has ${notes.length}.`);
    }
    return acc;
  },
};
