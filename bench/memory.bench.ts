/** Bytes of heap per row of a run, with and without keyframes, beside what the engine counts against its bound; and of its index on the page. */
import { KEYFRAME_ROWS, Simulation } from '../src/engine/simulation.ts';
import { indexTrace } from '../src/timeline/build.ts';
import { loadProtocol } from '../src/worker/discover.ts';
import { steadyWrites } from './support.ts';

export default async function bench(report: (line: string) => void): Promise<void> {
  const raft = await loadProtocol('raft');
  const run = steadyWrites(60_000_000);
  const measure = (keyframeRows: number) => {
    const before = heap();
    const simulation = new Simulation(raft, run, { keyframeRows }).finish();
    const after = heap();
    const { rows } = simulation.builder;
    return { rows, measured: (after - before) / rows, counted: simulation.bytes() / rows };
  };
  // Compiled code and caches shall not be counted.
  measure(KEYFRAME_ROWS);
  for (const [name, keyframeRows] of [
    ['keyframes', KEYFRAME_ROWS],
    ['no keyframes', Number.POSITIVE_INFINITY],
  ] as const) {
    const { rows, measured, counted } = measure(keyframeRows);
    report(
      `  ${name.padEnd(13)} ${rows} rows, bytes a row: ${measured.toFixed(0)} measured, ${counted.toFixed(0)} counted`,
    );
  }
  const trace = new Simulation(raft, run).finish().trace();
  const before = heap();
  const index = indexTrace(trace);
  const bytes = (heap() - before) / trace.rows;
  report(`  index         ${index.flights.count} flights, bytes a row: ${bytes.toFixed(0)} measured`);
}

function heap(): number {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
