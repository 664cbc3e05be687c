/** At most once, and only what was broadcast. */
import type { Property } from '../../../engine/api.ts';
import * as map from '../../../protolib/map.ts';
import { nameOf, type ProcessStep } from '../state.ts';
import { freshOf, type Seen } from './common.ts';

interface Known {
  readonly seen: Seen;
  /** Names of all messages that were broadcast, each with its text. */
  readonly broadcast: map.PersistentMap<string>;
  /** "P3 P1.2" for each delivery. */
  readonly delivered: map.PersistentMap<true>;
}

export const integrity: Property<Known> = {
  id: 'integrity',
  init: () => ({ seen: {}, broadcast: map.empty(), delivered: map.empty() }),
  step(acc, step, _nodes, broken) {
    const fresh = freshOf(acc.seen, step as ProcessStep);
    if (fresh === null) return acc;
    const { id } = step.node;
    let { broadcast, delivered } = acc;
    for (const entry of fresh.entries) {
      const name = nameOf(entry);
      if (entry.what === 'broadcast') {
        broadcast = map.set(broadcast, name, entry.text);
        continue;
      }
      const key = `${id} ${name}`;
      if (map.get(broadcast, name) !== entry.text)
        broken(`${id} delivers “${entry.text}” of ${entry.from}, which ${entry.from} never broadcast.`);
      if (map.has(delivered, key)) broken(`${id} delivers “${entry.text}” of ${entry.from} a second time.`);
      delivered = map.set(delivered, key, true);
    }
    return { seen: fresh.seen, broadcast, delivered };
  },
};
