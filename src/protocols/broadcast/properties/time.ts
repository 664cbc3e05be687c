/** Nobody who is up is left without a message for long. */
import type { NodeId, Property } from '../../../engine/api.ts';
import * as map from '../../../protolib/map.ts';
import { type LogEntry, nameOf, type ProcessStep } from '../state.ts';
import { freshOf, type Seen } from './common.ts';

interface Open {
  readonly post: LogEntry;
  readonly due: number;
}
interface Waiting {
  readonly within: number;
  readonly seen: Seen;
  /** Messages that somebody has not delivered, oldest first. */
  readonly open: readonly Open[];
  /** By process: names of what it has delivered. */
  readonly has: Readonly<Record<NodeId, map.PersistentMap<true>>>;
}

export const deliveredInTime: Property<Waiting> = {
  id: 'delivered-in-time',
  init: (_nodes, env) => ({ within: env.params.within as number, seen: {}, open: [], has: {} }),
  step(acc, step, nodes, broken) {
    const fresh = freshOf(acc.seen, step as ProcessStep);
    let { open, has } = acc;
    const lacks = (id: NodeId, post: LogEntry) => !map.has(has[id] ?? map.empty<true>(), nameOf(post));
    if (fresh !== null) {
      let own = fresh.forgot ? map.empty<true>() : (has[step.node.id] ?? map.empty<true>());
      for (const entry of fresh.entries) {
        if (entry.what === 'broadcast') open = [...open, { post: entry, due: step.time + acc.within }];
        else own = map.set(own, nameOf(entry), true);
      }
      has = { ...has, [step.node.id]: own };
      open = open.filter(({ post }) => nodes.some((node) => lacks(node.id, post)));
    }
    for (const { post, due } of open) {
      if (due >= step.time) break;
      const late = nodes.find((node) => node.up && lacks(node.id, post));
      if (late) broken(`${late.id} has not delivered “${post.text}” of ${post.from} in time.`);
    }
    return fresh === null ? acc : { within: acc.within, seen: fresh.seen, open, has };
  },
};
