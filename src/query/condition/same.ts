/** Whether a node can tell two runs apart: by what it does and by what it is told, each at its time. */
import { K, type Trace } from '../../engine/trace.ts';

const OF_THE_NETWORK: ReadonlySet<number> = new Set([K.fault, K.lost, K.ignored, K.corrupt, K.undone]);

/** Rows of its own that a node knows of. Faults, losses and damage are the network's. */
function* ownRows(trace: Trace, lane: number): Generator<string> {
  const { time, kind, node, peer, epoch, content } = trace.columns;
  for (let row = 0; row < trace.rows; row++) {
    const k = kind[row] as number;
    if (node[row] !== lane || OF_THE_NETWORK.has(k)) continue;
    yield `${time[row]} ${k} ${peer[row]} ${epoch[row]} ${content[row]}`;
  }
}

export function sameFor(a: Trace, b: Trace, node: string): boolean {
  const lane = (trace: Trace) => trace.nodes.findIndex(({ id }) => id === node);
  if (lane(a) < 0 || lane(b) < 0) return false;
  const others = ownRows(b, lane(b));
  for (const row of ownRows(a, lane(a))) {
    const { done, value } = others.next();
    if (done || value !== row) return false;
  }
  return others.next().done === true;
}
