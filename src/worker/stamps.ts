/** Stamps and the order of events of a held run, in slices. Fetched when they are first asked for. */
import type { Simulation } from '../engine/simulation.ts';
import { type Causality, causality, relation, shortestPath } from '../query/causality.ts';
import { type Stamp, type StampColumns, stampAt, stamping } from '../query/stamps.ts';
import { wallClock } from '../query/walls.ts';
import type { EventOrder } from './wire.ts';

/** Calls `work` until it says that it is over; between slices other requests are heard. */
export type InSlices = (work: () => boolean) => Promise<void>;

/** Kept with their run: whoever asks for one event soon asks for the next. */
const columns = new WeakMap<Simulation, StampColumns>();
const orders = new WeakMap<Simulation, Causality>();

async function columnsOf(simulation: Simulation, inSlices: InSlices): Promise<StampColumns> {
  const known = columns.get(simulation);
  if (known !== undefined) return known;
  const { nodes, spec } = simulation.run;
  const walls = nodes.map(({ id }) => wallClock(spec.inputs, id));
  const work = stamping(simulation.trace(), (lane, time) => walls[lane]?.(time) ?? time);
  let made: StampColumns | undefined;
  await inSlices(() => {
    const { done, value } = work.next();
    if (done) made = value;
    return done === true;
  });
  columns.set(simulation, made as StampColumns);
  return made as StampColumns;
}

/** The stamps of some steps, null for those that are no events. */
export async function stampsFor(
  simulation: Simulation,
  steps: readonly number[],
  inSlices: InSlices,
): Promise<readonly (Stamp | null)[]> {
  const all = await columnsOf(simulation, inSlices);
  return steps.map((step) => stampAt(all, step));
}

/** How step `a` stands to step `b`, with the chain of messages and stays that proves it. */
export async function orderOf(
  simulation: Simulation,
  a: number,
  b: number,
  inSlices: InSlices,
): Promise<EventOrder> {
  const all = await columnsOf(simulation, inSlices);
  let order = orders.get(simulation);
  if (order === undefined) {
    order = causality(simulation.trace());
    orders.set(simulation, order);
  }
  const [first, last] = a < b ? [a, b] : [b, a];
  return {
    relation: relation(order, a, b),
    path: shortestPath(order, first, last) ?? [],
    stamps: [stampAt(all, a), stampAt(all, b)],
  };
}
