/** Writes on their way to the disk: until they are safe their node handles nothing. One that a crash undid leaves no mark. */
import { strikesOf } from './hits.ts';
import { lowerBound } from './index.ts';
import type { Model, View, WriteMark } from './types.ts';

/** px: marks of a lane that would stand closer than this on average are left out. */
const APART = 7;

export function placeWrites(model: Model, view: View): WriteMark[] {
  const { trace } = model.index;
  const { cause, node, step, time } = trace.columns;
  const { scale, lanes } = view;
  const { syncs, syncTimes } = strikesOf(model.index);
  const marks: WriteMark[] = [];
  const counts = new Map<number, number>();
  /** Nodes of which the first write that ends right of the picture has been seen: later ones begin there too. */
  const beyond = new Set<number>();
  for (let i = lowerBound(syncTimes, scale.t0); i < syncs.length && beyond.size < lanes.list.length; i++) {
    const row = syncs[i] as number;
    const lane = node[row] as number;
    const from = time[cause[row] as number] as number;
    const to = syncTimes[i] as number;
    if (to > scale.t1) {
      if (beyond.has(lane)) continue;
      beyond.add(lane);
      if (from > scale.t1) continue;
    }
    counts.set(lane, (counts.get(lane) ?? 0) + 1);
    marks.push({
      node: lane,
      step: step[row] as number,
      x0: scale.x(from),
      x1: scale.x(to),
      y: lanes.y[lane] ?? 0,
    });
  }
  const most = (scale.x1 - scale.x0) / APART;
  return marks.filter((mark) => (counts.get(mark.node) ?? 0) <= most);
}
