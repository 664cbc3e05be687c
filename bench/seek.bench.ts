/** Looking into any moment of a run of a hundred thousand rows: the world, and what a step did. Aim: 5 ms at the 95th percentile. */
import { stepDetail, worldState } from '../src/engine/inspector.ts';
import { Simulation } from '../src/engine/simulation.ts';
import { loadProtocol } from '../src/worker/discover.ts';
import { percentiles, steadyWrites } from './support.ts';

const ROWS = 100_000;
const SEEKS = 2000;

export default async function bench(report: (line: string) => void): Promise<void> {
  const raft = await loadProtocol('raft');
  const simulation = new Simulation(raft, steadyWrites(40_000_000), {
    limits: { rows: ROWS, bytes: 2 ** 30 },
  }).finish();
  const { steps } = simulation.trace();
  report(`  ${simulation.builder.rows} rows, ${steps} steps, ${simulation.keyframes.length} keyframes`);
  // A prime stride visits moments all over the run, always far from the last.
  const far = (i: number) => (i * 7_368_787) % steps;
  measure('world, anywhere', (i) => worldState(simulation, far(i)));
  measure('step, anywhere', (i) => stepDetail(simulation, far(i)));
  measure('world, forwards', (i) => worldState(simulation, 10_000 + i));
  measure('world, backwards', (i) => worldState(simulation, steps - 1 - i));

  function measure(name: string, look: (i: number) => unknown): void {
    const times: number[] = [];
    for (let i = 0; i < SEEKS; i++) {
      const start = performance.now();
      look(i);
      times.push(performance.now() - start);
    }
    report(`  ${name.padEnd(16)} ${percentiles(times)}`);
  }
}
