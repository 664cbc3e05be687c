/**
 * Rows per second of a five-node Raft run with steady client writes: trace and hash on, properties off and on. Beside it, what
 * the least imaginable engine costs: the same number of rows through the queue, the hash and the columns, with no protocol.
 */
import { RollingHash } from '../src/base/hash.ts';
import { Heap } from '../src/base/heap.ts';
import { TraceBuilder } from '../src/engine/builder.ts';
import { Simulation } from '../src/engine/simulation.ts';
import { loadProtocol } from '../src/worker/discover.ts';
import { median, steadyWrites } from './support.ts';

const ROUNDS = 7;
export default async function bench(report: (line: string) => void): Promise<void> {
  const raft = await loadProtocol('raft');
  const run = steadyWrites(120_000_000);
  const measure = (properties: boolean) => {
    let rows = 0;
    const times = repeat(() => {
      const simulation = new Simulation(raft, run, { properties }).finish();
      if (simulation.stopped) throw new Error(simulation.stopped.why);
      rows = simulation.builder.rows;
    });
    return { rows, times };
  };
  const off = measure(false);
  const on = measure(true);
  const bare = repeat(() => bareLoop(off.rows));
  report(
    `  ${off.rows} rows, of which per second, median and best of ${ROUNDS}, and per second of processor time:`,
  );
  for (const [name, times] of [
    ['properties off', off.times],
    ['properties on', on.times],
    ['bare loop', bare],
  ] as const) {
    const rate = (ms: number) => `${(off.rows / ms / 1000).toFixed(2)} M`;
    report(
      `  ${name.padEnd(15)} ${rate(median(times.wall))}  ${rate(Math.min(...times.wall))}  ${rate(Math.min(...times.cpu))}`,
    );
  }
}

/** Queue, hash and columns, and nothing to decide. A third of the rows wait in the queue, as messages do. */
function bareLoop(rows: number): void {
  const builder = new TraceBuilder();
  const hash = new RollingHash();
  const queue = new Heap<{ time: number; due: number; seq: number }>();
  for (let seq = 0; seq < 16; seq++) queue.push({ time: seq, due: seq, seq });
  for (let row = 0; row < rows; row++) {
    if (row % 3 === 0) {
      const { time } = queue.pop() as { time: number };
      const next = time + 10_000 + ((row * 7919) % 20_000);
      queue.push({ time: next, due: next, seq: row });
    }
    hash.word(row & 255);
    builder.row(row, row & 7, 0, 1, row - 1, row, 0, 0, row, row);
  }
}

/** Milliseconds by the wall and of processor time (collector and compiler threads included), round by round. */
function repeat(act: () => void): { wall: number[]; cpu: number[] } {
  const wall: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    const start = performance.now();
    act();
    wall.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
  }
  return { wall, cpu };
}
