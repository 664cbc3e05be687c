/** Who is taken to be down, and who is. True time is the engine's: no keeper could check this. */
import type { Env, NodeView, Property } from '../../../engine/api.ts';
import type { KeeperView } from '../state.ts';
import { ms } from '../words.ts';
import { isKeeper } from './common.ts';

/** Since when a node has been in its present incarnation, as far as steps have shown. */
interface Since {
  readonly incarnation: number;
  readonly time: number;
}
type Boots = Readonly<Record<number, Since>>;

function noteBoot(boots: Boots, node: NodeView, time: number): Boots {
  if (boots[node.index]?.incarnation === node.incarnation) return boots;
  return { ...boots, [node.index]: { incarnation: node.incarnation, time } };
}

interface Accuracy {
  readonly boots: Boots;
  readonly suspectAfter: number;
}

export const noFalseSuspicion: Property<Accuracy> = {
  id: 'no-false-suspicion',
  init: (_nodes, env) => ({ boots: {}, suspectAfter: env.params.suspectAfter as number }),
  step(acc, { node, volatileBefore, time }, nodes, broken) {
    if (!isKeeper(node)) return acc;
    const boots = noteBoot(acc.boots, node, time);
    const { suspects } = node.volatile;
    const before = (volatileBefore as Partial<KeeperView['volatile']>).suspects;
    if (suspects !== before && !node.byzantine) {
      for (const other of nodes) {
        if (!suspects.includes(other.id) || before?.includes(other.id)) continue;
        const since = boots[other.index];
        if (!other.up || other.byzantine || since?.incarnation !== other.incarnation) continue;
        const up = time - since.time;
        if (up < acc.suspectAfter) continue;
        broken(`${node.id} suspects ${other.id}, which has been up for ${ms(up)}.`);
      }
    }
    return boots === acc.boots ? acc : { ...acc, boots };
  },
};

interface Completeness {
  readonly boots: Boots;
  /** By lane index: when a step first found the keeper down. */
  readonly down: Readonly<Record<number, number>>;
  /** How long after a crash everybody should have noticed, µs. */
  readonly bound: number;
}

/**
 * The last heartbeat still travels, is then missed for `suspectAfter`, and the next look may be a heartbeat away. A keeper that writes
 * looks when it is done: one note of each client may be in its way both times.
 */
function boundOf({ params, ids }: Env): number {
  const { latency, fsync, suspectAfter, heartbeat } = params as {
    latency: [number, number];
    fsync: [number, number];
    suspectAfter: number;
    heartbeat: number;
  };
  return latency[1] + suspectAfter + heartbeat + 2 * ids('client').length * fsync[1];
}

/** Judged of each keeper at its own steps: it is the one that should have noticed. */
export const crashNoticed: Property<Completeness> = {
  id: 'crash-noticed',
  init: (_nodes, env) => ({ boots: {}, down: {}, bound: boundOf(env) }),
  step(acc, { node, time }, nodes, broken) {
    const boots = isKeeper(node) ? noteBoot(acc.boots, node, time) : acc.boots;
    let { down } = acc;
    for (const other of nodes) {
      // Before its first boot nobody can miss it.
      if (!isKeeper(other) || other.incarnation === 0 || other.up === (down[other.index] === undefined))
        continue;
      const { [other.index]: _was, ...rest } = down;
      down = other.up ? rest : { ...rest, [other.index]: time };
    }
    const next = boots === acc.boots && down === acc.down ? acc : { ...acc, boots, down };
    if (!isKeeper(node) || node.byzantine) return next;
    const listening = boots[node.index];
    if (listening === undefined || time <= listening.time + acc.bound) return next;
    for (const gone of nodes) {
      const since = down[gone.index];
      if (gone === node || since === undefined || time <= since + acc.bound) continue;
      if (node.volatile.suspects.includes(gone.id)) continue;
      broken(`${gone.id} has been down for ${ms(time - since)}, and ${node.id} does not suspect it.`);
    }
    return next;
  },
};
