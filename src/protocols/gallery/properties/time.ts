/** How long things take, and what clocks say of them. */
import type { NodeId, NodeView, Property, StepView } from '../../../engine/api.ts';
import * as map from '../../../protolib/map.ts';
import type { ClientView } from '../state.ts';
import { ms } from '../words.ts';
import {
  type ClientStep,
  changeOf,
  clientStep,
  isClient,
  isKeeper,
  type Lists,
  NO_LISTS,
  nameOf,
  withList,
} from './common.ts';

/** A note that a keeper should confirm by a time, as long as both live. */
interface Due {
  readonly client: NodeId;
  readonly n: number;
  readonly keeper: NodeId;
  readonly by: number;
  readonly clientLife: number;
  readonly keeperLife: number;
}

interface Waits {
  readonly within: number;
  /** In the order in which they come due. */
  readonly list: readonly Due[];
}

/** Judged of each client at its own steps: it is the one that waits, and it looks when the time is up. */
export const answeredInTime: Property<Waits> = {
  id: 'answered-in-time',
  init: (_nodes, env) => ({ within: env.params.answerWithin as number, list: [] }),
  step(acc, step, nodes, broken) {
    const s = clientStep(step);
    let { list } = acc;
    if (list.length > 0) {
      const open = list.filter((due) => isOpen(due, step, nodes, broken));
      if (open.length < list.length) list = open;
    }
    if (s !== null && s.node.durable.sent !== s.durableBefore.sent) {
      list = [...list, ...sent(s, nodes, step.time + acc.within)];
    }
    return list === acc.list ? acc : { ...acc, list };
  },
};

/** What a client sent in this step, to keepers that are up. */
function sent({ node }: ClientStep, nodes: readonly NodeView[], by: number): Due[] {
  const note = node.volatile.pending.at(-1);
  if (note === undefined || node.byzantine) return [];
  return nodes
    .filter((k) => isKeeper(k) && k.up && note.missing.includes(k.id))
    .map((k) => ({
      client: node.id,
      n: note.n,
      keeper: k.id,
      by,
      clientLife: node.incarnation,
      keeperLife: k.incarnation,
    }));
}

/** Whether it is still to be waited for. */
function isOpen(
  due: Due,
  { node, time }: StepView,
  nodes: readonly NodeView[],
  broken: (why: string) => void,
): boolean {
  const client = nodes.find((other): other is ClientView => other.id === due.client && isClient(other));
  const keeper = nodes.find((other) => other.id === due.keeper);
  if (!client || !keeper || client.byzantine || keeper.byzantine) return false;
  if (!client.up || client.incarnation !== due.clientLife) return false;
  if (!keeper.up || keeper.incarnation !== due.keeperLife) return false;
  if (!client.volatile.pending.some((p) => p.n === due.n && p.missing.includes(due.keeper))) {
    const late = time > due.by && node === client;
    if (late) broken(`${due.keeper} is up, and confirmed note ${due.n} of ${due.client} too late.`);
    return false;
  }
  if (time < due.by || node !== client) return true;
  broken(`${due.keeper} is up, and has not confirmed note ${due.n} of ${due.client} in time.`);
  return false;
}

interface Floors {
  readonly lists: Lists;
  /** By name of a note: the highest stamp its client knew of when it sent it. */
  readonly floors: map.PersistentMap<number>;
}

/** The clock condition, for notes that are ordered by a confirmation between them. */
export const stampsFollow: Property<Floors> = {
  id: 'stamps-follow',
  init: () => ({ lists: NO_LISTS, floors: map.empty() }),
  step(acc, step, _nodes, broken) {
    const floors = withFloor(acc.floors, step);
    const change = changeOf(acc.lists, step);
    if (change === null) return floors === acc.floors ? acc : { ...acc, floors };
    const { keeper, added } = change;
    // What is read again was stamped long ago.
    if (!keeper.byzantine && added !== null) {
      for (const { from, n, stamp } of added) {
        const floor = map.get(floors, nameOf(from, n));
        if (floor === undefined || stamp >= floor) continue;
        broken(
          `${keeper.id} stamps note ${n} of ${from} ${ms(stamp)}, and ${from} sent it knowing of ${ms(floor)}.`,
        );
      }
    }
    return { lists: withList(acc.lists, change), floors };
  },
};

function withFloor(floors: Floors['floors'], step: StepView): Floors['floors'] {
  const s = clientStep(step);
  if (s === null || s.node.byzantine || s.node.durable.sent === s.durableBefore.sent) return floors;
  const { latest } = s.node.volatile;
  return latest === null ? floors : map.set(floors, nameOf(s.node.id, s.node.durable.sent), latest);
}
