/** Writes on their way to the disk, until they are safe or a crash undoes them: meanwhile their node handles nothing. */
import { K } from '../engine/trace.ts';
import { strikesOf } from './hits.ts';
import { lowerBound } from './index.ts';
import type { InputObject, Model, View, WriteMark } from './types.ts';

/** px: marks of a lane that would stand closer than this on average are left out. */
const APART = 7;
/** px from the start of a crash, which has a badge on it, to the middle of a cross that stands free before it. */
const BEFORE_BADGE = 13;

export function placeWrites(model: Model, view: View, inputs: readonly InputObject[]): WriteMark[] {
  const { trace } = model.index;
  const { cause, kind, node, step, time } = trace.columns;
  const { scale, lanes } = view;
  const { writeEnds, writeEndTimes } = strikesOf(model.index);
  const marks: WriteMark[] = [];
  const counts = new Map<number, number>();
  /** Nodes of which the first write that ends right of the picture has been seen: later ones begin there too. */
  const beyond = new Set<number>();
  for (
    let i = lowerBound(writeEndTimes, scale.t0);
    i < writeEnds.length && beyond.size < lanes.list.length;
    i++
  ) {
    const row = writeEnds[i] as number;
    const lane = node[row] as number;
    const from = time[cause[row] as number] as number;
    const to = writeEndTimes[i] as number;
    if (to > scale.t1) {
      if (beyond.has(lane)) continue;
      beyond.add(lane);
      if (from > scale.t1) continue;
    }
    counts.set(lane, (counts.get(lane) ?? 0) + 1);
    const [x0, x1] = [scale.x(from), scale.x(to)];
    const undone = kind[row] === K.undone;
    const badged =
      undone &&
      x1 - x0 > BEFORE_BADGE &&
      inputs.some((object) => object.form === 'span' && object.x0 === x1 && object.lanes.includes(lane));
    marks.push({
      node: lane,
      step: step[row] as number,
      x0,
      x1,
      y: lanes.y[lane] ?? 0,
      undone,
      signX: badged ? x1 - BEFORE_BADGE : x1,
    });
  }
  const most = (scale.x1 - scale.x0) / APART;
  // One that came to nothing is what one looks for.
  return marks.filter((mark) => mark.undone || (counts.get(mark.node) ?? 0) <= most);
}
