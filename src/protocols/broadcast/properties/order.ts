/**
 * FIFO and causal order. Both compare a delivery with what its sender had broadcast, or broadcast and delivered, before it: that is
 * worked out here from what happened, not read from any vector of the protocol.
 */
import type { Env, NodeId, Property } from '../../../engine/api.ts';
import * as map from '../../../protolib/map.ts';
import { type Counts, type LogEntry, nameOf, type ProcessStep } from '../state.ts';
import { freshOf, isJudged, type Seen } from './common.ts';

interface Pasts {
  readonly judged: boolean;
  readonly seen: Seen;
  /** By process: how many broadcasts of each sender lie in the past of its latest event. */
  readonly now: Readonly<Record<NodeId, Counts>>;
  /** By name of a message: the same, when it was broadcast, itself left out. */
  readonly of: map.PersistentMap<Counts>;
  /** By process and sender: up to which number it has delivered all. */
  readonly upTo: Readonly<Record<NodeId, Counts>>;
  /** "P3 P1.2" for each delivery beyond that. */
  readonly delivered: map.PersistentMap<true>;
}

function order(
  id: string,
  /** What of a message's past has to be delivered before it. */
  needs: (past: Counts, entry: LogEntry) => Counts,
): Property<Pasts> {
  return {
    id,
    init: (_nodes, env: Env) => ({
      judged: isJudged(env, id),
      seen: {},
      now: {},
      of: map.empty(),
      upTo: {},
      delivered: map.empty(),
    }),
    step(acc, step, _nodes, broken) {
      const fresh = acc.judged ? freshOf(acc.seen, step as ProcessStep) : null;
      if (fresh === null) return acc;
      const process = step.node.id;
      let { of, delivered } = acc;
      let past: Counts = fresh.forgot ? {} : (acc.now[process] ?? {});
      let upTo: Counts = fresh.forgot ? {} : (acc.upTo[process] ?? {});
      for (const entry of fresh.entries) {
        const { from, n } = entry;
        if (entry.what === 'broadcast') {
          of = map.set(of, nameOf(entry), past);
          past = { ...past, [from]: n };
          continue;
        }
        const its = map.get(of, nameOf(entry)) ?? {};
        for (const [sender, count] of Object.entries(needs(its, entry))) {
          for (let k = (upTo[sender] ?? 0) + 1; k <= count; k++) {
            if (map.has(delivered, `${process} ${sender}.${k}`)) continue;
            broken(`${process} delivers “${entry.text}” of ${from} before message ${k} of ${sender}.`);
            break;
          }
        }
        past = joined(past, { ...its, [from]: n });
        delivered = map.set(delivered, `${process} ${nameOf(entry)}`, true);
        let whole = upTo[from] ?? 0;
        while (map.has(delivered, `${process} ${from}.${whole + 1}`)) {
          whole++;
          delivered = map.remove(delivered, `${process} ${from}.${whole}`);
        }
        upTo = { ...upTo, [from]: whole };
      }
      return {
        judged: true,
        seen: fresh.seen,
        now: { ...acc.now, [process]: past },
        of,
        upTo: { ...acc.upTo, [process]: upTo },
        delivered,
      };
    },
  };
}

function joined(a: Counts, b: Counts): Counts {
  const all: Record<NodeId, number> = { ...a };
  for (const [id, n] of Object.entries(b)) if (n > (all[id] ?? 0)) all[id] = n;
  return all;
}

export const fifoOrder = order('fifo-order', (_past, { from, n }) => ({ [from]: n - 1 }));
export const causalOrder = order('causal-order', (past) => past);
