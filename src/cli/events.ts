/** A trace as JSON lines, one per row, as `run --events` prints them. */
import type { Simulation } from '../engine/simulation.ts';
import type { Trace } from '../engine/trace.ts';
import { inChunks } from '../logs/recorded.ts';
import { rowLines } from '../logs/rows.ts';

/** Lines of the rows in order, some hundred joined at a time. Message bodies are there if the simulation kept them. */
export function* eventLines(trace: Trace, simulation: Simulation): Generator<string> {
  const { protocol, run, builder } = simulation;
  const recorded = { meta: protocol.meta, resolved: run, trace, bodies: builder.bodies };
  for (const chunk of inChunks(rowLines(recorded))) yield chunk.slice(0, -1);
}
