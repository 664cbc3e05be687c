/** Space-time diagrams drawn at random: which of two events came first, and which stamp one of them gets. */
import type { RunSpec } from '../../engine/runspec.ts';
import { stepHeads, type Trace } from '../../engine/trace.ts';
import { stampsOf } from '../../query/stamps.ts';
import { randomDrawing } from '../../query/stamps-drawing.ts';
import { type Asked, askedOf } from '../../query/stamps-exercise.ts';
import type { DiagramPicture } from '../../review/question.ts';
import { heldProtocol } from './held.ts';
import { ran, seedFrom } from './runs.ts';

const UNTIL = 100_000;
/** µs. */
const NEAR = 5_000;

export interface Drawn {
  readonly spec: RunSpec;
  readonly ids: readonly string[];
  /** Events of nodes, in the order of their steps. */
  readonly events: readonly Asked[];
  readonly trace: Trace;
}

/** Three lanes and some six strokes. */
export function drawn(seed: number): Drawn {
  const strokes = randomDrawing(seed, { lanes: 3, strokes: 6, until: UNTIL });
  const id = (lane: number) => `P${lane + 1}`;
  const spec: RunSpec = {
    schema: 1,
    protocol: 'diagram',
    seed: seedFrom(seed, 0),
    nodes: { process: 3 },
    params: {},
    variants: [],
    until: UNTIL,
    inputs: strokes.map(({ at, lane, to, after }) => ({
      at,
      node: id(lane),
      command: to === undefined ? { type: 'local' } : { type: 'send', to: id(to), after: after ?? 0 },
    })),
  };
  const trace = ran(heldProtocol('diagram'), spec);
  const events = askedOf(
    trace,
    stampsOf(trace, (_, time) => time),
  );
  return { spec, ids: trace.nodes.map((node) => node.id), events, trace };
}

/** By step, where an event stands: evenly, in the order of their times, so that all can be told apart on a narrow screen too. */
function places({ events, trace }: Drawn): ReadonlyMap<number, number> {
  const heads = stepHeads(trace);
  const at = (step: number) => trace.columns.time[heads[step] as number] as number;
  const times = [...new Set(events.map(({ stamp }) => at(stamp.step)))].sort((a, b) => a - b);
  return new Map(
    events.map(({ stamp: { step } }) => [step, ((times.indexOf(at(step)) + 0.5) * UNTIL) / times.length]),
  );
}

/** Whether no message runs right through an event of a lane between: it would read as two. */
export function readable(drawing: Drawn): boolean {
  const { events } = drawing;
  const place = places(drawing);
  return events.every(({ stamp, from }) => {
    if (from === null) return true;
    const [start, end] = [place.get(from.step) ?? 0, place.get(stamp.step) ?? 0];
    const [low, high] = [Math.min(from.lane, stamp.lane), Math.max(from.lane, stamp.lane)];
    return events.every(({ stamp: { lane, step } }) => {
      if (lane <= low || lane >= high) return true;
      const crosses = start + ((end - start) * (lane - from.lane)) / (stamp.lane - from.lane);
      return Math.abs((place.get(step) ?? 0) - crosses) > NEAR;
    });
  });
}

/** @param words name and given stamp of an event */
export function pictureOf(
  drawing: Drawn,
  words: (event: Asked) => { readonly name: string; readonly stamp: string },
  chain: readonly number[],
): DiagramPicture {
  const { ids, events } = drawing;
  const place = places(drawing);
  const position = new Map(events.map(({ stamp }, i) => [stamp.step, i]));
  return {
    kind: 'diagram',
    lanes: ids,
    until: UNTIL,
    events: events.map((event) => ({
      lane: event.stamp.lane,
      at: place.get(event.stamp.step) ?? 0,
      ...words(event),
    })),
    messages: events.flatMap(({ from }, to) => {
      const sent = from === null ? undefined : position.get(from.step);
      return sent === undefined ? [] : [{ from: sent, to }];
    }),
    chain: chain.flatMap((step) => position.get(step) ?? []),
  };
}
