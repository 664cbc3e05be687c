/** What is stored stays, and stays whole. */
import type { NodeView, Property, SentMessage } from '../../../engine/api.ts';
import { append, empty, iterate, type List } from '../../../protolib/list.ts';
import * as map from '../../../protolib/map.ts';
import type { KeeperView, Kept } from '../state.ts';
import {
  changeOf,
  clientStep,
  isKeeper,
  type Lists,
  NO_LISTS,
  nameOf,
  notesToSee,
  withList,
} from './common.ts';

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

/**
 * Liars included: the promise is the client's, and it holds no matter who breaks it. By number: words are another promise. It breaks
 * where a keeper says what is not so, where it acts without a note that a client was told it keeps, and where a client is told so by a
 * message that was damaged on its way.
 */
export const confirmedKept: Property<Confirmed> = {
  id: 'confirmed-kept',
  init: () => ({ lists: NO_LISTS, told: {}, has: {} }),
  step(acc, step, nodes, broken) {
    let next = acc;
    const change = changeOf(acc.lists, step);
    if (change !== null) {
      const { keeper, added } = change;
      let names = added === null ? map.empty<true>() : (acc.has[keeper.index] ?? map.empty<true>());
      for (const { from, n } of notesToSee(change)) names = map.set(names, nameOf(from, n), true);
      next = { ...acc, lists: withList(acc.lists, change), has: { ...acc.has, [keeper.index]: names } };
      if (added === null) {
        for (const told of iterate(next.told[keeper.index] ?? empty<Told>()))
          check(next, keeper, told, broken);
      }
    }
    if (isKeeper(step.node)) checkSaid(next, step.node, step.sent, broken);
    for (const { keeper, told } of confirmations(step, nodes)) {
      const known = next.told[keeper.index] ?? empty<Told>();
      next = { ...next, told: { ...next.told, [keeper.index]: append(known, told) } };
      check(next, keeper, told, broken);
    }
    return next;
  },
};

function hasNote({ has }: Confirmed, keeper: KeeperView, { client, n }: Told): boolean {
  const names = has[keeper.index];
  return names !== undefined && map.get(names, nameOf(client, n)) !== undefined;
}

function check(acc: Confirmed, keeper: KeeperView, told: Told, broken: (why: string) => void): void {
  if (hasNote(acc, keeper, told)) return;
  const { client, n } = told;
  broken(`${client} was told that ${keeper.id} keeps note ${n}, and ${keeper.id} does not have it.`);
}

/** What a keeper says in this step. */
function checkSaid(
  acc: Confirmed,
  keeper: KeeperView,
  sent: readonly SentMessage[],
  broken: (why: string) => void,
): void {
  for (const { to, message } of sent) {
    if (message.type !== 'Kept') continue;
    const { n } = message as Kept;
    if (hasNote(acc, keeper, { client: to, n })) continue;
    broken(`${keeper.id} tells ${to} that it keeps note ${n}, and does not have it.`);
  }
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
